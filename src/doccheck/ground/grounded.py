"""What is left of a fact after its words were looked for in the note."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doccheck.facts import AmountFact, FieldFact, Quoted
    from doccheck.note import Span

__all__ = ["Context", "GroundedAmount", "GroundedFacts", "GroundedField", "Match", "Place"]


class Match(StrEnum):
    """How a quote stands in the note."""

    EXACT = "exact"
    NORMALISED = "normalised"
    NEAR_MISS = "near_miss"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a place say about it. Several may hold at once.

    Args:
        negated: Denied (``no``, ``denies``, ``not given``; also cut off just in front of the quote).
        historical: Before this encounter (last visit, history of, dated earlier, copied forward).
        planned: Intended, recommended, conditional or still to come.
        ordered: Ordered or prescribed, not (yet) done.
        other_person: About a relative or another patient.
        template: An unfilled placeholder (``***``, ``[dose]``, ``N/A``).
        instruction: Inside words that address a reader or a machine rather than record care.
        cues: Places of the words that say so.
    """

    negated: bool = False
    historical: bool = False
    planned: bool = False
    ordered: bool = False
    other_person: bool = False
    template: bool = False
    instruction: bool = False
    cues: tuple[Span, ...] = ()

    @property
    def proves_today(self) -> bool:
        """Whether nothing here speaks against it having been done in this encounter."""
        return not (
            self.negated
            or self.historical
            or self.planned
            or self.ordered
            or self.other_person
            or self.template
            or self.instruction
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands.

    Args:
        quoted: What the extractor gave.
        match: exact, normalised, near_miss or not_found.
        spans: All occurrences (for a near miss: the one nearest stretch of the note).
        span: The chosen occurrence, ``None`` when not found. A near miss is never evidence.
        ambiguous: The occurrences differ in meaning and nothing decides between them.
        context: Context of the chosen occurrence.
    """

    quoted: Quoted
    match: Match
    spans: tuple[Span, ...]
    span: Span | None
    ambiguous: bool
    context: Context

    @property
    def grounded(self) -> bool:
        """Whether the quote really stands in the note at one understood place."""
        return self.span is not None and self.match in (Match.EXACT, Match.NORMALISED)


@dataclass(frozen=True, slots=True)
class GroundedAmount:
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
    parts: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroundedField:
    """A field fact with the place of its quote."""

    fact: FieldFact
    place: Place


@dataclass(frozen=True, slots=True)
class GroundedFacts:
    """All facts of one note after grounding, in the order the extractor gave them."""

    amounts: tuple[GroundedAmount, ...] = ()
    fields: tuple[GroundedField, ...] = ()
