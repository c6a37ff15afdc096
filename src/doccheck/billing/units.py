"""From a dose to billing units: multiples of the descriptor's amount, rounded up, exactly.

Sources: Claims Processing Manual chapter 17 §10 as quoted in CMS RAC topic 0074 (domain rules U1-U3). The package
plays no part, and neither does the wording of the descriptor: "up to N", "per N" and plain N are counted alike.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from doccheck.errors import QuantityError
from doccheck.quantity import format_number

if TYPE_CHECKING:
    from fractions import Fraction

    from doccheck.quantity import Quantity

__all__ = ["UnitCount", "count_units", "units_held"]


class UnitCount(NamedTuple):
    """Billing units of an amount.

    Args:
        units: Whole units, rounded up.
        exact: The quotient before rounding.
        step: The arithmetic as one line, ``305 mg ÷ 10 mg = 30.5 → 31 units``.
    """

    units: int
    exact: Fraction
    step: str


def count_units(dose: Quantity, billing_unit: Quantity) -> UnitCount:
    """Count the billing units of ``dose``.

    Args:
        dose: Amount given, more than nothing.
        billing_unit: Amount of one billing unit, more than nothing, of the same dimension.

    Raises:
        QuantityError: An amount is zero or negative, or the two measure different things.
    """
    if dose.value <= 0 or billing_unit.value <= 0:
        msg = "billing units need a dose and a billing unit of more than nothing; check both amounts"
        raise QuantityError(msg)
    exact = dose / billing_unit
    units = ceil(exact)
    noun = "unit" if units == 1 else "units"
    quotient = "" if exact == units else f"{format_number(exact)} → "
    return UnitCount(units, exact, f"{dose} ÷ {billing_unit} = {quotient}{units} {noun}")


def units_held(content: Quantity, billing_unit: Quantity) -> Fraction:
    """Billing units that a labelled content holds, exact and not rounded.

    Raises:
        QuantityError: The two measure different things, or the billing unit is no amount.
    """
    if billing_unit.value <= 0:
        msg = "a billing unit must be more than nothing"
        raise QuantityError(msg)
    return content / billing_unit
