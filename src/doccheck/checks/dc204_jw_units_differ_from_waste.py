"""DC204: jw-units-differ-from-waste."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.claim_lines import discarded_lines, no_claim, total_units
from doccheck.checks.container_words import waste_readings
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG
from doccheck.checks.wording import unit_count

__all__ = ["JwUnitsDifferFromWaste"]


class JwUnitsDifferFromWaste:
    """The claim bills more or fewer discarded units than the vials and the dose leave.

    ## What it checks
    The units of the JW lines, added up, against the discarded units computed from the labelled content of the vials
    opened and the dose given.

    ## Why
    The dose is rounded up and the waste down, so less than one whole unit is never billed as discarded.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 31}, {code: J1745, units: 10, modifiers: [JW]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 305 mg IV was given today. Four 100 mg single-dose vials opened, 95 mg discarded.
    fixed:
      claim: [{code: J1745, units: 31}, {code: J1745, units: 9, modifiers: [JW]}]
    ```

    ## What to do
    Correct the JW units. With less than one unit left, remove the JW line and put JZ on the line of the dose.

    ## Source
    JW units are max(0, floor(content ÷ unit) less ceil(dose ÷ unit)) (domain rules J5 and J6, grade A and B).
    """

    code: ClassVar[str] = "DC204"
    name: ClassVar[str] = "jw-units-differ-from-waste"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills more or fewer discarded units than the vials and the dose leave."""
        if (missing := no_claim(case)) is not None:
            return missing
        lines = discarded_lines(case)
        if not lines:
            return Pass()
        ledger = case.deciding
        if ledger.status is not LedgerStatus.COMPUTED or not (readings := waste_readings(ledger)):
            return NotAssessed("the discarded units are not known")
        billed = total_units(lines)
        if billed is None:
            return NotAssessed("a JW line states no units")
        if billed in readings:
            return Pass()
        made = "nothing that can be billed as discarded" if readings == (0,) else unit_count(max(readings))
        message = (
            f"The claim bills {unit_count(billed)} of discarded {case.code} with JW; the vials opened and the "
            f"dose given leave {made}."
        )
        evidence = (one for discard in case.discards for one in discard.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(DISCARDED_DRUG,))])
