"""Properties of reading amounts and dates from text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from doccheck.language.amounts import find_amounts, read_amount
from doccheck.language.dates import find_dates, find_times
from doccheck.language.numbers import read_number
from doccheck.quantity import format_number

wholes = st.integers(1, 9_999_999)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
noise = st.text("0123456789.,:/- mgcLuUµ%\n\u2009kx", max_size=60)


@given(wholes)
def test_thousands_separators_do_not_change_a_number(number: int) -> None:
    expected = (Fraction(number),)
    for text in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", "\u2009"),
        f"{number:,}".replace(",", "\u202f"),
    ):
        assert read_number(text).values == expected


@given(st.integers(1, 999_999), st.integers(1, 99))
def test_a_decimal_reads_as_written_in_both_customs(whole: int, cents: int) -> None:
    value = Fraction(whole) + Fraction(cents, 100)
    assert value in read_number(f"{whole}.{cents:02d}").values
    assert value in read_number(f"{whole},{cents:02d}").values
    assert value in read_number(f"{whole:,}.{cents:02d}").values


@given(st.integers(1000, 999_999).filter(lambda number: number % 1000))
def test_a_lone_group_after_a_dot_is_never_decided(number: int) -> None:
    reading = read_number(f"{number:,}".replace(",", "."))
    assert reading.ambiguous
    assert Fraction(number) in reading.values
    assert len(reading.values) == 2


@given(
    st.integers(1, 10_000_000).map(lambda number: Fraction(number, 100)), st.sampled_from(["mg", "mcg", "mL", "units"])
)
def test_an_amount_in_a_sentence_is_found_with_its_place(value: Fraction, unit: str) -> None:
    number = format_number(value)
    text = f"The patient received {number} {unit} today."
    (mention,) = find_amounts(text)
    assert text[mention.span.start : mention.span.end] == f"{number} {unit}"
    assert value in [one.value for one in mention.reading.values]


@given(anything | noise)
def test_any_text_is_read_without_error_and_spans_are_in_order(text: str) -> None:
    end = 0
    for mention in find_amounts(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        assert read_amount(mention.number, mention.unit) == mention.reading
    for span in [one.span for one in find_dates(text)] + [one.span for one in find_times(text)]:
        assert 0 <= span.start < span.end <= len(text)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_date_is_read_from_every_unambiguous_spelling(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day:%m/%d/%Y}", f"{day:%d-%b-%Y}", f"{day:%B %d, %Y}", f"{day:%m/%d/%y}"):
        assert [mention.date for mention in find_dates(f"on {text} seen")] == [day]
