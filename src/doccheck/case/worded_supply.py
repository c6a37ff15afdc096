"""Containers and discards read from the note's words where no extracted fact speaks of them.

An extractor may name the dose and pass over the vials. What the words plainly say is read here by the same rules, and
only about this encounter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.records import Discard, OpenedContainer
from doccheck.ground.context import read_context
from doccheck.language.containers import says_emptied, says_no_waste, says_overfill
from doccheck.language.vials import find_vials
from doccheck.language.waste import find_wasted_amounts
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doccheck.ground.grounded import Context, GroundedFacts
    from doccheck.note import Evidence, Note, Span

__all__ = ["worded_containers", "worded_discards"]


def worded_containers(
    note: Note, speaks: Callable[[Span], bool]
) -> tuple[tuple[OpenedContainer, ...], tuple[Quantity | None, ...]]:
    """Return containers whose content and count the note states, and the contents of those not fully stated.

    Args:
        note: The note.
        speaks: Whether the words at a place are about the drug looked for.
    """
    found: list[OpenedContainer] = []
    unsure: list[Quantity | None] = []
    for mention in find_vials(note.text):
        if not speaks(mention.span) or not read_context(note, mention.span).proves_today:
            continue
        if mention.content is None or mention.count is None or mention.content.value <= 0:
            unsure.append(mention.content)
            continue
        _add(found, OpenedContainer(mention.count, mention.content, mention.kind, (note.evidence(mention.span),)))
    return tuple(found), tuple(unsure)


def _add(found: list[OpenedContainer], new: OpenedContainer) -> None:
    """Add containers; the same content named again is the same containers, the larger count stands."""
    for index, old in enumerate(found):
        if old.content.same_as(new.content):
            count = max(old.count, new.count)
            found[index] = OpenedContainer(count, old.content, old.kind or new.kind, (*old.evidence, *new.evidence))
            return
    found.append(new)


def worded_discards(
    note: Note, facts: GroundedFacts, speaks: Callable[[Span], bool]
) -> tuple[tuple[Discard, ...], tuple[Evidence, ...]]:
    """Return discards and emptied containers that the words offered as evidence on waste state.

    Args:
        note: The note.
        facts: Its grounded facts; those of the field ``wastage`` are read.
        speaks: Whether the words at a place are about the drug looked for.
    """
    discards: list[Discard] = []
    emptied: list[Evidence] = []
    for field in facts.fields:
        span, context = field.place.span, field.place.context
        if field.fact.field != "wastage" or not field.place.grounded or span is None:
            continue
        if not _of_today(context) or not speaks(span):
            continue
        words = note.evidence(span)
        amounts = _tied(words.quote)
        if amounts:
            if not context.negated or not any(amount.value for amount in amounts):
                discards += [Discard(amount, (words,), says_overfill(words.quote)) for amount in amounts]
        elif says_no_waste(words.quote):
            discards.append(Discard(Quantity.of(0, "mg"), (words,)))
        elif says_emptied(words.quote):
            emptied.append(words)
    return _once(discards), tuple(emptied)


def _tied(words: str) -> list[Quantity]:
    """Amounts tied to a word for discarding, volumes only where nothing else is stated."""
    amounts = [exact for mention in find_wasted_amounts(words) if (exact := mention.reading.exact) is not None]
    return [amount for amount in amounts if amount.dimension != "volume"] or amounts


def _of_today(context: Context) -> bool:
    aside = context.historical or context.other_person or context.template or context.instruction
    return not aside and not context.planned


def _once(discards: Iterable[Discard]) -> tuple[Discard, ...]:
    """Every amount once: a discard is often stated again."""
    kept: list[Discard] = []
    for one in discards:
        if not any(other.overfill == one.overfill and _same(other.amount, one.amount) for other in kept):
            kept.append(one)
    return tuple(kept)


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value == 0 or one.same_as(other)
