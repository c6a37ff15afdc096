"""Doses by body weight or surface, recomputed (domain rules D14, T10; design.md: tolerance 10 %)."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from doccheck.billing.vials import smallest_combination
from doccheck.quantity import Quantity, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TOLERANCE", "BodyDose", "Fit", "fit_body_dose"]

TOLERANCE = Fraction(1, 10)
"""Share of the recomputed dose by which a documented dose may differ."""

_POUND = Fraction("0.45359237")


class Fit(StrEnum):
    """How a documented dose fits the one recomputed."""

    WITHIN = "within"
    ROUNDED_UP = "rounded_up"
    POUNDS_AS_KILOGRAMS = "pounds_as_kilograms"
    KILOGRAMS_AS_POUNDS = "kilograms_as_pounds"
    OUTSIDE = "outside"


class BodyDose(NamedTuple):
    """A documented dose against amount per kg (or m²) × weight (or surface).

    Args:
        expected: The dose recomputed, exact.
        fit: How the documented dose fits it.
        step: The arithmetic as one line.
    """

    expected: Quantity
    fit: Fit
    step: str


def fit_body_dose(
    dose: Quantity,
    per: Quantity,
    body: Fraction,
    *,
    body_unit: str = "kg",
    vials: Iterable[Quantity] = (),
    rounding_documented: bool = False,
    tolerance: Fraction = TOLERANCE,
) -> BodyDose:
    """Recompute a dose by weight or surface and say how the documented one fits.

    Args:
        dose: Documented total dose.
        per: Amount for one kg (or lb, or m²), e.g. ``60 mg`` of ``60 mg/kg``.
        body: Weight or surface in ``body_unit``, exact.
        body_unit: ``kg``, ``lb`` (× 0.45359237, exact) or ``m2``; ``per`` is for kg or m².
        vials: Labelled contents of the containers that exist, for a documented round-up.
        rounding_documented: Whether the record says that the dose was rounded (to the vial).
        tolerance: Share of the recomputed dose.

    Raises:
        QuantityError: Dose and amount per kg measure different things.
    """
    factor = _POUND if body_unit == "lb" else Fraction(1)
    expected = per.to(dose.unit).times(body * factor)
    shown = f"{format_number(body)} lb × 0.45359237" if body_unit == "lb" else f"{format_number(body)} {body_unit}"
    step = f"{per}/{'m2' if body_unit == 'm2' else 'kg'} × {shown} = {expected}; documented {dose}"
    return BodyDose(expected, _fit(dose, expected, body_unit, tolerance, vials, rounding_documented), step)


def _fit(
    dose: Quantity,
    expected: Quantity,
    body_unit: str,
    tolerance: Fraction,
    vials: Iterable[Quantity],
    rounding_documented: bool,  # noqa: FBT001 - private
) -> Fit:
    if _close(dose, expected, tolerance):
        return Fit.WITHIN
    if rounding_documented and dose.value > expected.value > 0:
        combination = smallest_combination(expected, vials)
        if combination is not None and dose.value <= combination.total.value:
            return Fit.ROUNDED_UP
    if body_unit == "lb" and _close(dose, expected.times(1 / _POUND), tolerance):
        return Fit.POUNDS_AS_KILOGRAMS
    if body_unit == "kg" and _close(dose, expected.times(_POUND), tolerance):
        return Fit.KILOGRAMS_AS_POUNDS
    return Fit.OUTSIDE


def _close(dose: Quantity, expected: Quantity, tolerance: Fraction) -> bool:
    return abs(dose.value - expected.value) <= expected.value * tolerance
