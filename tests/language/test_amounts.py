"""Amounts in text: shapes, units and traps of domain rules T1-T16."""

from __future__ import annotations

from fractions import Fraction

import pytest

from doccheck.language.amounts import find_amounts, read_amount
from doccheck.quantity import Quantity


@pytest.mark.parametrize(
    ("number", "unit", "amount"),
    [
        ("300", "mg", "300 mg"),
        ("300", "MG", "300 mg"),
        ("300", "mg.", "300 mg"),
        ("1,000", "mcg", "1000 mcg"),
        ("1,000", "\u00b5g", "1000 mcg"),
        ("1,000", "\u03bcg", "1000 mcg"),
        ("2", "g", "2 g"),
        ("2", "gm", "2 g"),
        ("4", "cc", "4 mL"),
        ("100", "U", "100 units"),
        ("100", "IU", "100 units"),
        ("100", "USP units", "100 units"),
        ("1.2", "million units", "1200000 units"),
        ("1.2 million", "units", "1200000 units"),
        ("1.2", "million IU", "1200000 units"),
        ("1.2", "MU", "1200000 units"),
        ("20", "mEq", "20 mEq"),
        ("5", "mCi", "5 mCi"),
        ("forty", "milligrams", "40 mg"),
        ("3.375", "g", "3.375 g"),
        ("70.125", "kg", "70.125 kg"),
        ("200", "mg PE", "200 mg"),
        ("100", "mg elemental iron", "100 mg"),
        ("20", "mg/dose", "20 mg"),
        ("2", "doses", "2 doses"),
        ("165", "lbs", "165 lb"),
    ],
)
def test_a_plain_amount_is_one_quantity(number: str, unit: str, amount: str) -> None:
    reading = read_amount(number, unit)
    assert reading.kind == "amount"
    assert str(reading.exact) == amount


@pytest.mark.parametrize(
    ("number", "unit", "kind", "value", "per"),
    [
        ("40", "mg/mL", "concentration", "40 mg", "1 mL"),
        ("40", "mg per cc", "concentration", "40 mg", "1 mL"),
        ("300", "mg/15 mL", "concentration", "300 mg", "15 mL"),
        ("400", "mg / 250 mL", "concentration", "400 mg", "250 mL"),
        ("20", "mg/0.4mL", "concentration", "20 mg", "0.4 mL"),
        ("100", "units/vial", "concentration", "100 units", "1 vials"),
        ("40", "mg per single-dose vial", "concentration", "40 mg", "1 vials"),
        ("1", "%", "percent", "10 mg", "1 mL"),
        ("0.5", "%", "percent", "5 mg", "1 mL"),
        ("1:1000", "", "ratio", "1 mg", "1 mL"),
        ("1:10,000", "", "ratio", "0.1 mg", "1 mL"),
        ("1:200,000", "", "ratio", "0.005 mg", "1 mL"),
        ("5", "mg/kg", "per_kg", "5 mg", "1 kg"),
        ("60", "mg/kg/wk", "per_kg", "60 mg", "1 kg"),
        ("2", "mg/lb", "per_kg", "2 mg", "1 lb"),
        ("75", "mg/m2", "per_m2", "75 mg", None),
        ("75", "mg/m²", "per_m2", "75 mg", None),
        ("0.15", "mcg/kg/min", "rate", "0.15 mcg", None),
        ("10", "mL/h", "rate", "10 mL", None),
        ("1000", "units/hr", "rate", "1000 units", None),
        ("100", "mg/week", "rate", "100 mg", None),
    ],
)
def test_strengths_rates_and_amounts_per_weight_are_no_doses(
    number: str, unit: str, kind: str, value: str, per: str | None
) -> None:
    reading = read_amount(number, unit)
    assert reading.kind == kind
    assert [str(one) for one in reading.values] == [value]
    assert (None if reading.per is None else str(reading.per)) == per
    assert reading.exact is None


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        ("34", "mg/dL"),
        ("612", "µg/g"),
        ("5", "mg/L"),
        ("3", "mmol/L"),
        ("5", "mU"),
        ("5", ""),
        ("", "mg"),
        ("***", "mg"),
        ("5", "bananas"),
        ("5", "mg/banana"),
        ("5", "mg/kg/banana"),
        ("5", "mg/0 mL"),
        ("1:0", ""),
    ],
)
def test_laboratory_units_and_nonsense_stay_unknown(number: str, unit: str) -> None:
    assert read_amount(number, unit).kind == "unknown"
    assert read_amount(number, unit).values == ()


def test_a_range_is_no_single_amount() -> None:
    reading = read_amount("25-50", "mg")
    assert reading.kind == "range"
    assert [str(value) for value in reading.values] == ["25 mg", "50 mg"]


def test_an_ambiguous_number_keeps_its_readings() -> None:
    reading = read_amount("3.900", "mg")
    assert reading.ambiguous
    assert reading.exact is None
    assert [str(value) for value in reading.values] == ["3.9 mg", "3900 mg"]


