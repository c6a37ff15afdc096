"""DC104: day-and-administration-units-differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import BILLING_UNITS
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DayAndAdministrationUnitsDiffer"]


class DayAndAdministrationUnitsDiffer:
    """Units summed over the day and units rounded for each administration differ.

    ## What it checks
    For several administrations on one date, whether adding first and rounding once gives the same units as rounding
    each.

    ## Why
    No source says which way is right. doccheck uses the sum, which is never higher, and shows both.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 15 mg was injected intra-articularly into the right knee today.
      Triamcinolone acetonide 15 mg was injected intra-articularly into the left knee today.
    fixed:
      replace: {acetonide 15 mg: acetonide 20 mg}
    ```

    ## What to do
    Ask the payer how it counts and note the answer with the claim.

    ## Source
    Several administrations on one date (domain rule U9, no source found).
    """

    code: ClassVar[str] = "DC104"
    name: ClassVar[str] = "day-and-administration-units-differ"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Units summed over the day and units rounded for each administration differ."""
        ledger = case.deciding
        if ledger.units is None or ledger.units_each is None:
            return NotAssessed("the units of the documented dose are not known")
        if ledger.units == ledger.units_each:
            return Pass()
        message = (
            f"The doses of the day add up to {unit_count(ledger.units)} of {case.code}; "
            f"rounded one by one they make {unit_count(ledger.units_each)}."
        )
        evidence = (one for administration in ledger.administrations for one in administration.evidence[:1])
        return outcome_of([fault(self, message, evidence=evidence, citations=(BILLING_UNITS,))])
