"""Numbers as written: separators, fractions, powers, words, and what stays ambiguous (rules T6, T7, T15, T16)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from doccheck.language.numbers import read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300", "300"),
        ("0", "0"),
        ("1,000", "1000"),
        ("12,500", "12500"),
        ("1,234,567", "1234567"),
        ("1,000.5", "1000.5"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1\u2009000", "1000"),
        ("1\u202f000", "1000"),
        ("1\u00a0000\u00a0000", "1000000"),
        ("1'000", "1000"),
        ("1 000", "1000"),
        ("0.500", "0.5"),
        ("0,500", "0.5"),
        ("12,5", "12.5"),
        ("1234.500", "1234.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("1.0", "1"),
        ("1/2", "1/2"),
        ("1 1/2", "3/2"),
        ("2½", "5/2"),
        ("½", "1/2"),
        ("10^6", "1000000"),
        ("10⁶", "1000000"),
        ("2 x 10^13", "20000000000000"),
        ("1.5×10¹²", "1500000000000"),
        ("2e6", "2000000"),
        ("1.2 million", "1200000"),
        ("500 thousand", "500000"),
        ("300k", "300000"),
        ("~300", "300"),
        ("approx. 4,490", "4490"),
        ("about forty", "40"),
        ("forty", "40"),
        ("forty-two", "42"),
        ("one hundred and fifty", "150"),
        ("a hundred", "100"),
        ("fifteen hundred", "1500"),
        ("two and a half", "5/2"),
        ("half", "1/2"),
        ("one half", "1/2"),
        ("three quarters", "3/4"),
        ("half a", "1/2"),
        ("one and three quarters", "7/4"),
        ("one point five", "1.5"),
        ("point two five", "0.25"),
        ("two thousand five hundred", "2500"),
        ("one million two hundred thousand", "1200000"),
    ],
)
def test_a_number_has_one_exact_value(text: str, value: str) -> None:
    assert read_number(text).values == (Fraction(value),)


@pytest.mark.parametrize(
    ("text", "values"), [("1.000", ("1", "1000")), ("3.900", ("3.9", "3900")), ("12.500", ("12.5", "12500"))]
)
def test_three_digits_after_a_lone_dot_can_be_read_two_ways(text: str, values: tuple[str, str]) -> None:
    reading = read_number(text)
    assert reading.ambiguous
    assert not reading.is_range
    assert reading.values == tuple(map(Fraction, values))
    assert "ambiguous separator" in reading.notations


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("25-50", ("25", "50")),
        ("25 – 50", ("25", "50")),
        ("5 to 10", ("5", "10")),
        ("between 5 and 10", ("5", "10")),
        ("0.5-1", ("0.5", "1")),
    ],
)
def test_a_range_keeps_both_ends(text: str, ends: tuple[str, str]) -> None:
    reading = read_number(text)
    assert reading.is_range
    assert reading.values == tuple(map(Fraction, ends))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "***",
        "[dose]",
        "N/A",
        "two forty",
        "50-25",
        "1:1000",
        "1/0",
        "12,34,56",
        "1.2.3",
        "hundredweight",
        "one point twenty",
        "x",
        "-",
        "and",
        "forty twenty",
        "one point",
        "3.900-5",
        "9" * 5000,
        "1/" + "9" * 5000,
        "1 " * 50,
    ],
)
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert read_number(text).values == ()


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        (".5", "naked decimal"),
        ("1.0", "trailing zero"),
        ("0.50", "trailing zero"),
        ("100000", "no thousands separator"),
        ("~5", "approximate"),
    ],
)
def test_error_prone_spellings_are_read_and_reported(text: str, notation: str) -> None:
    assert notation in read_number(text).notations


@pytest.mark.parametrize("text", ["0.5", "10", "1,000", "1000", "250", "100,000"])
def test_good_spellings_are_not_reported(text: str) -> None:
    assert read_number(text).notations == ()