@pytest.mark.parametrize(
    ("number", "unit", "notation"),
    [
        ("100", "U", "U for units"),
        ("100", "IU", "IU for units"),
        ("4", "cc", "cc for mL"),
        ("40", "mg/cc", "cc for mL"),
        ("5", "µg", "µg for mcg"),
        ("5", "ug", "ug for mcg"),
        (".5", "mg", "naked decimal"),
        ("1.0", "mg", "trailing zero"),
        ("100000", "units", "no thousands separator"),
        ("1:1000", "", "ratio for a concentration"),
        ("200", "mg PE", "basis pe"),
    ],
)
def test_error_prone_notation_is_reported(number: str, unit: str, notation: str) -> None:
    assert notation in read_amount(number, unit).notations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gave 300 mg today", ["300 mg"]),
        ("300mg", ["300 mg"]),
        ("4,500\u00a0mg IV", ["4500 mg"]),
        ("Tegretol300mg", ["300 mg"]),
        ("10mg100mL", ["10 mg", "100 mL"]),
        ("B12 500 mcg", ["500 mcg"]),
        ("vitamin B12 1000 mcg", ["1000 mcg"]),
        ("a 100-unit vial", ["100 units"]),
        ("1 G IM", ["1 g"]),
        ("2 gm IV", ["2 g"]),
        ("forty milligrams", ["40 mg"]),
        ("one hundred and fifty mg", ["150 mg"]),
        ("two and a half mL", ["2.5 mL"]),
        ("1.2 million units", ["1200000 units"]),
        ("six million units", ["6000000 units"]),
        ("600,000 units", ["600000 units"]),
        ("1\u2009000 mg", ["1000 mg"]),
        ("Botox 100 U", ["100 units"]),
        ("0.5mL of 40 mg/mL", ["0.5 mL", "40 mg"]),
        ("40 mg (1 mL)", ["40 mg", "1 mL"]),
        ("two 1 g vials", ["1 g"]),
        ("1 mg/10 mg", []),
        ("350 mg per protocol", ["350 mg"]),
        ("75 mg/square meter", ["75 mg"]),
        ("5 mg/kg per dose", ["5 mg"]),
        ("two patients got 5 mg", ["5 mg"]),
        ("one hundred patients", []),
        ("twenty million units", ["20000000 units"]),
        ("5 heparin", []),
        ("5 million", []),
        ("0.5% Marcaine/1 cc of Kenalog", ["5 mg", "1 mL"]),
        ("lidocaine/4.5 cc", ["4.5 mL"]),
        ("1/2 cc", ["0.5 mL"]),
        ("half a cc", ["0.5 mL"]),
        ("one half cc", ["0.5 mL"]),
        ("1½ mL", ["1.5 mL"]),
        ("½ mL", ["0.5 mL"]),
        ("1 1/2 cc", ["1.5 mL"]),
        ("1 and 1/2 cc", ["1.5 mL"]),
        ("3 cubic centimeters", ["3 mL"]),
        ("40 mg per cubic centimeter", ["40 mg"]),
        ("3 c.c. given", ["3 mL"]),
        ("0.25 percent", ["2.5 mg"]),
        ("0.25 per cent", ["2.5 mg"]),
        ("100 Botox units", ["100 units"]),
        ("wrapped 40\nmg here", ["40 mg"]),
        ("chair 3\nL arm", []),
        ("two 40 mg doses", ["40 mg"]),
        ("one to two mL", ["1 mL"]),
        ("10 or 20 mg", ["10 mg"]),
    ],
)
def test_amounts_are_found_where_they_stand(text: str, found: list[str]) -> None:
    mentions = [mention for mention in find_amounts(text) if mention.reading.values]
    assert [str(mention.reading.values[0]) for mention in mentions] == found


@pytest.mark.parametrize(
    "text",
    [
        "20G L hand",
        "18 G left forearm",
        "22 G needle",
        "1 G needle",
        "BP 98/54",
        "room 12",
        "1/2/2026",
        "12/31 L",
        "C34.11",
        "on 3/14/2026",
        "at 10:30",
        "q4 weeks",
        "5 minutes",
        "mg",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize("text", ["34 mg/dL", "8.1 g/dL", "612 µg/g"])
def test_laboratory_values_are_found_as_unknown(text: str) -> None:
    assert [mention.reading.kind for mention in find_amounts(text)] == ["unknown"]


def test_a_mention_quotes_number_and_unit_as_written() -> None:
    text = "Given: natalizumab 300 mg/15 mL, then 25 – 50 mg, and epinephrine 1:1,000."
    mentions = find_amounts(text)
    assert [(mention.number, mention.unit) for mention in mentions] == [
        ("300", "mg/15 mL"),
        ("25 – 50", "mg"),
        ("1:1,000", ""),
    ]
    assert [text[m.span.start : m.span.end] for m in mentions] == ["300 mg/15 mL", "25 – 50 mg", "1:1,000"]


def test_a_percentage_is_grams_in_a_hundred_millilitres() -> None:
    (mention,) = find_amounts("1% lidocaine")
    assert mention.reading.values == (Quantity(Fraction(10), "mg"),)
    assert mention.reading.per == Quantity(Fraction(1), "mL")


def test_a_whole_note_is_read_like_its_sentences() -> None:
    note = "Infliximab 350 mg IV was given; 50 mg discarded.\n" * 30
    assert [mention.number for mention in find_amounts(note)] == ["350", "50"] * 30
    assert find_amounts(note) == find_amounts(note)
