"""Calendar dates and clock times as notes write them.

A numeric date is month first where slashes or hyphens divide it, and day first where dots do, unless another date of
the same text written the same way can only be read the other way round. A two-digit year is read as 1950 to 2049.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from doccheck.language.numbers import digit_runs
from doccheck.language.patterns import Pattern, matches_at
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DateMention", "TimeMention", "find_dates", "find_times"]

# fmt: off
_MONTHS = {
    name: at
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
# fmt: on
_CENTURY_TURN = 50
_MONTHS_IN_YEAR = 12
_NOON = 12
_CLOCK_GROUPS = (("h1", "m1"), ("h2", None), ("h3", "m3"), ("h4", "m4"), ("h5", "m5"))


class DateMention(NamedTuple):
    """A date found in text.

    Args:
        span: Its place.
        date: The day; the first day of the month when ``precision`` is ``month``; ``None`` when it has no year or
            is no day of the calendar.
        ambiguous: Whether day and month could be the other way round and nothing in the text decides.
        precision: ``day``, ``month`` or ``no-year``.
    """

    span: Span
    date: date | None
    ambiguous: bool = False
    precision: str = "day"


class TimeMention(NamedTuple):
    """A clock time found in text; ``time`` is ``None`` when it is no time of the day."""

    span: Span
    time: time | None


_MONTH_NAME = Pattern(rf"\b(?:{'|'.join(_MONTHS)})", re.IGNORECASE)


@cache
def _date_pattern() -> re.Pattern[str]:
    month = (
        r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
        r"|nov(?:ember)?|dec(?:ember)?)"
    )
    year = r"(?:(?:19|20)\d{2})"
    ordinal = r"(?:st|nd|rd|th)?"
    end = r"(?![\d]|[-/.]\d)"
    digits = (
        rf"(?P<y1>{year})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}}){end}",
        rf"(?P<a>\d{{1,2}})(?P<s2>[-/.])(?P<b>\d{{1,2}})(?P=s2)(?P<y2>{year}|\d{{2}}){end}",
        (
            rf"(?P<d3>\d{{1,2}}){ordinal}[\s-]*(?:of\s+)?(?<![a-z])(?P<m3>{month})(?![a-z])\.?"
            rf"(?:[\s,-]*(?P<y3>{year}|(?<=-)\d{{2}})(?!\d))?"
        ),
        rf"(?P<m6>0?[1-9]|1[0-2])[/-](?P<y6>{year}){end}",
        rf"(?P<y7>{year})-(?P<m7>0[1-9]|1[0-2]){end}",
    )
    names = (
        (
            rf"(?P<m4>{month})\b\.?(?:[ \t-]{{0,3}}|\s)(?P<d4>\d{{1,2}}){ordinal}(?!\d|[.,/]\d)"
            rf"(?:[\s,-]+(?:of\s+)?(?P<y4>{year})(?!\d))?"
        ),
        rf"(?P<m5>{month})\b\.?[\s,-]*(?:of\s+)?(?P<y5>{year}){end}",  # "MAR 2026-02-11" heads an administration record
    )
    # The first letter is looked at before the months are tried: most words are none.
    return re.compile(rf"(?=\d)(?<![\d./-])(?:{'|'.join(digits)})|\b(?=[adfjmnos])(?:{'|'.join(names)})", re.IGNORECASE)


@cache
def _time_pattern() -> re.Pattern[str]:
    no_amount = r"(?![\d.,:/-]*\d|\s*(?:mg|mcg|g|m[lL]|units?|cc|%)\b)"
    clock = (
        r"(?<![\d:.])(?P<h1>\d{1,2}):(?P<m1>[0-5]\d)(?::[0-5]\d)?(?!\d|:\d)\s*(?P<p1>[ap]\.\s?m\.|[ap]\s?m\b)?",
        r"(?<![\d:.,/])(?P<h2>\d{1,2})\s*(?P<p2>[ap]\.\s?m\.|[ap]m\b)",
        r"(?<![\d:.,/$#-])(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)\s*(?:h|hrs?|hours)\b",
        r"\d[-/.]\d{2,4}[ \t,]{1,3}(?P<h5>[01]\d|2[0-3])(?P<m5>[0-5]\d)" + no_amount,
    )
    words = (
        r"\b(?=[abefgistu])(?:given|administered|injected|IVPB|IVP|IV|IM|SC|SQ|subq"
        r"|at|by|from|to|until|time|start(?:ed)?|stop(?:ped)?|end(?:ed)?|since)[:\s]\s*"
    )
    military = r"(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)" + no_amount
    return re.compile(rf"(?=\d)(?:{'|'.join(clock)})|(?:{words}|@\s?|(?:^|\n)[ \t|*-]*){military}", re.IGNORECASE)


def find_dates(text: str) -> list[DateMention]:
    """Find every calendar date in ``text``, in order. Spans are code points into it."""
    return list(_find(text))


@lru_cache(maxsize=4)
def _find(text: str) -> tuple[DateMention, ...]:
    places = sorted({*digit_runs(text), *(match.start() for match in _MONTH_NAME.finditer(text))})
    matches = list(matches_at(_date_pattern(), text, places, 0, len(text)))
    orders = _orders(matches)
    return tuple(_mention(match, orders) for match in matches)


def _orders(matches: Iterable[re.Match[str]]) -> dict[str, bool]:
    """Separator → whether the day comes first, for separators where some date of the text can only be read one way."""
    orders: dict[str, bool] = {}
    for match in matches:
        if match["a"] is None:
            continue
        first, second = int(match["a"]), int(match["b"])
        if first > _MONTHS_IN_YEAR >= second:
            orders.setdefault(match["s2"], True)
        elif second > _MONTHS_IN_YEAR >= first:
            orders.setdefault(match["s2"], False)
    return orders


def _mention(match: re.Match[str], orders: dict[str, bool]) -> DateMention:
    span = Span(*match.span())
    if match["a"]:
        return _numeric(match, span, orders)
    for day, month, year in (("d1", "m1", "y1"), ("d3", "m3", "y3"), ("d4", "m4", "y4")):
        if match[day]:
            if match[year] is None:
                return DateMention(span, None, precision="no-year")
            return DateMention(span, _day(_year(match[year]), _month(match[month]), int(match[day])))
    month_, year_ = next((match[m], match[y]) for m, y in (("m5", "y5"), ("m6", "y6"), ("m7", "y7")) if match[m])
    return DateMention(span, _day(int(year_), _month(month_), 1), precision="month")


def _numeric(match: re.Match[str], span: Span, orders: dict[str, bool]) -> DateMention:
    first, second, separator = int(match["a"]), int(match["b"]), match["s2"]
    day_first = orders.get(separator, separator == ".")
    if max(first, second) > _MONTHS_IN_YEAR:
        day_first = first > _MONTHS_IN_YEAR
    day, month = (first, second) if day_first else (second, first)
    undecided = max(first, second) <= _MONTHS_IN_YEAR and first != second and separator not in orders
    return DateMention(span, _day(_year(match["y2"]), month, day), undecided and separator == ".")


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - a year with its century
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text[:3].casefold()]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_times(text: str) -> list[TimeMention]:
    """Find every clock time in ``text``, in order.

    Read are ``1:28 pm``, ``10:12``, ``9 AM``, and ``1025`` after ``at``, a date or a line start.
    """
    return [_time(match) for match in _time_pattern().finditer(text)]


def _time(match: re.Match[str]) -> TimeMention:
    hour, minute = next((h, m) for h, m in _CLOCK_GROUPS if match[h])
    half = (match["p1"] or match["p2"] or "")[:1].casefold()
    hours, minutes = int(match[hour]), int(match[minute]) if minute else 0
    span = Span(match.start(hour), len(match[0].rstrip()) + match.start())
    if half and not 1 <= hours <= _NOON:
        return TimeMention(span, None)
    if half:
        hours = hours % _NOON + (_NOON if half == "p" else 0)
    try:
        return TimeMention(span, time(hours, minutes))
    except ValueError:
        return TimeMention(span, None)
