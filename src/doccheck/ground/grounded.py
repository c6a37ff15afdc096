"""What is left of a fact after its words were looked for in the note."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from doccheck.ground.context import Context, read_context

if TYPE_CHECKING:
    from doccheck.facts import AmountFact, FieldFact, Quoted
    from doccheck.note import Note, Span

__all__ = ["Context", "GroundedAmount", "GroundedFacts", "GroundedField", "Match", "Place"]


_NOWHERE = Context()


class Match(StrEnum):
    """How a quote stands in the note."""

    EXACT = "exact"
    NORMALISED = "normalised"
    NEAR_MISS = "near_miss"
    NOT_FOUND = "not_found"


class Place(NamedTuple):
    """Where a quote stands.

    Args:
        note: The note.
        quoted: What the extractor gave.
        match: exact, normalised, near_miss or not_found.
        spans: All occurrences (for a near miss: the one nearest stretch of the note).
        span: The chosen occurrence, ``None`` when not found. A near miss is never evidence.
        ambiguous: The occurrences differ in meaning and nothing decides between them.
    """

    note: Note
    quoted: Quoted
    match: Match
    spans: tuple[Span, ...]
    span: Span | None
    ambiguous: bool = False

    @property
    def context(self) -> Context:
        """Context of the chosen occurrence, read when asked for: most words offered prove nothing that is asked."""
        return _NOWHERE if self.span is None else read_context(self.note, self.span)

    @property
    def grounded(self) -> bool:
        """Whether the quote really stands in the note at one understood place."""
        return self.span is not None and self.match in (Match.EXACT, Match.NORMALISED)


class GroundedAmount(NamedTuple):
    """An amount fact with the place of every quote it carries.

    Args:
        fact: The fact.
        place: Place of its own quote.
        value_follows: Whether number and unit stand in that quote.
        parts: Place of ``drug``, ``route``, ``site``, ``side``, ``date``, ``time``, ``count``, ``container``
            and ``support``, for those the fact has.
    """

    fact: AmountFact
    place: Place
    value_follows: bool
    parts: dict[str, Place]


class GroundedField(NamedTuple):
    """A field fact with the place of its quote."""

    fact: FieldFact
    place: Place


class GroundedFacts(NamedTuple):
    """All facts of one note after grounding, in the order the extractor gave them."""

    amounts: tuple[GroundedAmount, ...] = ()
    fields: tuple[GroundedField, ...] = ()
