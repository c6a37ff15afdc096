"""Dose to units: domain rules U1-U3."""

from __future__ import annotations

from fractions import Fraction

import pytest

from doccheck.billing.units import count_units, units_held
from doccheck.errors import QuantityError
from doccheck.quantity import Quantity


def q(text: str) -> Quantity:
    number, unit = text.split(" ", 1)
    return Quantity.of(number, unit)


@pytest.mark.parametrize(
    ("dose", "unit", "units"),
    [
        ("350 mg", "10 mg", 35),
        ("305 mg", "10 mg", 31),
        ("300 mg", "10 mg", 30),
        ("77 mg", "10 mg", 8),
        ("7 mg", "10 mg", 1),
        ("70 mg", "100 mg", 1),
        ("95 mg", "1 mg", 95),
        ("3.5 mg", "1 mg", 4),
        ("41 mg", "20 mg", 3),
        ("11 mg", "10 mg", 2),
        ("25 mg", "50 mg", 1),  # "up to 50 mg"
        ("80 mg", "40 mg", 2),
        ("5.4 mg", "0.6 mg", 9),  # a float gives 10
        ("1000 mcg", "1000 mcg", 1),
        ("1 mg", "1000 mcg", 1),
        ("1.2 million units", "100000 units", 12),
        ("9.2 mg", "0.25 mg", 37),
        ("2 doses", "1 doses", 2),
    ],
)
def test_units_are_the_dose_in_multiples_of_the_billing_unit_rounded_up(dose: str, unit: str, units: int) -> None:
    assert count_units(q(dose), q(unit)).units == units


def test_the_step_shows_the_quotient_only_when_it_is_rounded() -> None:
    assert count_units(q("305 mg"), q("10 mg")).step == "305 mg ÷ 10 mg = 30.5 → 31 units"
    assert count_units(q("300 mg"), q("1 mg")).step == "300 mg ÷ 1 mg = 300 units"
    assert count_units(q("25 mg"), q("50 mg")).step == "25 mg ÷ 50 mg = 0.5 → 1 unit"


def test_the_exact_quotient_is_kept() -> None:
    assert count_units(q("1 mg"), q("3 mg")).exact == Fraction(1, 3)


@pytest.mark.parametrize(
    ("dose", "unit"), [("0 mg", "10 mg"), ("-1 mg", "10 mg"), ("10 mg", "0 mg"), ("10 mg", "-1 mg")]
)
def test_nothing_given_or_no_billing_unit_is_an_error(dose: str, unit: str) -> None:
    with pytest.raises(
        QuantityError, match=r"^billing units need a dose and a billing unit of more than nothing; check both amounts$"
    ):
        count_units(q(dose), q(unit))


def test_milligrams_are_never_compared_with_units() -> None:
    with pytest.raises(QuantityError, match="cannot be converted"):
        count_units(q("100 units"), q("1 mg"))


def test_units_held_are_exact() -> None:
    assert units_held(q("50 mg"), q("20 mg")) == Fraction(5, 2)
    assert units_held(q("1 g"), q("10 mg")) == 100
    assert units_held(q("2 mg"), q("0.5 mg")) == 4
    assert units_held(q("2 mg"), q("1 mg")) == 2


@pytest.mark.parametrize("unit", ["0 mg", "-2 mg"])
def test_units_held_need_a_billing_unit(unit: str) -> None:
    with pytest.raises(QuantityError, match=r"^a billing unit must be more than nothing$"):
        units_held(q("50 mg"), q(unit))
