"""DC111: error-prone-notation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ISMP
from doccheck.checks.wording import listing
from doccheck.language.amounts import read_amount

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Evidence

__all__ = ["ErrorProneNotation"]


class ErrorProneNotation:
    """A dose is written in a way that is easily misread.

    ## What it checks
    Trailing zeros, naked decimals, abbreviations of units and missing spaces in the amounts of drugs.

    ## Why
    They cause tenfold errors. The value is read all the same, and the notation is reported.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-20
    note: |
      Date of service: 03/20/2026
      Ketorolac 30.0 mg IM right deltoid was given today.
    fixed:
      replace: {30.0 mg: 30 mg}
    ```

    ## What to do
    Write doses without trailing zeros, with a leading zero, and with units spelled as the safety lists ask.

    ## Source
    Error-prone dose designations of ISMP (domain rules T6 and T8, grade A).
    """

    code: ClassVar[str] = "DC111"
    name: ClassVar[str] = "error-prone-notation"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A dose is written in a way that is easily misread."""
        found: dict[str, list[Evidence]] = {}
        for amount in case.facts.amounts:
            if amount.place.grounded and amount.place.span is not None and amount.fact.number:
                for notation in read_amount(amount.fact.number, amount.fact.unit).notations:
                    found.setdefault(notation, []).append(case.note.evidence(amount.place.span))
        if not found:
            return Pass()
        evidence = (one for words in found.values() for one in words)
        message = f"Amounts in the note are written in a way that is easily misread: {listing(found)}."
        return outcome_of([fault(self, message, evidence=evidence, citations=(ISMP,))])
