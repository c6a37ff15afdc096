"""DC102: dose-not-computable."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import BILLING_UNITS

__all__ = ["DoseNotComputable"]


class DoseNotComputable:
    """A dose was given, but its billing units cannot be known.

    ## What it checks
    Whether the units of the deciding definition could be computed although the record says the drug was given.

    ## Why
    doccheck never guesses: millilitres without a concentration, an amount per kg without a weight or a missing
    number leave the units open.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 35 mL IV was given today over two hours.
    fixed:
      replace: {35 mL: 350 mg}
    ```

    ## What to do
    Have the amount given added to the record in the unit of the code.

    ## Source
    What cannot be computed is not checkable (domain rules T3 and T11).
    """

    code: ClassVar[str] = "DC102"
    name: ClassVar[str] = "dose-not-computable"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A dose was given, but its billing units cannot be known."""
        ledger = case.deciding
        if ledger.status is not LedgerStatus.NOT_CHECKABLE:
            return Pass()
        if not ledger.administrations:
            return NotAssessed("no administration of the drug is documented")
        if any(len(administration.candidates) > 1 for administration in ledger.administrations):
            return Pass()  # two readings of one dose are faults of their own: DC103 and DC112
        reason = f": {ledger.reason[:1].lower()}{ledger.reason[1:].rstrip('.')}" if ledger.reason else ""
        evidence = (one for administration in ledger.administrations for one in administration.evidence[:1])
        message = f"The billing units of {case.code} cannot be computed from the documented dose{reason}."
        return outcome_of([fault(self, message, evidence=evidence, citations=(BILLING_UNITS,))])
