"""DC323: calculation-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["CalculationNotDocumented"]


class CalculationNotDocumented(DocumentationCheck):
    """The record holds no calculation of the units, or a wrong one.

    ## What it checks
    The answer to `dose_calculation`: a calculation that ties the unit to the total, and comes out. A required item
    that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    The article asks for it.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
      Seen today.
    fixed:
      replace: {Seen today.: "Calculation: 300 mg / 1 mg per unit = 300 units, 0 mg wasted."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC323"
    name: ClassVar[str] = "calculation-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("dose_calculation",)
