"""Find where a quote stands in a note.

The words must be there: as given, or but for letter case, white space and the shape of quotation marks and dashes
(:mod:`doccheck.ground.fold`). Numbers, units and names are never taken loosely; a quote that differs in one of
them is a near miss (:mod:`doccheck.ground.near_miss`) and no evidence.

Every occurrence is kept. One is chosen by the words it belongs with; where occurrences say opposite things and
nothing decides, the place is ambiguous.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.ground.boundaries import cuts_token
from doccheck.ground.context import read_context
from doccheck.ground.fold import Folded, fold, folded
from doccheck.ground.grounded import Match, Place
from doccheck.ground.near_miss import nearest_stretch
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.facts import Quoted
    from doccheck.ground.context import Context
    from doccheck.note import Note

__all__ = ["MOST_READ", "at_hint", "away", "locate", "occurrences", "opposed", "place_at", "weight"]

MOST_READ = 60
"""Occurrences of one quote whose context is read; words that stand more often than that tell nothing apart."""

_SEPARABLE = " \t\r\n\f\v\u00a0\ufeff\"'\u201c\u201d\u2018\u2019.,;:"
"""What a reader may add around a quote without changing what it quotes."""


def locate(note: Note, quoted: Quoted, *, near: Span | None = None) -> Place:
    """Return the place of ``quoted`` in ``note``.

    Args:
        note: The note.
        quoted: Words and, from an extractor that knows it, the code point they start at.
        near: Place of words that the quote belongs with: the closest occurrence is chosen.
    """
    hinted = at_hint(note.text, quoted)
    if hinted is not None:
        return Place(note, quoted, Match.EXACT, (hinted,), hinted)
    spans = occurrences(note.text, quoted.quote)
    if not spans:
        stretch = _torn(note.text, quoted.quote) or nearest_stretch(note.text, quoted.quote, near)
        if stretch is None:
            return Place(note, quoted, Match.NOT_FOUND, (), None)
        return Place(note, quoted, Match.NEAR_MISS, (stretch,), stretch)
    return _choose(note, quoted, spans, near)


def at_hint(text: str, quoted: Quoted) -> Span | None:
    """The place the extractor names, when exactly these words stand there."""
    start, quote = quoted.start, quoted.quote
    if start is None or start < 0 or not quote.strip() or not text.startswith(quote, start):
        return None
    end = start + len(quote)
    return None if cuts_token(text, start, end) else Span(start, end)


def occurrences(text: str, quote: str) -> tuple[Span, ...]:
    """Return every place of ``quote`` in ``text``, in order, none inside a longer word or number."""
    way_back = folded(text)
    for wanted in dict.fromkeys((quote.strip(), quote.strip(_SEPARABLE))):
        spans = _search(way_back, fold(wanted)) if wanted else ()
        if spans:
            return spans
    return ()


def _search(way_back: Folded, wanted: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = way_back.text.find(wanted)
    while at >= 0:
        start, end = way_back.start_in_source(at), way_back.end_in_source(at + len(wanted))
        if start < end and not cuts_token(way_back.source, start, end):
            spans.append(Span(start, end))
        at = way_back.text.find(wanted, at + 1)
    return tuple(spans)


def _torn(text: str, quote: str) -> Span | None:
    """The longer word or number that the quote was torn out of (``15 mg`` for ``5 mg``)."""
    way_back, wanted = folded(text), fold(quote.strip(_SEPARABLE))
    at = way_back.text.find(wanted) if any(letter.isdigit() for letter in wanted) else -1
    if at < 0:
        return None
    start, end = way_back.start_in_source(at), way_back.end_in_source(at + len(wanted))
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)


def _choose(note: Note, quoted: Quoted, spans: tuple[Span, ...], near: Span | None) -> Place:
    """Choose among the occurrences: the neighbour's, else the one whose words speak for it."""
    if near is not None:
        span = min(spans, key=lambda place: away(place, near))
        return place_at(note, quoted, spans, span)
    if len(spans) == 1:
        return place_at(note, quoted, spans, spans[0])
    contexts = [read_context(note, span) for span in spans[:MOST_READ]]
    chosen = min(range(len(contexts)), key=lambda index: (weight(contexts[index]), index))
    return place_at(note, quoted, spans, spans[chosen], ambiguous=opposed(contexts))


def place_at(note: Note, quoted: Quoted, spans: tuple[Span, ...], span: Span, *, ambiguous: bool = False) -> Place:
    """Build the place of ``quoted`` at the chosen one of its occurrences."""
    exact = note.text[span.start : span.end] == quoted.quote
    return Place(note, quoted, Match.EXACT if exact else Match.NORMALISED, spans, span, ambiguous)


def away(span: Span, near: Span) -> int:
    """Code points between the two; 0 when they touch or overlap."""
    return max(0, near.start - span.end, span.start - near.end)


def weight(context: Context) -> int:
    """Order of preference among occurrences: done today, then anything else, then words that address a machine."""
    if context.instruction:
        return 2
    return 0 if context.proves_today else 1


def opposed(contexts: Sequence[Context]) -> bool:
    """Whether some occurrences say it is so and others that it is not.

    An order, a plan or history beside the record of today does not contradict it; a denial does.
    """
    of_care = [
        context for context in contexts if not (context.instruction or context.other_person or context.historical)
    ]
    return any(context.negated for context in of_care) and any(context.proves_today for context in of_care)
