"""DC105: given-differs-from-order."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.orders import by_weight, ordered_amounts
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.quantity import Quantity

__all__ = ["GivenDiffersFromOrder"]


def _fits(given: Quantity, low: Quantity, high: Quantity, allowed: Fraction) -> bool:
    if not given.comparable(low):
        return False
    value = given.to(low.unit).value
    return low.value * (1 - allowed) <= value <= high.to(low.unit).value * (1 + allowed)


class GivenDiffersFromOrder:
    """The dose given is not the dose ordered.

    ## What it checks
    Ordered amounts of the drug against each dose given and their sum; where the dose follows from a weight,
    rounding of up to 10 % is accepted.

    ## Why
    Order, administration record and note must agree; a difference needs its reason in the record.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-20
    note: |
      Date of service: 03/20/2026
      Order: ketorolac 60 mg IM once, ordered by R. Fenwick, MD.
      Ketorolac 30 mg IM right deltoid was given at 09:30.
    fixed:
      replace: {ketorolac 60 mg: ketorolac 30 mg}
    ```

    ## What to do
    Have the reason for the difference documented, or the order or the record corrected.

    ## Source
    Three-way match of order, administration record and note (domain rule D19).
    """

    code: ClassVar[str] = "DC105"
    name: ClassVar[str] = "given-differs-from-order"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The dose given is not the dose ordered."""
        ledger = case.deciding
        doses = [one.dose for one in ledger.administrations if one.dose is not None]
        if not doses:
            return NotAssessed("no dose given is known")
        ordered = ordered_amounts(case)
        if not ordered:
            return NotAssessed("the record states no ordered amount of the drug")
        allowed = Fraction(1, 10) if by_weight(case) else Fraction(0)
        targets = [*doses, *([ledger.dose_total] if ledger.dose_total is not None else [])]
        comparable = [
            (low, high, words) for low, high, words in ordered if any(low.comparable(target) for target in targets)
        ]
        if not comparable or any(
            _fits(target, low, high, allowed) for low, high, _ in comparable for target in targets
        ):
            return Pass()
        low, high, _ = comparable[0]
        amount = str(low) if low.same_as(high) else f"{low} to {high}"
        message = f"{amount} of the drug was ordered, but {ledger.dose_total or doses[0]} was given."
        evidence = [
            *(words for _, _, words in comparable),
            *(one.evidence[0] for one in ledger.administrations if one.evidence),
        ]
        return outcome_of([fault(self, message, evidence=evidence, citations=(DRUG_RECORD,))])
