"""What was discarded: amounts, explicit nothings, emptied containers. Overfill is marked, for it is no waste (J13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.labelled import measured
from doccheck.case.records import Discard
from doccheck.facts import Role
from doccheck.language.containers import says_emptied, says_no_waste, says_overfill
from doccheck.language.sentences import sentence_around
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.ground.grounded import GroundedAmount
    from doccheck.note import Evidence, Note

__all__ = ["read_discards"]


def read_discards(
    note: Note, events: Sequence[Sequence[GroundedAmount]]
) -> tuple[tuple[Discard, ...], tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return discarded amounts, words for an emptied container, and words for a discard without a sure amount.

    Args:
        note: The note.
        events: Facts of one drug that stand in the note and speak of this encounter, grouped by event.
    """
    discards: list[Discard] = []
    emptied: list[Evidence] = []
    unmeasured: list[Evidence] = []
    for event in events:
        wasted = [amount for amount in event if amount.fact.role is Role.WASTED and amount.place.span is not None]
        stated = [(amount, read) for amount in wasted if (read := measured(amount, event)) is not None]
        masses = [pair for pair in stated if pair[1].dimension != "volume"]
        for amount, quantity in masses or stated:
            if quantity.value and amount.place.context.negated:
                unmeasured.append(_words(note, amount))  # "did not discard 40 units": nothing sure follows
            else:
                _keep(discards, _discard(note, amount, quantity))
        for amount in wasted:
            words = _words(note, amount)
            if amount.fact.number:
                continue
            if says_no_waste(words.quote) or (amount.place.context.negated and not says_emptied(words.quote)):
                _keep(discards, Discard(Quantity.of(0, "mg"), (words,)))
            elif says_emptied(words.quote):
                emptied.append(words)
            elif not masses:
                unmeasured.append(words)
    return tuple(discards), tuple(emptied), tuple(unmeasured)


def _discard(note: Note, amount: GroundedAmount, quantity: Quantity) -> Discard:
    words = _words(note, amount)
    sentence = sentence_around(note.text, words.span)
    return Discard(quantity, (words,), overfill=says_overfill(note.text[sentence.start : sentence.end]))


def _keep(discards: list[Discard], new: Discard) -> None:
    """Add a discard; the same amount stated again is the same discard."""
    for index, old in enumerate(discards):
        both_zero = old.amount.value == new.amount.value == 0
        if old.overfill == new.overfill and (both_zero or old.amount.same_as(new.amount)):
            discards[index] = old._replace(evidence=(*old.evidence, *new.evidence))
            return
    discards.append(new)


def _words(note: Note, amount: GroundedAmount) -> Evidence:
    span = amount.place.span
    assert span is not None  # noqa: S101 - grounded facts only
    return note.evidence(span)
