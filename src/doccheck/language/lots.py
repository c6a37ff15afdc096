"""Find lot (batch) numbers and expiry dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from doccheck.language.dates import find_dates
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.tables import cells_below
from doccheck.note import Span

__all__ = ["Expiry", "find_expiries", "find_lots"]

_LOT = Pattern(
    r"\b(?:lot|batch)s?\b(?:[ \t]{0,40}(?:/[ \t]{0,40}(?:batch|exp\w*)|and exp\w*|number|numbers|no\b\.?|nos\b\.?|"
    r"num\b\.?|"
    r"#|id|was|is|used)){0,4}"
    r"[ \t]{0,40}[:#=|(\-–]{0,3}[ \t*|(]{0,40}(?P<lot>(?=[A-Z0-9\-/.]{0,19}\d)[A-Z0-9][A-Z0-9\-/.]{2,19}(?<![.\-/]))",
    re.IGNORECASE,
    starts="lot batch",
)
# A label at the end of a wrapped line; the lot below it needs a letter, or a time of a table row would do.
_TORN = Pattern(
    r"\b(?:lot|batch)(?:[ \t]{0,40}(?:#|number|no\.?))?[ \t]{0,40}:?[ \t]{0,40}\r?\n[ \t]{0,40}(?P<lot>(?=[0-9\-"
    r"]{0,12}[A-Z])(?=[A-Z"
    r"\-]{0,12}\d)[A-Z0-9][A-Z0-9\-]{2,19})",
    re.IGNORECASE,
    starts="lot batch",
)
_EXPIRY = Pattern(
    r"\b(?:exp(?:\.|iry|ires?|iring|iration|ired)?|use by|beyond[- ]use|bud)\b\.?[ \t]{0,40}(?:date|on|dt)?[ \t]{0,40}"
    r"[:#=|(\-–.]*[ \t*|]{0,40}"
    r"(?:of |in |on |is |was ){0,3}(?:(?=[A-Z\-]{0,12}\d)[A-Z0-9\-]{3,14}[ \t]{0,40}/[ \t]{1,40}|(?=[A-Z\-]{1,12}\d"
    r")[A-Z0-9\-"
    r"]{3,14}[ \t,]{1,6})?",
    re.IGNORECASE,
    starts="exp use beyond bud",
)
_MONTH = Pattern(r"(?P<month>\d{1,2})[/\-.](?P<year>(?:20)?\d{2})(?![/\-\d])")
_YEAR_MONTH = Pattern(r"(?P<year>20\d{2})[/\-](?P<month>\d{1,2})(?![/\-\d])")
_MONTHS = 12
_CENTURY = 2000
_TWO_DIGITS = 100
_CELL = Pattern(r"(?=.*\d)[A-Z0-9][A-Z0-9\-/.]{2,19}", re.IGNORECASE)


class Expiry(NamedTuple):
    """An expiry date: its place, label included, and the last day the lot may be used."""

    span: Span
    last_day: date | None


def find_lots(text: str) -> list[Mention]:
    """Return the lots of ``text``; ``value`` is the lot as written. A lot has a digit; ``[lot]`` is none."""
    found = [
        Mention(Span(*match.span()), match["lot"])
        for match in _LOT.finditer(text)
        if not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", match["lot"])
    ]
    found += [Mention(Span(*match.span()), match["lot"]) for match in _TORN.finditer(text)]
    cells = [(span, text[span.start : span.end]) for span in cells_below(text, "lot", "batch")]
    return found + [Mention(span, value) for span, value in cells if _CELL.fullmatch(value)]


def find_expiries(text: str) -> list[Expiry]:
    """Return the expiry dates of ``text``. A month alone lasts to its last day."""
    found = []
    for match in _EXPIRY.finditer(text):
        expiry = _date_at(text, match.start(), match.end())
        if expiry is not None:
            found.append(expiry)
    for span in cells_below(text, "exp"):
        expiry = _date_at(text, span.start, span.start)
        if expiry is not None:
            found.append(expiry)
    return found


def _date_at(text: str, start: int, at: int) -> Expiry | None:
    """Read the date that begins at ``at``."""
    for pattern in (_YEAR_MONTH, _MONTH):
        match = pattern.match(text, at)
        if match and 1 <= int(match["month"]) <= _MONTHS:
            year = int(match["year"])
            year += _CENTURY if year < _TWO_DIGITS else 0
            month = int(match["month"])
            return Expiry(Span(start, match.end()), date(year, month, monthrange(year, month)[1]))
    window = text[at : at + 30]
    for mention in find_dates(window):
        if mention.span.start > 1:
            break
        day = mention.date
        if day is not None and mention.precision == "month":
            day = day.replace(day=monthrange(day.year, day.month)[1])
        return Expiry(Span(start, at + mention.span.end), day)
    return None
