"""DC232: anaemia-modifier-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ESA_MODIFIERS

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["AnaemiaModifierMissing"]


class AnaemiaModifierMissing:
    """An erythropoietin line does not carry exactly one of EA, EB and EC.

    ## What it checks
    For J0881, J0885 and Q5106, whether each line carries exactly one of the three modifiers.

    ## Why
    Without it, or with several, the claim is rejected.

    ## Example
    ```yaml
    code: J0885
    date: 2026-03-09
    claim: [{code: J0885, units: 10}]
    note: |
      Date of service: 03/09/2026
      Epoetin alfa 10,000 units SC given today in the left arm.
    fixed:
      claim: [{code: J0885, units: 10, modifiers: [EA]}]
    ```

    ## What to do
    Add EA for chemotherapy, EB for radiotherapy, EC for another cause of anaemia, as the diagnosis shows.

    ## Source
    EA, EB and EC on non-dialysis claims (domain rules A5, grade A).
    """

    code: ClassVar[str] = "DC232"
    name: ClassVar[str] = "anaemia-modifier-missing"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """An erythropoietin line does not carry exactly one of EA, EB and EC."""
        if (missing := no_claim(case)) is not None:
            return missing
        if case.code not in ("J0881", "J0885", "Q5106") or case.setting == "esrd":
            return Pass()
        wrong = [line for line in case.claim if len({"EA", "EB", "EC"} & set(line.modifiers)) != 1]
        if not wrong:
            return Pass()
        message = f"A line for {case.code} needs exactly one of EA, EB and EC, which say what caused the anaemia."
        return outcome_of([fault(self, message, citations=(ESA_MODIFIERS,))])
