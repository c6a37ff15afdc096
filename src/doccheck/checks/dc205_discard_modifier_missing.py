"""DC205: discard-modifier-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import discarded_lines, given_lines, no_claim
from doccheck.checks.container_words import container_evidence
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG, JZ
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DiscardModifierMissing"]


def _were(units: int) -> str:
    return f"{unit_count(units)} {'was' if units == 1 else 'were'}"


class DiscardModifierMissing:
    """The claim carries neither JW nor JZ where one of them is required.

    ## What it checks
    Whether the lines for the dose carry JZ, or a JW line stands beside them, where date of service, container and
    setting ask for it: JW from 2017, JZ from July 2023, single-dose containers only.

    ## Why
    Since October 2023 a claim without either is returned as unprocessable; discarded drug that is not billed is
    also not refunded.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 40}]
    note: |
      Date of service: 03/09/2026
      Infliximab 400 mg IV was given today. Four 100 mg single-dose vials, all given, nothing discarded.
    fixed:
      claim: [{code: J1745, units: 40, modifiers: [JZ]}]
    ```

    ## What to do
    Add JZ to the line of the dose when nothing billable was discarded, else a JW line with the discarded units.

    ## Source
    JW since 2017, JZ since 2023-07-01, in offices, outpatient departments and surgical centres (domain rules J1, J2
    and J8, grade A).
    """

    code: ClassVar[str] = "DC205"
    name: ClassVar[str] = "discard-modifier-missing"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim carries neither JW nor JZ where one of them is required."""
        if (missing := no_claim(case)) is not None:
            return missing
        ledger = case.deciding
        if ledger.demand == "unknown":
            return NotAssessed("the record does not say whether the container is single-dose")
        if ledger.demand != "required":
            return Pass()
        wasted = bool(discarded_lines(case))
        bare = [line for line in given_lines(case) if "JZ" not in line.modifiers]
        if ledger.modifier == "JW" and not wasted and ledger.jw_units:
            message = f"{_were(ledger.jw_units)} discarded by the record, but no claim line carries JW."
        elif ledger.modifier == "JZ" and bare and not wasted:
            message = (
                f"Nothing billable was discarded from a single-dose container, so the line for {case.code} "
                "needs JZ and has none."
            )
        elif ledger.modifier is None and bare and not wasted:
            message = f"{case.code} came from a single-dose container, so the claim needs JW or JZ and has neither."
        else:
            return Pass()
        return outcome_of([fault(self, message, evidence=container_evidence(case), citations=(DISCARDED_DRUG, JZ))])
