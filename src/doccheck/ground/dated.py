"""Dates before the visit make past what they date."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.ground.visit import dates_of, visit_day
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from doccheck.language.dates import DateMention
    from doccheck.note import Note

__all__ = ["earlier_dates"]

_LEADS = Pattern(r"(?:\b(?:on|in|from|of|dated)|,)\s*$", re.IGNORECASE)
_FOLLOWS = Pattern(r"(?:\b(?:on|in|dated)|\(|@)\s*$", re.IGNORECASE)
_OTHER_DATE = Pattern(r"(?:dob|birth|born|exp\w*|lot)\W*$", re.IGNORECASE)
_YEAR = Pattern(
    r"\b(?:in|during)\s+(?:(?:the\s+)?(?:spring|summer|fall|autumn|winter|early|mid|late)[\s-]{1,3}(?:of\s+)?)?((?:19|20)\d\d)\b(?![/\-.]\d)",
    re.IGNORECASE,
    starts="in during",
)
_TURNS = Pattern(r"\btoday\b|[,)]\s*(?:now|then|but)\b", re.IGNORECASE)
_FARTHEST = 60
_LABEL = 12
_LEAD_IN = 12


def _before(mention: DateMention, today: date) -> bool:
    if mention.date is None:
        return False
    if mention.precision == "day":
        return mention.date < today
    return (mention.date.year, mention.date.month) < (today.year, today.month)


@lru_cache(maxsize=4)
def _past(note: Note) -> tuple[Span, ...]:
    """Return the places of all dates before the visit that date something done."""
    today = visit_day(note)
    if today is None:
        return ()
    days = [
        mention.span
        for mention in dates_of(note.text)
        if _before(mention, today)
        and not _OTHER_DATE.search(note.text, max(0, mention.span.start - _LABEL), mention.span.start)
    ]
    years = [Span(*match.span(1)) for match in _YEAR.finditer(note.text) if int(match[1]) < today.year]
    return tuple(sorted(days + years))


def earlier_dates(note: Note, sentence: Span, span: Span) -> Iterator[Span]:
    """Yield the dates of ``sentence`` that lie before the visit and date the words at ``span``."""
    past = _past(note)
    text = note.text
    for place in past[bisect_left(past, sentence.start, key=lambda one: one.start) :]:
        if place.start >= sentence.end:
            return
        if place.overlaps(span):
            continue
        if place.end <= span.start:
            gap = text[place.end : span.start]
            opens = not text[sentence.start : place.start].strip(" -*•\t>(")
            leads = opens or _LEADS.search(text, max(sentence.start, place.start - _LEAD_IN), place.start)
            dates = bool(leads) and not _TURNS.search(gap)
        else:
            gap = text[span.end : place.start]
            dates = len(gap) <= _FARTHEST and _FOLLOWS.search(gap) is not None
        if dates and ";" not in gap and "   " not in gap:
            yield place
