"""Ground every fact of an extraction: find its words, choose the right occurrence, tie its value to its quote."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from doccheck.facts import Role
from doccheck.ground.context import read_context
from doccheck.ground.grounded import GroundedAmount, GroundedFacts, GroundedField
from doccheck.ground.locate import MOST_READ, at_hint, away, locate, occurrences, opposed, place_at, weight
from doccheck.ground.value import value_follows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.facts import AmountFact, Extraction, Quoted
    from doccheck.ground.grounded import Context, Place
    from doccheck.note import Note, Span

__all__ = ["PARTS", "ground"]

PARTS = ("drug", "route", "site", "side", "date", "time", "count", "container", "support")
"""Quotes an amount fact may carry beside its own."""

_MOST_WEIGHED = 500
"""Occurrences of one amount that are weighed against the words that belong to it."""

_ENDS_OF_STATEMENT = ("\n", ". ", ";")


def ground(note: Note, extraction: Extraction) -> GroundedFacts:
    """Return every fact of ``extraction`` with the places of its words in ``note``; none is dropped."""
    amounts = tuple(_ground_amount(note, fact, extraction.amounts) for fact in extraction.amounts)
    fields = tuple(GroundedField(fact, locate(note, fact.quote)) for fact in extraction.fields)
    return GroundedFacts(amounts, fields)


def _ground_amount(note: Note, fact: AmountFact, all_facts: Sequence[AmountFact]) -> GroundedAmount:
    parts = {name: quoted for name in PARTS if (quoted := getattr(fact, name)) is not None}
    place = _place_of_amount(note, fact, parts.values(), all_facts)
    places = {name: locate(note, quoted, near=place.span) for name, quoted in parts.items()}
    return GroundedAmount(fact, place, value_follows(note.text, fact, place.span), places)


def _place_of_amount(note: Note, fact: AmountFact, parts: Iterable[Quoted], all_facts: Sequence[AmountFact]) -> Place:
    """Place the amount where the words that belong to it stand; the role settles what they leave open."""
    if at_hint(note.text, fact.quote) is not None:
        return locate(note, fact.quote)
    spans = occurrences(note.text, fact.quote.quote)
    neighbours = [occurrences(note.text, quoted.quote) for quoted in parts]
    if not neighbours and fact.event is not None:
        others = (other.quote for other in all_facts if other.event == fact.event and other is not fact)
        neighbours = [occurrences(note.text, quoted.quote) for quoted in others]
    if not spans:
        first = next((found[0] for found in neighbours if found), None)
        return locate(note, fact.quote, near=first)
    # ``1,000 mcg`` of ``1,000 mcg/mL`` is another kind of amount than the one that is looked for.
    possible = [span for span in spans[:_MOST_WEIGHED] if value_follows(note.text, fact, span)] or spans[:_MOST_WEIGHED]
    beside = [sum(_same_statement(note.text, span, found) for found in neighbours) for span in possible]
    best = max(beside)
    candidates = [span for span, count in zip(possible, beside, strict=True) if count == best][:MOST_READ]
    contexts = [read_context(note, span) for span in candidates]
    chosen = min(
        range(len(candidates)),
        key=lambda index: (
            _against_role(fact.role, contexts[index]),
            sum(
                min((away(candidates[index], other) for other in _around(found, candidates[index])), default=0)
                for found in neighbours
            ),
            index,
        ),
    )
    span = candidates[chosen]
    return place_at(note, fact.quote, spans, span, ambiguous=opposed(contexts))


def _same_statement(text: str, span: Span, found: Sequence[Span]) -> bool:
    """Whether one of the neighbour's places stands in the same line and sentence."""
    for other in _around(found, span):
        between = text[min(span.end, other.end) : max(span.start, other.start)]
        if not any(end in between for end in _ENDS_OF_STATEMENT):
            return True
    return False


def _around(found: Sequence[Span], span: Span) -> Sequence[Span]:
    """The neighbour's places next to ``span``; the places are in order."""
    index = bisect_left(found, span)
    return found[max(0, index - 2) : index + 2]


def _against_role(role: Role, context: Context) -> int:
    """0 where the words around an occurrence say what the role says, 2 inside words that address a machine."""
    if role is Role.PLANNED and context.planned and not context.instruction:
        return 0
    if role is Role.ORDERED and context.ordered and not context.instruction:
        return 0
    if role is Role.PREVIOUS and context.historical and not context.instruction:
        return 0
    return weight(context) if role not in (Role.PLANNED, Role.ORDERED, Role.PREVIOUS) else 1 + weight(context)
