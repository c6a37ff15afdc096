"""DC115: same-number-in-two-units."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ISMP
from doccheck.checks.wording import listing
from doccheck.language.amounts import read_amount
from doccheck.quantity import format_number

if TYPE_CHECKING:
    from fractions import Fraction

    from doccheck.case.records import Case
    from doccheck.note import Evidence

__all__ = ["SameNumberInTwoUnits"]


class SameNumberInTwoUnits:
    """One number stands with two units of weight that differ a thousandfold.

    ## What it checks
    Amounts of the drug, given, ordered or on its container, whose number is the same and whose unit is not: mcg and
    mg, or mg and g.

    ## Why
    One of the two is a slip of the pen by a factor of a thousand, and the record does not say which.

    ## Example
    ```yaml
    code: J3420
    date: 2026-01-14
    note: |
      Date of service: 01/14/2026
      Order: cyanocobalamin 1000 mcg IM monthly, ordered by Dr. T. Marchetti, MD.
      Cyanocobalamin 1000 mg IM left deltoid was given today.
    fixed:
      replace: {1000 mg: 1000 mcg}
    ```

    ## What to do
    Have the unit corrected by the person who wrote it.

    ## Source
    Micrograms and milligrams are the classic thousandfold error (domain rule T1).
    """

    code: ClassVar[str] = "DC115"
    name: ClassVar[str] = "same-number-in-two-units"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """One number stands with two units of weight that differ a thousandfold."""
        units: dict[Fraction, dict[str, list[Evidence]]] = {}
        for amount in case.facts.amounts:
            drug = amount.fact.drug
            if drug is None or amount.place.span is None or not amount.place.grounded or not amount.value_follows:
                continue
            reading = read_amount(amount.fact.number, amount.fact.unit)
            if reading.kind not in ("amount", "concentration") or len(reading.values) != 1 or reading.ambiguous:
                continue
            context, value = amount.place.context, reading.values[0]
            if (
                value.unit not in ("mcg", "mg", "g")
                or context.historical
                or context.other_person
                or context.instruction
            ):
                continue
            if case.reference.drugs.same(drug.quote, case.deciding.definition.drug):
                places = units.setdefault(value.value, {}).setdefault(value.unit, [])
                places.append(case.note.evidence(amount.place.span))
        torn = {number: found for number, found in units.items() if len(found) > 1 and number}
        return outcome_of(
            fault(
                self,
                f"{format_number(number)} stands with {listing(sorted(found))} for the drug of {case.code}; "
                "one of them is wrong.",
                evidence=(one for places in found.values() for one in places),
                citations=(ISMP,),
            )
            for number, found in torn.items()
        )
