"""DC009: template-words-offered."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.out_of_context import OutOfContextCheck

__all__ = ["TemplateWordsOffered"]


class TemplateWordsOffered(OutOfContextCheck):
    """Words offered as evidence are an unfilled template.

    ## What it checks
    For items that are not met, whether words offered for them are a placeholder.

    ## Why
    A template shows what should be documented, not what was.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-06
    authority: article
    note: |
      Date of service: 03/06/2026
      Alpha-1 proteinase inhibitor 4,500 mg IV was given today. Lot: [lot number]
    extraction:
      fields: [{field: lot_number, quote: "Lot: [lot number]"}]
    fixed:
      replace: {"[lot number]": 5ZQ-0418}
      extraction:
        fields: [{field: lot_number, quote: "Lot: 5ZQ-0418"}]
    ```

    ## What to do
    Have the entry completed by the person who knows.

    ## Source
    Template text never proves anything (docs/checks.md).
    """

    code: ClassVar[str] = "DC009"
    name: ClassVar[str] = "template-words-offered"
    flags: ClassVar[tuple[str, ...]] = ("template",)
    said: ClassVar[str] = "are an unfilled template"
