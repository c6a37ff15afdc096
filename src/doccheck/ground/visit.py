"""The day a note says it is about, as far as its own header tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.language.dates import DateMention, find_dates
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from datetime import date

    from doccheck.note import Note

__all__ = ["dates_of", "visit_day"]

_VISIT = Pattern(
    r"(?:date of (?:service|visit|encounter|procedure|infusion|injection|administration|treatment)|\bd\.?o\.?s\b|"
    r"(?:visit|encounter|service|infusion|injection|treatment|procedure|exam|clinic|appt|appointment)(?: date)?|"
    r"\bdate|\bseen(?: on)?)"
    r"\s*+(?:[:#*|=\-–—]++\s*+)?(?:\w{3,9},?\s*)?$",
    re.IGNORECASE,
)
_SEEN = Pattern(
    r"\b(?:was|were|is|been|patient|pt)\s+seen\s+(?:today\s*+(?:,\s*+)?)?(?:on\s+)?(?:\w{3,9},\s*)?$", re.IGNORECASE
)
_OTHER_VISIT = Pattern(
    r"\b(?:last|next|prior|previous)\s+(?:visit|infusion|injection|dose|treatment|appointment|seen)\b[^\n]{0,12}$",
    re.IGNORECASE,
)
_NOT_VISIT = Pattern(
    r"(?:birth|\bdob|d\.o\.b|born|last|next|prior|previous|exp\w*|printed|follow|return|copied|from|labs?|signed|since|"
    r"\bon|order\w*)\W*(?:\w{3,9},?\s*)?$",
    re.IGNORECASE,
)
_HEAD = 400


@lru_cache(maxsize=4)
def dates_of(text: str) -> tuple[DateMention, ...]:
    """Return the dates of ``text``, found once."""
    return tuple(find_dates(text))


@lru_cache(maxsize=4)
def visit_day(note: Note) -> date | None:
    """Return the visit's day: a date labelled as such, else the first plain date of the header.

    Only used to see that another date of the note lies before the visit; the date of service of the report is
    decided elsewhere.
    """
    text = note.text
    header: date | None = None
    for mention in dates_of(text):
        if mention.date is None or mention.precision != "day":
            continue
        before = text[max(0, mention.span.start - 40) : mention.span.start]
        before = before.rsplit("\n", 1)[-1]
        if _SEEN.search(before):
            return mention.date
        if _NOT_VISIT.search(before) or _OTHER_VISIT.search(before):
            continue
        if _VISIT.search(before):
            return mention.date
        if header is None and mention.span.start < _HEAD:
            header = mention.date
    return header
