"""Mask identifiers before a note is sent, and find the way back from a quote to the note as it was given.

Names, numbers and contacts become ``[NAME_1]``; dates of a day are all shifted by the same number of weeks. The way
back is a list of segments: a quote of the masked text is a slice of it, and a slice maps to a slice of the original,
widened to the whole of whatever was masked. When anything is left over, nothing is sent.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from doccheck.errors import DoccheckError
from doccheck.extract.identifiers import find_identifiers, left_over
from doccheck.facts import AmountFact, FieldFact, Quoted
from doccheck.ground.facts import PARTS
from doccheck.language.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from doccheck.note import Note

__all__ = ["Masked", "UnsafeText", "masked", "original_span", "unmasked"]

_WEEKS = (10, 50)
_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_YEAR_DIGITS = 4


class UnsafeText(DoccheckError):  # noqa: N818 - it says what the text is
    """The masked text still holds what may identify; it must not be sent."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the masked text and the stretch of the original it stands for."""

    sent_start: int
    sent_end: int
    start: int
    end: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked note: the text to send, and the segments it is made of."""

    text: str
    segments: tuple[Segment, ...]


def masked(note: Note, known: Iterable[str] = ()) -> Masked:
    """Mask what may identify in ``note``.

    Args:
        note: The note.
        known: Identifiers of this patient known from elsewhere; masked wherever they stand.

    Raises:
        UnsafeText: Something that may identify is left over.
    """
    text = note.text
    known = tuple(known)
    shift = _shift(note)
    days = {mention.span: mention for mention in find_dates(text)}
    tokens: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    pieces: list[str] = []
    segments: list[Segment] = []
    at = sent = 0
    for found in find_identifiers(text, known):
        span = found.span
        words = text[span.start : span.end]
        mention = days.get(span)
        new = _shifted(words, mention.date, shift, mention.precision) if mention and mention.date else None
        if new is None:
            key = (found.kind, " ".join(words.split()).casefold())
            if key not in tokens:
                counts[found.kind] = counts.get(found.kind, 0) + 1
                tokens[key] = f"[{found.kind}_{counts[found.kind]}]"
            new = tokens[key]
        for piece, start, end, verbatim in (
            (text[at : span.start], at, span.start, True),
            (new, span.start, span.end, False),
        ):
            if piece:
                segments.append(Segment(sent, sent + len(piece), start, end, verbatim))
                pieces.append(piece)
                sent += len(piece)
        at = span.end
    if at < len(text):
        segments.append(Segment(sent, sent + len(text) - at, at, len(text), verbatim=True))
        pieces.append(text[at:])
    whole = "".join(pieces)
    if left_over(whole, known):
        raise UnsafeText("the note still holds what may identify the patient after masking")
    return Masked(whole, tuple(segments))


def _shift(note: Note) -> timedelta:
    """Whole weeks back, the same for every date of a note and for every reading of it."""
    low, high = _WEEKS
    return timedelta(weeks=-(low + int(note.sha256[:8], 16) % (high - low)))


def _shifted(words: str, day: date, shift: timedelta, precision: str) -> str | None:
    """The date in the same digits' layout, moved; ``None`` when its layout is another."""
    match = _NUMERIC.fullmatch(words)
    if match is None or precision != "day":
        return None
    moved = day + shift
    first, mark, middle, last = match.groups()
    if len(first) == _YEAR_DIGITS:
        parts = (first, middle, last)
        values = (moved.year, moved.month, moved.day)
    else:
        parts = (first, middle, last)
        month_first = int(first) == day.month and int(middle) == day.day
        pair = (moved.month, moved.day) if month_first else (moved.day, moved.month)
        values = (*pair, moved.year if len(last) == _YEAR_DIGITS else moved.year % 100)
    return mark.join(
        str(value).zfill(len(part) if part.startswith("0") or len(part) != 1 else 1)
        for value, part in zip(values, parts, strict=True)
    )


def original_span(mask: Masked, start: int, end: int) -> tuple[int, int]:
    """Return the slice of the original that the slice ``start``-``end`` of the masked text stands for."""
    starts = [segment.sent_start for segment in mask.segments]
    first = mask.segments[bisect_right(starts, start) - 1]
    last = mask.segments[bisect_right(starts, max(start, end - 1)) - 1]
    begin = first.start + (start - first.sent_start if first.verbatim else 0)
    finish = last.start + (end - last.sent_start) if last.verbatim else last.end
    return begin, finish


def unmasked(
    mask: Masked, note: Note, amounts: Sequence[AmountFact], fields: Sequence[FieldFact]
) -> tuple[tuple[AmountFact, ...], tuple[FieldFact, ...]]:
    """Turn quotes of the masked text into quotes of the note; one without a place stays as it is."""

    def back(quoted: Quoted) -> Quoted:
        if quoted.start is None:
            return quoted
        start, end = original_span(mask, quoted.start, quoted.start + len(quoted.quote))
        return Quoted(note.text[start:end], start)

    def whole(fact: AmountFact) -> AmountFact:
        parts: dict[str, Any] = {name: back(quoted) for name in PARTS if (quoted := getattr(fact, name)) is not None}
        return replace(fact, quote=back(fact.quote), **parts)

    return tuple(map(whole, amounts)), tuple(FieldFact(fact.field, back(fact.quote)) for fact in fields)
