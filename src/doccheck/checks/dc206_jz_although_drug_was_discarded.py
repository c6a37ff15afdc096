"""DC206: jz-although-drug-was-discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG, JZ
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["JzAlthoughDrugWasDiscarded"]


class JzAlthoughDrugWasDiscarded:
    """The claim says that nothing was discarded, but the record shows at least one whole unit discarded.

    ## What it checks
    Whether a line carries JZ while the vials opened and the dose given leave one billing unit or more, or while
    another line bills discarded units with JW.

    ## Why
    JZ is a statement to the payer that nothing was discarded.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [JZ]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Four 100 mg single-dose vials opened, 50 mg discarded.
    fixed:
      claim: [{code: J1745, units: 35}, {code: J1745, units: 5, modifiers: [JW]}]
    ```

    ## What to do
    Replace JZ by a second line with the discarded units and JW.

    ## Source
    The administered line of a claim with JW carries neither modifier (domain rules J3, J5 and J7, grade A).
    """

    code: ClassVar[str] = "DC206"
    name: ClassVar[str] = "jz-although-drug-was-discarded"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim says that nothing was discarded, but the record shows at least one whole unit discarded."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not carries(case, "JZ"):
            return Pass()
        ledger = case.deciding
        if ledger.jw_units:
            message = (
                f"JZ says nothing was discarded, but the record leaves {unit_count(ledger.jw_units)} of "
                f"{case.code} discarded."
            )
        elif any("JW" in line.modifiers and "JZ" not in line.modifiers for line in case.claim):
            message = (
                f"One line for {case.code} says with JZ that nothing was discarded, another bills discarded "
                "drug with JW."
            )
        elif ledger.jw_units is None:
            return NotAssessed("the discarded units are not known")
        else:
            return Pass()
        evidence = (one for discard in case.discards for one in discard.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(JZ, DISCARDED_DRUG))])
