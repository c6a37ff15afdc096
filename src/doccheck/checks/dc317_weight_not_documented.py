"""DC317: weight-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["WeightNotDocumented"]


class WeightNotDocumented(DocumentationCheck):
    """The dose depends on a weight that the record lacks or contradicts.

    ## What it checks
    The answer to `weight`: a weight with its unit from which the dose follows within 10 % or by rounding up to
    whole containers. A required item that is missing blocks, an undecided one asks for a person, an advisory one is
    a note.

    ## Why
    A dose by weight cannot be checked without it.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Alpha-1 proteinase inhibitor 60 mg/kg = 4,500 mg IV was given today.
      Seen at 9 am.
    fixed:
      replace: {Seen at 9 am.: "Weight 75 kg."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC317"
    name: ClassVar[str] = "weight-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("weight",)
