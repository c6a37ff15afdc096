"""DC005: denied-words-offered."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.out_of_context import OutOfContextCheck

__all__ = ["DeniedWordsOffered"]


class DeniedWordsOffered(OutOfContextCheck):
    """Words offered as evidence are denied in the note.

    ## What it checks
    For items that are not met, whether words offered for them stand under a negation, also one just outside the
    quote.

    ## Why
    A quote that was cut off behind its "no" looks like proof and is the opposite.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. There is no evidence of Crohn's disease.
    extraction:
      fields: [{field: diagnosis, quote: Crohn's disease}]
    fixed:
      replace: {There is no evidence of: Assessment of}
    ```

    ## What to do
    Read the sentence around the words; if the record is right, the item is missing.

    ## Source
    Negation never proves what was done or found (docs/checks.md).
    """

    code: ClassVar[str] = "DC005"
    name: ClassVar[str] = "denied-words-offered"
    flags: ClassVar[tuple[str, ...]] = ("negated",)
    said: ClassVar[str] = "are denied by the note"
