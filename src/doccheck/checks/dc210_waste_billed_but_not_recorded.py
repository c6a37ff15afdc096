"""DC210: waste-billed-but-not-recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["WasteBilledButNotRecorded"]


class WasteBilledButNotRecorded:
    """The claim bills discarded drug, but the record states no discarded amount.

    ## What it checks
    Whether a JW line stands on the claim while the record holds no amount of this drug that was discarded.

    ## Why
    The discarded amount has to stand in the record; without it the JW line has nothing to rest on.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35}, {code: J1745, units: 5, modifiers: [JW]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today over 2 hours.
    fixed:
      replace: {today over 2 hours: "today. Four 100 mg single-dose vials opened, 50 mg discarded"}
    ```

    ## What to do
    Ask who gave the drug for the amount discarded. If none was recorded at the time, the JW line has to go.

    ## Source
    The record must state the discarded amount (domain rule J10, grade A).
    """

    code: ClassVar[str] = "DC210"
    name: ClassVar[str] = "waste-billed-but-not-recorded"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills discarded drug, but the record states no discarded amount."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not carries(case, "JW"):
            return Pass()
        if any(discard.amount.value > 0 or discard.overfill for discard in case.discards):
            return Pass()
        message = (
            f"The claim bills discarded {case.code} with JW, but the record states no discarded amount of the drug."
        )
        evidence = (one for discard in case.discards for one in discard.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(DISCARDED_DRUG,))])
