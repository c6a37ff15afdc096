"""Exact amounts: units, conversions, comparisons, how they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from doccheck.errors import QuantityError
from doccheck.quantity import Quantity, canonical_unit, format_number


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("mg", "mg"),
        ("MG", "mg"),
        (" mg. ", "mg"),
        ("mgs", "mg"),
        ("mgm", "mg"),
        ("milligram", "mg"),
        ("milligrams", "mg"),
        ("milligramme", "mg"),
        ("milligrammes", "mg"),
        ("mcg", "mcg"),
        ("mcgs", "mcg"),
        ("ug", "mcg"),
        ("\u00b5g", "mcg"),
        ("\u03bcg", "mcg"),
        ("microgram", "mcg"),
        ("micrograms", "mcg"),
        ("microgramme", "mcg"),
        ("microgrammes", "mcg"),
        ("g", "g"),
        ("gm", "g"),
        ("gms", "g"),
        ("gram", "g"),
        ("grams", "g"),
        ("gramme", "g"),
        ("grammes", "g"),
        ("ng", "ng"),
        ("nanogram", "ng"),
        ("nanograms", "ng"),
        ("kg", "kg"),
        ("kgs", "kg"),
        ("kilo", "kg"),
        ("kilos", "kg"),
        ("kilogram", "kg"),
        ("kilograms", "kg"),
        ("mL", "mL"),
        ("mls", "mL"),
        ("cc", "mL"),
        ("ccs", "mL"),
        ("milliliter", "mL"),
        ("milliliters", "mL"),
        ("millilitre", "mL"),
        ("millilitres", "mL"),
        ("L", "L"),
        ("liter", "L"),
        ("liters", "L"),
        ("litre", "L"),
        ("litres", "L"),
        ("unit", "units"),
        ("Units", "units"),
        ("U", "units"),
        ("IU", "units"),
        ("i.u.", "units"),
        ("USP  units", "units"),
        ("usp unit", "units"),
        ("international units", "units"),
        ("international unit", "units"),
        ("million units", "million units"),
        ("million unit", "million units"),
        ("MU", "million units"),
        ("million IU", "million units"),
        ("mCi", "mCi"),
        ("millicurie", "mCi"),
        ("millicuries", "mCi"),
        ("uCi", "uCi"),
        ("\u00b5Ci", "uCi"),
        ("\u03bcCi", "uCi"),
        ("microcurie", "uCi"),
        ("microcuries", "uCi"),
        ("mEq", "mEq"),
        ("meqs", "mEq"),
        ("milliequivalent", "mEq"),
        ("milliequivalents", "mEq"),
        ("dose", "doses"),
        ("doses", "doses"),
        ("vial", "vials"),
        ("vials", "vials"),
        ("lb", "lb"),
        ("lbs", "lb"),
        ("pound", "lb"),
        ("pounds", "lb"),
        ("furlongs ", "furlongs"),
    ],
)
def test_every_spelling_of_a_unit_has_one_canonical_name(written: str, unit: str) -> None:
    assert canonical_unit(written) == unit


@pytest.mark.parametrize(
    ("amount", "unit", "same"),
    [
        (("1", "g"), "mg", "1000 mg"),
        (("1", "mg"), "mcg", "1000 mcg"),
        (("1", "mcg"), "ng", "1000 ng"),
        (("1", "kg"), "g", "1000 g"),
        (("1", "lb"), "kg", "0.45359237 kg"),
        (("1", "L"), "mL", "1000 mL"),
        (("1", "million units"), "units", "1000000 units"),
        (("1", "mCi"), "uCi", "1000 uCi"),
        (("2", "mEq"), "mEq", "2 mEq"),
        (("2", "doses"), "dose", "2 doses"),
        (("2", "vials"), "vial", "2 vials"),
        (("3", "furlongs"), "furlongs", "3 furlongs"),
    ],
)
def test_conversion_within_a_dimension_is_exact(amount: tuple[str, str], unit: str, same: str) -> None:
    assert str(Quantity.of(*amount).to(unit)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mg", "units"),
        ("mg", "mL"),
        ("mL", "units"),
        ("mCi", "mg"),
        ("mEq", "mg"),
        ("doses", "vials"),
        ("furlongs", "mg"),
    ],
)
def test_different_things_are_never_converted(one: str, other: str) -> None:
    left, right = Quantity.of(1, one), Quantity.of(1, other)
    assert not left.comparable(right)
    assert not left.same_as(right)
    with pytest.raises(
        QuantityError, match=f"^{one} cannot be converted to {other}; give the amount in the unit asked for$"
    ):
        left.to(other)
    with pytest.raises(QuantityError):
        left + right
    with pytest.raises(QuantityError):
        left - right
    with pytest.raises(QuantityError):
        left / right


@pytest.mark.parametrize("unit", ["mg", "mL", "units", "mCi", "mEq", "doses", "vials"])
def test_a_unit_names_its_dimension(unit: str) -> None:
    names = {"mg": "mass", "mL": "volume", "units": "activity", "mCi": "radioactivity", "mEq": "equivalents"}
    assert Quantity.of(1, unit).dimension == names.get(unit, unit)
    assert Quantity.of(1, "furlongs").dimension == "furlongs"


def test_the_same_amount_in_two_units_is_the_same() -> None:
    assert Quantity.of(1, "g").same_as(Quantity.of(1000, "mg"))
    assert not Quantity.of(1, "g").same_as(Quantity.of(1001, "mg"))
    assert not Quantity.of(1, "g").same_as(Quantity.of(1, "mg"))


def test_arithmetic_keeps_the_left_unit() -> None:
    gram, half = Quantity.of(1, "g"), Quantity.of(500, "mg")
    assert str(gram + half) == "1.5 g"
    assert str(gram - half) == "0.5 g"
    assert str(half - gram) == "-500 mg"
    assert gram / half == 2
    assert str(half.times(3)) == "1500 mg"
    assert str(half.times(Fraction(1, 4))) == "125 mg"


@pytest.mark.parametrize("number", ["abc", "", "1/0", "1,000", "--1"])
def test_only_a_plain_number_makes_an_amount(number: str) -> None:
    with pytest.raises(
        QuantityError,
        match=r"^an amount needs a plain number such as 12\.5; write it with digits and one decimal point$",
    ):
        Quantity.of(number, "mg")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(300), "300"),
        (Fraction(-3), "-3"),
        (Fraction(3, 2), "1.5"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 40), "0.025"),
        (Fraction("0.05"), "0.05"),
        (Fraction("-0.05"), "-0.05"),
        (Fraction("0.000001"), "0.000001"),
        (Fraction("12.345"), "12.345"),
        (Fraction(1, 3), "≈0.333333"),
        (Fraction(2, 3), "≈0.666667"),
        (Fraction(-1, 3), "≈-0.333333"),
        (Fraction(1, 7), "≈0.142857"),
        (Fraction(1, 5**30), "0." + str(2**30).rjust(30, "0")),
    ],
)
def test_a_number_is_written_exactly_where_a_decimal_can(value: Fraction, text: str) -> None:
    assert format_number(value) == text
