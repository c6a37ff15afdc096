"""What was opened for a drug and what became of the rest: containers and discards from grounded facts.

Only words that stand in the note count, and only those that speak of this encounter. Content beyond the label
(overfill) is kept apart: it is never waste (domain rule J13).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doccheck.case.discards import read_discards
from doccheck.case.opened import HOLDING, read_opened
from doccheck.case.worded_supply import worded_containers, worded_discards
from doccheck.facts import Role
from doccheck.ground.context import read_context
from doccheck.language.containers import find_container_kinds, says_nothing_wasted
from doccheck.language.sentences import sentence_around
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from doccheck.case.records import Discard, OpenedContainer
    from doccheck.ground.grounded import GroundedAmount, GroundedFacts
    from doccheck.note import Evidence, Note
    from doccheck.quantity import Quantity

__all__ = ["Supply", "read_supply"]


class Supply(NamedTuple):
    """What the note says of one drug's containers.

    Args:
        containers: Those whose labelled content is stated.
        complete: Whether every container named has a stated content and count.
        discards: Amounts discarded; zero for an explicit none; overfill marked.
        emptied: Words that say a container was emptied or used whole.
        unmeasured: Words that say something was discarded without an amount.
        kinds: Kinds of container named (single-dose, multi-dose).
    """

    containers: tuple[OpenedContainer, ...] = ()
    complete: bool = True
    discards: tuple[Discard, ...] = ()
    emptied: tuple[Evidence, ...] = ()
    unmeasured: tuple[Evidence, ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def opened(self) -> Quantity | None:
        """Labelled content of all containers, ``None`` when it is not fully stated or not of one kind of amount."""
        contents = [container.content.times(container.count) for container in self.containers]
        if not contents or not self.complete or any(not one.comparable(contents[0]) for one in contents):
            return None
        total = contents[0]
        for content in contents[1:]:
            total += content
        return total


def read_supply(
    note: Note,
    facts: GroundedFacts,
    belongs: Callable[[str | None], bool],
    *,
    alone: bool = False,
    speaks: Callable[[Span], bool] | None = None,
) -> Supply:
    """Read the containers and discards of one drug.

    Args:
        note: The note.
        facts: Its grounded facts.
        belongs: Whether a drug as written means the drug looked for; asked with ``None`` where no drug is named.
        alone: Whether no other drug that is billed was given, so that words on containers anywhere are about it.
        speaks: Whether the words at a place are about the drug looked for; by default they are where it is alone.
    """
    events = [event for event in _events(facts.amounts) if belongs(_drug_of(event))]
    about = speaks or (lambda _: alone)
    opened, unstated, kinds = read_opened(note, events)
    complete = _all_stated(opened, unstated)
    worded, unsure = worded_containers(note, about)
    if worded and (not opened or not complete or _says_more(worded, opened)):
        opened, complete = worded, _all_stated(worded, unsure)
    discards, emptied, unmeasured = read_discards(note, events)
    kinds = kinds or _kinds_around(note, events, speaks) or (_kinds_anywhere(note) if alone else set())
    if not discards and not emptied and not unmeasured:
        discards, emptied = worded_discards(note, facts, about)
    if not discards and not emptied and not unmeasured and not opened:
        emptied = _emptied_around(note, events)
    return Supply(opened, complete, discards, emptied, unmeasured, frozenset(kinds))


def _events(amounts: Iterable[GroundedAmount]) -> list[list[GroundedAmount]]:
    """Group the facts that stand in the note and speak of this encounter by event; without one a fact stands alone."""
    groups: dict[object, list[GroundedAmount]] = {}
    for index, amount in enumerate(amounts):
        if _of_today(amount):
            event = amount.fact.event
            groups.setdefault(("alone", index) if event is None else event, []).append(amount)
    return list(groups.values())


def _of_today(amount: GroundedAmount) -> bool:
    """Whether a fact may speak of containers opened or drug discarded today; a denial may ("nothing discarded")."""
    context = amount.place.context
    aside = context.historical or context.other_person or context.template or context.instruction
    negated = context.negated and amount.fact.role is not Role.WASTED
    return amount.place.grounded and not aside and not negated


def _drug_of(event: Sequence[GroundedAmount]) -> str | None:
    for amount in event:
        place = amount.parts.get("drug")
        if amount.fact.drug is not None and place is not None and place.grounded:
            return amount.fact.drug.quote
    return None


def _says_more(worded: Sequence[OpenedContainer], opened: Sequence[OpenedContainer]) -> bool:
    """Whether the words name every container of the facts and further sizes: a list the extractor read in part."""
    known = all(any(one.content.same_as(other.content) for other in worded) for one in opened)
    return known and len(worded) > len(opened)


def _all_stated(containers: Sequence[OpenedContainer], unsure: Iterable[Quantity | None]) -> bool:
    """Whether every container not fully stated is one of those that are: named again without its count."""
    return all(content is not None and any(content.same_as(one.content) for one in containers) for content in unsure)


def _kinds_around(
    note: Note, events: Iterable[Sequence[GroundedAmount]], speaks: Callable[[Span], bool] | None
) -> set[str]:
    """Kinds of container of this drug named in the sentences of what was given, prepared or wasted."""
    roles = (Role.GIVEN, Role.WASTED, *HOLDING)
    spans = [amount.place.span for event in events for amount in event if amount.fact.role in roles]
    sentences = {sentence_around(note.text, span) for span in spans if span is not None}
    found = [
        (Span(one.start + span.start, one.start + span.end), kind)
        for one in sentences
        for span, kind in find_container_kinds(note.text[one.start : one.end])
    ]
    return {kind for span, kind in found if speaks is None or speaks(span)}


def _emptied_around(note: Note, events: Iterable[Sequence[GroundedAmount]]) -> tuple[Evidence, ...]:
    """Sentences of what was given that say all of it was used; asked only where no container's content is known."""
    given = [amount for event in events for amount in event if amount.fact.role is Role.GIVEN]
    spans = [amount.place.span for amount in given if amount.place.context.proves_today]
    sentences = dict.fromkeys(sentence_around(note.text, span) for span in spans if span is not None)
    evidence = (note.evidence(sentence) for sentence in sentences)
    return tuple(words for words in evidence if says_nothing_wasted(words.quote))


def _kinds_anywhere(note: Note) -> set[str]:
    """Kinds of container named anywhere in words about this encounter."""
    return {kind for span, kind in find_container_kinds(note.text) if read_context(note, span).proves_today}
