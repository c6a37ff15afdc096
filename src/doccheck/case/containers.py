"""What was opened for a drug and what became of the rest: containers and discards from grounded facts.

Only words that stand in the note count, and only those that speak of this encounter. Content beyond the label
(overfill) is kept apart: it is never waste (domain rule J13).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doccheck.case.discards import read_discards
from doccheck.case.labelled import labelled_content
from doccheck.case.records import OpenedContainer
from doccheck.case.worded_supply import worded_containers, worded_discards
from doccheck.facts import Role
from doccheck.ground.context import read_context
from doccheck.language.amounts import read_amount
from doccheck.language.containers import container_kind, find_container_kinds
from doccheck.language.multiplicity import read_multiplicity
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from doccheck.case.records import Discard
    from doccheck.ground.grounded import GroundedAmount, GroundedFacts
    from doccheck.note import Evidence, Note, Span
    from doccheck.quantity import Quantity

__all__ = ["Supply", "read_supply"]

_HOLDING = (Role.PREPARED, Role.STRENGTH, Role.CONCENTRATION)
_SEALED = re.compile(
    r"\b(?:vials?|amp(?:ou?les?|ules?|s)?|pens?|kits?|pre-?\s?filled|pre-?mix\w*|PFS|[SM]DV|carpujects?)\b",
    re.IGNORECASE,
)
_VESSEL = re.compile(rf"{_SEALED.pattern}|\b(?:syringes?|containers?)\b", re.IGNORECASE)
_BAG = re.compile(r"\bbags?\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:vials|syringes|amp(?:ou?les|ules|s)|bags|pens|kits|containers|carpujects)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Supply:
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
    opened, complete, kinds = _opened(note, events)
    worded, unsure = worded_containers(note, about)
    if worded and (not opened or not complete or _says_more(worded, opened)):
        opened, complete = worded, _all_stated(worded, unsure)
    discards, emptied, unmeasured = read_discards(note, events)
    kinds = kinds or _kinds_around(note, events) or (_kinds_anywhere(note) if alone else set())
    if not discards and not emptied and not unmeasured:
        discards, emptied = worded_discards(note, facts, about)
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


def _opened(
    note: Note, events: Sequence[Sequence[GroundedAmount]]
) -> tuple[tuple[OpenedContainer, ...], bool, set[str]]:
    """Containers of all events, whether all of them are fully stated, and the kinds named."""
    found: list[_Found] = []
    unsure: list[Quantity | None] = []
    kinds: set[str] = set()
    for number, event in enumerate(events):
        given = any(amount.fact.role is Role.GIVEN for amount in event)
        for amount in event:
            words = _part(note, amount, "container")
            if words is None:
                continue
            kind = container_kind(words)
            kinds |= {kind} if kind else set()
            if amount.fact.role not in _HOLDING or not amount.value_follows or not _holds_label(words, kind):
                continue
            content = labelled_content(amount, event)
            container = _container(note, amount, content, words, kind)
            if container is None:
                unsure.append(content)
            else:
                sealed = _SEALED.search(words) is not None
                vessel = amount.parts["container"].span
                diluted = read_amount(amount.fact.number, amount.fact.unit).exact not in (None, content)
                _merge(found, _Found(container, number, vessel, given=given, sealed=sealed, diluted=diluted))
    labelled = {one.vessel for one in found if not one.diluted}
    found = [one for one in found if not one.diluted or one.vessel not in labelled]
    kept = [one for one in found if one.sealed] or found  # a syringe filled from a vial is no second container
    containers = tuple(one.container for one in kept)
    return containers, _all_stated(containers, unsure), kinds


def _says_more(worded: Sequence[OpenedContainer], opened: Sequence[OpenedContainer]) -> bool:
    """Whether the words name every container of the facts and further sizes: a list the extractor read in part."""
    known = all(any(one.content.same_as(other.content) for other in worded) for one in opened)
    return known and len(worded) > len(opened)


def _all_stated(containers: Sequence[OpenedContainer], unsure: Iterable[Quantity | None]) -> bool:
    """Whether every container not fully stated is one of those that are: named again without its count."""
    return all(content is not None and any(content.same_as(one.content) for one in containers) for content in unsure)


def _holds_label(words: str, kind: str | None) -> bool:
    """Whether words name a container with a label; a bag is mixed by hand unless it is said to be premixed."""
    return _VESSEL.search(words) is not None or (kind == "single-dose" and _BAG.search(words) is not None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A container as one fact names it.

    Args:
        container: The container.
        event: Number of the event that names it.
        vessel: Place of its container words.
        given: Whether that event is an administration.
        sealed: Whether it came filled and labelled: no bag or syringe filled by hand.
        diluted: Whether its content was worked out from a volume; the volume may be that of a diluent.
    """

    container: OpenedContainer
    event: int
    vessel: Span | None
    given: bool
    sealed: bool
    diluted: bool


def _merge(found: list[_Found], new: _Found) -> None:
    """Add a container or take it for one found before: administrations open their own, all else is a repetition."""
    for index, old in enumerate(found):
        same_words = old.container.evidence[0] == new.container.evidence[0]
        separate = old.given and new.given and old.event != new.event and not same_words
        if separate or not old.container.content.same_as(new.container.content):
            continue
        merged = replace(
            old.container,
            count=max(old.container.count, new.container.count),
            kind=old.container.kind or new.container.kind,
            evidence=tuple(dict.fromkeys((*old.container.evidence, *new.container.evidence))),
        )
        found[index] = replace(
            old,
            container=merged,
            given=old.given or new.given,
            sealed=old.sealed or new.sealed,
            diluted=old.diluted and new.diluted,
        )
        return
    found.append(new)


def _container(
    note: Note, amount: GroundedAmount, content: Quantity | None, words: str, kind: str | None
) -> OpenedContainer | None:
    """One kind of container with its labelled content, or ``None`` when content or count cannot be known."""
    counted = _part(note, amount, "count")
    times = read_multiplicity(counted) if counted else None
    if content is None or content.value <= 0 or (times is None and _PLURAL.search(words)):
        return None
    evidence = tuple(
        note.evidence(place.span)
        for place in (amount.place, amount.parts.get("count"), amount.parts.get("container"))
        if place is not None and place.span is not None
    )
    return OpenedContainer(times.times if times else 1, content, kind, evidence)


def _part(note: Note, amount: GroundedAmount, part: str) -> str | None:
    place = amount.parts.get(part)
    if place is None or not place.grounded or place.span is None:
        return None
    return note.text[place.span.start : place.span.end]


def _kinds_around(note: Note, events: Iterable[Sequence[GroundedAmount]]) -> set[str]:
    """Kinds of container named in the sentences of what was given, prepared or wasted."""
    roles = (Role.GIVEN, Role.WASTED, *_HOLDING)
    spans = [amount.place.span for event in events for amount in event if amount.fact.role in roles]
    sentences = {sentence_around(note.text, span) for span in spans if span is not None}
    return {kind for one in sentences for _, kind in find_container_kinds(note.text[one.start : one.end])}


def _kinds_anywhere(note: Note) -> set[str]:
    """Kinds of container named anywhere in words about this encounter."""
    return {kind for span, kind in find_container_kinds(note.text) if read_context(note, span).proves_today}
