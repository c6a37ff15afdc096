"""DC101: units-differ-from-dose."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.claim_lines import given_lines, no_claim, total_units
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import BILLING_UNITS, EXCESS_UNITS
from doccheck.checks.wording import unit_count

__all__ = ["UnitsDifferFromDose"]


class UnitsDifferFromDose:
    """The claim bills more or fewer units than the documented dose makes.

    ## What it checks
    The units of all lines of the code without JW, added up, against the units computed from the dose given on the
    date of service. Both directions are faults.

    ## Why
    A unit too many is a false claim, a unit too few is money lost, and recovery auditors look for both.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 40}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today over 2 hours.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Compare the dose in the record with the descriptor's unit. Correct the units, or have the record corrected by the
    person who gave the drug if the record is what is wrong.

    ## Source
    Units are multiples of the long descriptor's amount, rounded up (domain rules U1 and U6, grade A).
    """

    code: ClassVar[str] = "DC101"
    name: ClassVar[str] = "units-differ-from-dose"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Compare billed units with the units of the dose."""
        if (missing := no_claim(case)) is not None:
            return missing
        ledger = case.deciding
        if ledger.status is not LedgerStatus.COMPUTED or ledger.units is None:
            return NotAssessed("the units of the documented dose are not known")
        billed = total_units(given_lines(case))
        if billed is None:
            return NotAssessed("a claim line states no units")
        if billed in (ledger.units, ledger.units_each):
            # Rounding each administration by itself is a question of its own (DC104), no plain error.
            return Pass()
        dose = f"the documented dose of {ledger.dose_total}" if ledger.dose_total else "the documented dose"
        message = (
            f"The claim bills {unit_count(billed)} of {case.code}, "
            f"{'more' if billed > ledger.units else 'fewer'} than the {unit_count(ledger.units)} that {dose} makes."
        )
        evidence = (one for administration in ledger.administrations for one in administration.evidence[:1])
        return outcome_of([fault(self, message, evidence=evidence, citations=(BILLING_UNITS, EXCESS_UNITS))])
