"""Whose record a line says it is: ``Patient: Ada Lind   MRN 551-90   DOB 02/03/1961``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doccheck.language.dates import find_dates
from doccheck.language.patterns import Pattern
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

__all__ = ["Identity", "find_identities"]

_NAME_LABEL = Pattern(
    r"(?:^[ \t#*_>|-]{0,8}|[ \t]{2}|[|;\t] ?|: )(?i:re:? )?"
    r"(?P<label>(?i:(?:patient|pt|client|resident)(?: name)?|name))(?::?\*{0,2}:?[ \t]{1,20}|:|\t)"
    r"(?P<name>[A-Z][A-Za-z'\u2019.-]{0,30}(?:,? [A-Z][A-Za-z'\u2019.-]{0,30}){1,3})"
    r"(?=,? {0,2}(?:$|[\n\r\t,;|(/\d]| {2}|MRN|DOB|ID\b|Age\b|Sex\b|[MF]\b))",
    re.MULTILINE,
)
_NUMBER = Pattern(
    r"\b(?P<kind>mrn|m\.r\.n\.|med(?:ical)? rec(?:ord)?(?: (?:no|number|num))?|chart (?:no|number)|chart ?#"
    r"|patient id|pt id)(?:\.|\b)?[ :#*._-]{0,6}(?P<number>[A-Z0-9][A-Z0-9-]{2,16})\b",
    re.IGNORECASE,
)
_BORN = Pattern(r"\b(?:d\.?o\.?b\b\.?|date of birth|born)[ :*_-]{0,6}(?=[\dA-Z])", re.IGNORECASE)
_BIRTH_REACH = 16
_NO_NAMES = word_list(
    "mr mrs ms miss dr jr sr ii iii mrn dob id age sex male female date the and alert oriented tolerated well stable "
    "seated supine prone education instructions instructed consent consented identity identified verified confirmed "
    "seen here today awake comfortable denies reports states agrees understands discharged arrived home status type "
    "care given education name phone address visit not no in as on at with"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a line says its page is about.

    Args:
        span: The line.
        heads: Whether it is a header, whose page follows; else only the line itself speaks of that person.
        name: Words of the name, lower case, without titles; empty where none is given.
        numbers: Record numbers by kind, letters and digits only.
        born: Date of birth.
    """

    span: Span
    heads: bool
    name: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)
    born: date | None = None


def find_identities(text: str) -> Iterator[Identity]:
    """Yield the lines of ``text`` that name a patient with a label, a record number or a date of birth, in order."""
    starts = {_line_start(text, match.start()) for match in _NUMBER.finditer(text) if _has_digit(match["number"])}
    starts |= {_line_start(text, match.start()) for match in _BORN.finditer(text)}
    starts |= {_line_start(text, match.start("label")) for match in _NAME_LABEL.finditer(text)}
    for start in sorted(starts):
        stop = text.find("\n", start)
        identity = _identity(text, start, len(text) if stop < 0 else stop)
        if identity is not None:
            yield identity


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _identity(text: str, start: int, end: int) -> Identity | None:
    named = _NAME_LABEL.search(text, start, end)
    name = _name(named["name"]) if named is not None else frozenset[str]()
    numbers = {
        _kind(match["kind"]): re.sub(r"\W", "", match["number"]).casefold()
        for match in _NUMBER.finditer(text, start, end)
        if _has_digit(match["number"])
    }
    birth = _BORN.search(text, start, end)
    born = None
    if birth is not None:
        dates = find_dates(text[birth.end() : min(end, birth.end() + _BIRTH_REACH)])
        born = dates[0].date if dates and dates[0].precision == "day" and not dates[0].span.start else None
    if named is not None and named["label"].casefold() == "name" and not (numbers or born):
        name = frozenset()  # a drug's or a nurse's name stands behind that label as well
    if not (name or numbers or born):
        return None
    return Identity(Span(start, end), _heads(text, start, end, named=bool(name)), name, numbers, born)


def _heads(text: str, start: int, end: int, *, named: bool) -> bool:
    """Whether the line is a header: it names the patient, or begins with the number or the date of birth."""
    lead = start + len(text[start:end]) - len(text[start:end].lstrip(" \t#*_>|-"))
    return named or _NUMBER.match(text, lead, end) is not None or _BORN.match(text, lead, end) is not None


def _kind(words: str) -> str:
    folded = words.casefold()
    return "chart" if folded.startswith("chart") else "id" if folded.endswith("id") else "mrn"


def _name(words: str) -> frozenset[str]:
    """Return the words of a name; nothing where they are those of a sentence ("Patient: Tolerated Well")."""
    parts = [re.sub(r"[^\w-]", "", part).casefold() for part in words.split()]
    kept = [part for part in parts if part and part not in _NO_NAMES]
    return frozenset(kept) if len(kept) > 1 else frozenset()
