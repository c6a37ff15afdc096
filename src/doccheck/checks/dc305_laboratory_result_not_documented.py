"""DC305: laboratory-result-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["LaboratoryResultNotDocumented"]


class LaboratoryResultNotDocumented(DocumentationCheck):
    """The record holds no laboratory result that shows what the code asks for.

    ## What it checks
    The answer to `lab_results`: a result of this patient with a value or an explicit low or high; a normal value
    contradicts a deficiency. A required item that is missing blocks, an undecided one asks for a person, an
    advisory one is a note.

    ## Why
    The deficiency is what the drug is paid for.

    ## Example
    ```yaml
    code: J3424
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Cyanocobalamin 1000 mcg IM left deltoid was given today for pernicious anemia.
      Seen at 9 am.
    fixed:
      replace: {Seen at 9 am.: "Vitamin B12 118 pg/mL (low) on 02/20/2026."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC305"
    name: ClassVar[str] = "laboratory-result-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("lab_results",)
