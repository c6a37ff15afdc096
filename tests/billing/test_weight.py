"""Doses by weight: tolerance, documented round-up, pounds (domain rules D14, T10)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from doccheck.billing.weight import Fit, fit_body_dose
from doccheck.quantity import Quantity


def mg(number: str) -> Quantity:
    return Quantity.of(number, "mg")


@pytest.mark.parametrize(
    ("dose", "fit"),
    [("4500", Fit.WITHIN), ("4950", Fit.WITHIN), ("4050", Fit.WITHIN), ("4951", Fit.OUTSIDE), ("4049", Fit.OUTSIDE)],
)
def test_ten_percent_either_way_is_within(dose: str, fit: Fit) -> None:
    assert fit_body_dose(mg(dose), mg("60"), Fraction(75)).fit is fit


def test_pounds_are_converted_exactly() -> None:
    result = fit_body_dose(mg("4500"), mg("60"), Fraction(165), body_unit="lb")
    assert result.expected.value == 60 * 165 * Fraction("0.45359237")
    assert result.fit is Fit.WITHIN
    assert "165 lb × 0.45359237" in result.step


def test_pounds_read_as_kilograms_are_recognised() -> None:
    assert fit_body_dose(mg("9900"), mg("60"), Fraction(165), body_unit="lb").fit is Fit.POUNDS_AS_KILOGRAMS


def test_kilograms_read_as_pounds_are_recognised() -> None:
    dose = Quantity(60 * 75 * Fraction("0.45359237"), "mg")
    assert fit_body_dose(dose, mg("60"), Fraction(75)).fit is Fit.KILOGRAMS_AS_POUNDS


def test_rounding_up_to_the_next_vial_counts_only_when_it_is_documented() -> None:
    vials = [mg("100")]
    assert fit_body_dose(mg("300"), mg("5"), Fraction(42), vials=vials, rounding_documented=True).fit is Fit.ROUNDED_UP
    assert fit_body_dose(mg("300"), mg("5"), Fraction(42), vials=vials).fit is Fit.OUTSIDE
    assert fit_body_dose(mg("400"), mg("5"), Fraction(42), vials=vials, rounding_documented=True).fit is Fit.OUTSIDE
    assert fit_body_dose(mg("300"), mg("5"), Fraction(42), rounding_documented=True).fit is Fit.OUTSIDE


def test_rounding_down_is_no_round_up() -> None:
    fit = fit_body_dose(mg("150"), mg("5"), Fraction(42), vials=[mg("100")], rounding_documented=True).fit
    assert fit is Fit.OUTSIDE


def test_surface_is_written_per_square_metre() -> None:
    result = fit_body_dose(mg("180"), mg("100"), Fraction("1.8"), body_unit="m2")
    assert result.fit is Fit.WITHIN
    assert result.step == "100 mg/m2 × 1.8 m2 = 180 mg; documented 180 mg"
    assert fit_body_dose(mg("82"), mg("100"), Fraction("1.8"), body_unit="m2").fit is Fit.OUTSIDE


def test_the_dose_may_be_in_another_unit_than_the_amount_per_kilogram() -> None:
    result = fit_body_dose(Quantity.of("0.4", "g"), mg("5"), Fraction(80))
    assert result.fit is Fit.WITHIN
    assert str(result.expected) == "0.4 g"


def test_a_weight_of_nothing_fits_no_dose() -> None:
    assert fit_body_dose(mg("5"), mg("5"), Fraction(0), vials=[mg("5")], rounding_documented=True).fit is Fit.OUTSIDE


def test_small_doses_are_rounded_up_too() -> None:
    fit = fit_body_dose(mg("1"), mg("0.01"), Fraction(50), vials=[mg("1")], rounding_documented=True).fit
    assert fit is Fit.ROUNDED_UP


def test_a_weight_in_kilograms_is_not_suspected_of_being_pounds_read_as_kilograms() -> None:
    dose = Quantity(60 * 75 / Fraction("0.45359237"), "mg")
    assert fit_body_dose(dose, mg("60"), Fraction(75)).fit is Fit.OUTSIDE


def test_the_step_names_kilograms() -> None:
    step = fit_body_dose(mg("4500"), mg("60"), Fraction(75)).step
    assert step == "60 mg/kg × 75 kg = 4500 mg; documented 4500 mg"
