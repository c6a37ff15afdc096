"""Dates and clock times as notes write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from doccheck.language.dates import find_dates, find_times


@pytest.mark.parametrize(
    "text",
    [
        "03/14/2026",
        "3/14/26",
        "2026-03-14",
        "2026/03/14",
        "14.03.2026",
        "14-Mar-2026",
        "14 Mar 2026",
        "14Mar2026",
        "March 14, 2026",
        "Mar 14 2026",
        "Mar. 14, 2026",
        "14 March 2026",
        "14th of March 2026",
        "March 14th, 2026",
        "14-Mar-26",
        "MARCH 14, 2026",
        "14/03/2026",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    (mention,) = find_dates(f"seen {text} here")
    assert (mention.date, mention.precision, mention.ambiguous) == (date(2026, 3, 14), "day", False)


@pytest.mark.parametrize("text", ["02/2028", "2/2028", "Feb 2028", "February of 2028", "February, 2028", "2028-02"])
def test_a_month_without_a_day_has_month_precision(text: str) -> None:
    (mention,) = find_dates(f"exp {text}.")
    assert (mention.date, mention.precision) == (date(2028, 2, 1), "month")


@pytest.mark.parametrize("text", ["January 31", "31 January", "Feb 2nd"])
def test_a_day_without_a_year_has_no_date(text: str) -> None:
    (mention,) = find_dates(f"since {text} well")
    assert (mention.date, mention.precision) == (None, "no-year")


@pytest.mark.parametrize("text", ["13/13/2026", "02/30/2026", "00/10/2026", "31 June 2026"])
def test_no_day_of_the_calendar_has_no_date(text: str) -> None:
    (mention,) = find_dates(text)
    assert mention.date is None


def test_slashes_are_month_first_and_dots_day_first() -> None:
    slash, dot = find_dates("03/04/2026 and 03.04.2026")
    assert (slash.date, slash.ambiguous) == (date(2026, 3, 4), False)
    assert (dot.date, dot.ambiguous) == (date(2026, 4, 3), True)


def test_another_date_of_the_text_settles_the_order() -> None:
    first, second = find_dates("25/12/2025 then 03/04/2026")
    assert (first.date, second.date) == (date(2025, 12, 25), date(2026, 4, 3))
    first, second = find_dates("12.25.2025 then 03.04.2026")
    assert (first.date, second.date, second.ambiguous) == (date(2025, 12, 25), date(2026, 3, 4), False)


def test_the_administration_record_mar_is_no_march() -> None:
    for gap in (" ", "                    "):
        (mention,) = find_dates(f"CLINIC MAR{gap}02/11/2026")
        assert mention.date == date(2026, 2, 11)


def test_two_digit_years_are_1950_to_2049() -> None:
    assert [mention.date for mention in find_dates("1/2/49, 1/2/50")] == [date(2049, 1, 2), date(1950, 1, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "BP 98/54",
        "7/10 pain",
        "NDC 12345-6789-10",
        "phone 555-123-4567",
        "1/2 tab",
        "10/500/3000",
        "3.5.1.2",
        "may take 2",
        "ratio 1:1000",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert [mention for mention in find_dates(text) if mention.date] == []


def test_spans_are_places_in_the_text() -> None:
    text = "\ufeffVisit: 09-Mar-2026 14:22"
    (mention,) = find_dates(text)
    assert text[mention.span.start : mention.span.end] == "09-Mar-2026"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("1:28 pm", time(13, 28)),
        ("1:28 PM", time(13, 28)),
        ("12:05 am", time(0, 5)),
        ("12:05 pm", time(12, 5)),
        ("10:12", time(10, 12)),
        ("23:15", time(23, 15)),
        ("9 AM", time(9)),
        ("9:30 a.m.", time(9, 30)),
        ("at 1025", time(10, 25)),
        ("@0930", time(9, 30)),
        ("0930 hrs", time(9, 30)),
        ("01/27/26 1010", time(10, 10)),
        ("10:12:33", time(10, 12)),
    ],
)
def test_clock_times_are_read_in_every_notation(text: str, clock: time) -> None:
    (mention,) = find_times(text)
    assert mention.time == clock


def test_a_line_may_open_with_military_time() -> None:
    assert [mention.time for mention in find_times("0915  Arrived\n0940  Infliximab hung")] == [
        time(9, 15),
        time(9, 40),
    ]


@pytest.mark.parametrize("text", ["13:00 pm", "25:10"])
def test_no_time_of_the_day_has_no_time(text: str) -> None:
    assert [mention.time for mention in find_times(text)] == [None]


@pytest.mark.parametrize("text", ["1000 mg", "at 1000 mg", "in 2021", "1:1000", "ratio 1:200,000", "MRN 1234"])
def test_other_numbers_are_no_times(text: str) -> None:
    assert find_times(text) == []


def test_time_spans_do_not_take_the_full_stop() -> None:
    text = "stopped at 2:21 pm. Well"
    (mention,) = find_times(text)
    assert text[mention.span.start : mention.span.end] == "2:21 pm"
