"""DC207: overfill-billed-as-waste."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import discarded_lines, no_claim, total_units
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import OVERFILL

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["OverfillBilledAsWaste"]


class OverfillBilledAsWaste:
    """The claim bills overfill as discarded drug.

    ## What it checks
    Whether a JW line stands on the claim where the record names the discarded amount as overfill and no labelled
    drug was left.

    ## Why
    Payment covers the labelled content only; what a vial holds beyond its label was never paid for.

    ## Example
    ```yaml
    code: J9035
    date: 2026-01-21
    claim: [{code: J9035, units: 40}, {code: J9035, units: 1, modifiers: [JW]}]
    note: |
      Date of service: 01/21/2026
      Bevacizumab 400 mg IV given over 90 minutes. One 400 mg/16 mL single-dose vial, labelled content given in full.
      10 mg overfill discarded.
    fixed:
      claim: [{code: J9035, units: 40, modifiers: [JZ]}]
    ```

    ## What to do
    Remove the JW line and bill the labelled content given, with JZ where nothing of it was left.

    ## Source
    42 CFR 414.904: no payment beyond the labelled amount (domain rule J13, grade A).
    """

    code: ClassVar[str] = "DC207"
    name: ClassVar[str] = "overfill-billed-as-waste"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills overfill as discarded drug."""
        if (missing := no_claim(case)) is not None:
            return missing
        overfill = [discard for discard in case.discards if discard.overfill]
        billed = total_units(discarded_lines(case))
        if not overfill or billed == 0:
            return Pass()
        if billed is not None and billed <= (case.deciding.jw_units or 0):
            return Pass()
        message = (
            f"The claim bills overfill of {case.code} as discarded drug with JW; only labelled content that "
            "was left counts."
        )
        evidence = (one for discard in overfill for one in discard.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(OVERFILL,))])
