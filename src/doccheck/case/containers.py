"""What was opened for a drug and what became of the rest: containers and discards from grounded facts.

Only words that stand in the note count, and only those that speak of this encounter. Content beyond the label
(overfill) is kept apart: it is never waste (domain rule J13).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doccheck.case.multiplicity import read_multiplicity
from doccheck.case.records import Discard, OpenedContainer
from doccheck.facts import Role
from doccheck.ground.context import read_context
from doccheck.language.amounts import find_amounts, read_amount
from doccheck.language.containers import container_kind, find_container_kinds, says_emptied, says_no_waste, says_overfill
from doccheck.language.sentences import sentence_around
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from doccheck.ground.grounded import GroundedAmount, GroundedFacts
    from doccheck.note import Evidence, Note

__all__ = ["Supply", "read_supply"]

_HOLDING = (Role.PREPARED, Role.STRENGTH, Role.CONCENTRATION)
_VESSEL = re.compile(
    r"\b(?:vials?|syringes?|amp(?:ou?les?|ules?|s)?|bags?|pens?|kits?|containers?|PFS|[SM]DV|carpujects?)\b",
    re.IGNORECASE,
)
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
    note: Note, facts: GroundedFacts, belongs: Callable[[str | None], bool], *, alone: bool = False
) -> Supply:
    """Read the containers and discards of one drug.

    Args:
        note: The note.
        facts: Its grounded facts.
        belongs: Whether a drug as written means the drug looked for; asked with ``None`` where no drug is named.
        alone: Whether no other drug that is billed was given, so that words on containers anywhere are about it.
    """
    events = [event for event in _events(facts.amounts) if belongs(_drug_of(event))]
    opened, complete, kinds = _opened(note, events)
    discards, emptied, unmeasured = _discards(note, events)
    kinds = kinds or _kinds_around(note, events) or (_kinds_anywhere(note) if alone else set())
    if not discards and not emptied and not unmeasured:
        discards, emptied = _from_fields(note, facts)
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
    """Containers of all events. The same content named again outside an administration is the same containers."""
    found: list[_Found] = []
    complete = True
    kinds: set[str] = set()
    for number, event in enumerate(events):
        given = any(amount.fact.role is Role.GIVEN for amount in event)
        for amount in event:
            words = _part(note, amount, "container")
            if words is None:
                continue
            kind = container_kind(words)
            kinds |= {kind} if kind else set()
            if amount.fact.role not in _HOLDING or not amount.value_follows or not _VESSEL.search(words):
                continue
            container = _container(note, amount, event, words, kind)
            complete = complete and container is not None
            if container is not None:
                _merge(found, _Found(container, number, given=given))
    return tuple(one.container for one in found), complete, kinds


@dataclass(frozen=True, slots=True)
class _Found:
    """A container, the event that names it, and whether that event is an administration."""

    container: OpenedContainer
    event: int
    given: bool


def _merge(found: list[_Found], new: _Found) -> None:
    """Add a container or take it for one found before: administrations open their own, all else is a repetition."""
    for index, old in enumerate(found):
        separate = old.given and new.given and old.event != new.event
        if separate or not old.container.content.same_as(new.container.content):
            continue
        merged = replace(
            old.container,
            count=max(old.container.count, new.container.count),
            kind=old.container.kind or new.container.kind,
            evidence=(*old.container.evidence, *new.container.evidence),
        )
        found[index] = _Found(merged, old.event, given=old.given or new.given)
        return
    found.append(new)


def _container(
    note: Note, amount: GroundedAmount, event: Sequence[GroundedAmount], words: str, kind: str | None
) -> OpenedContainer | None:
    """One kind of container with its labelled content, or ``None`` when content or count cannot be known."""
    content = _content(amount, event)
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


def _content(amount: GroundedAmount, event: Sequence[GroundedAmount]) -> Quantity | None:
    """Labelled content: a plain amount, the numerator of ``300 mg/15 mL``, or volume times concentration."""
    reading = read_amount(amount.fact.number, amount.fact.unit)
    if reading.ambiguous or len(reading.values) != 1:
        return None
    content = reading.values[0]
    if reading.kind == "amount" and content.dimension != "volume":
        return content
    if reading.kind == "amount":
        pairs = [pair for other in event if (pair := _concentration(other)) is not None]
        return _times(pairs[0], content) if pairs else None
    pair = _concentration(amount)
    if pair is None:
        return content if reading.per is not None and reading.per.dimension == "vials" else None
    if pair[1].value != 1:
        return content
    volumes = [volume for other in event if other is not amount and (volume := _holder_volume(other)) is not None]
    return _times(pair, volumes[0]) if volumes else None


def _kinds_around(note: Note, events: Iterable[Sequence[GroundedAmount]]) -> set[str]:
    """Kinds of container named in the sentences of what was given, prepared or wasted."""
    roles = (Role.GIVEN, Role.WASTED, *_HOLDING)
    spans = [amount.place.span for event in events for amount in event if amount.fact.role in roles]
    sentences = {sentence_around(note.text, span) for span in spans if span is not None}
    return {kind for one in sentences for _, kind in find_container_kinds(note.text[one.start : one.end])}


def _kinds_anywhere(note: Note) -> set[str]:
    """Kinds of container named anywhere in words about this encounter."""
    return {kind for span, kind in find_container_kinds(note.text) if read_context(note, span).proves_today}


def _concentration(amount: GroundedAmount) -> tuple[Quantity, Quantity] | None:
    reading = read_amount(amount.fact.number, amount.fact.unit)
    if reading.kind not in ("concentration", "percent") or reading.ambiguous or len(reading.values) != 1:
        return None
    return (reading.values[0], reading.per) if reading.per is not None and reading.per.dimension == "volume" else None


def _holder_volume(amount: GroundedAmount) -> Quantity | None:
    """Volume of a container: a prepared or strength fact in mL."""
    if amount.fact.role not in (Role.PREPARED, Role.STRENGTH):
        return None
    exact = read_amount(amount.fact.number, amount.fact.unit).exact
    return exact if exact is not None and exact.dimension == "volume" else None


def _times(pair: tuple[Quantity, Quantity], volume: Quantity) -> Quantity:
    content, holder = pair
    return Quantity(content.value * (volume / holder), content.unit)


def _discards(
    note: Note, events: Sequence[Sequence[GroundedAmount]]
) -> tuple[tuple[Discard, ...], tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Discarded amounts, words for an emptied container, words for a discard without an amount."""
    discards: list[Discard] = []
    emptied: list[Evidence] = []
    unmeasured: list[Evidence] = []
    for event in events:
        wasted = [amount for amount in event if amount.fact.role is Role.WASTED and amount.place.span is not None]
        measured = [(amount, read) for amount in wasted if (read := _discarded(amount, event)) is not None]
        masses = [pair for pair in measured if pair[1].dimension != "volume"]
        for amount, quantity in masses or measured:
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


def _discarded(amount: GroundedAmount, event: Sequence[GroundedAmount]) -> Quantity | None:
    """The amount a WASTED fact states, a volume brought to mass where the event names its concentration."""
    if not amount.fact.number or not amount.value_follows:
        return None
    exact = read_amount(amount.fact.number, amount.fact.unit).exact
    if exact is None or exact.dimension != "volume" or exact.value == 0:
        return exact
    pairs = [pair for other in event if (pair := _concentration(other)) is not None]
    return _times(pairs[0], exact) if pairs else exact


def _discard(note: Note, amount: GroundedAmount, quantity: Quantity) -> Discard:
    words = _words(note, amount)
    sentence = sentence_around(note.text, words.span)
    return Discard(quantity, (words,), overfill=says_overfill(note.text[sentence.start : sentence.end]))


def _keep(discards: list[Discard], new: Discard) -> None:
    """Add a discard; the same amount stated again is the same discard."""
    for index, old in enumerate(discards):
        both_zero = old.amount.value == new.amount.value == 0
        if old.overfill == new.overfill and (both_zero or old.amount.same_as(new.amount)):
            discards[index] = replace(old, evidence=(*old.evidence, *new.evidence))
            return
    discards.append(new)


def _from_fields(note: Note, facts: GroundedFacts) -> tuple[tuple[Discard, ...], tuple[Evidence, ...]]:
    """Words offered as evidence on waste, where no amount fact speaks of it: an explicit none, or one plain amount."""
    discards: list[Discard] = []
    emptied: list[Evidence] = []
    for field in facts.fields:
        span, context = field.place.span, field.place.context
        aside = context.historical or context.other_person or context.template or context.instruction or context.planned
        if field.fact.field != "wastage" or not field.place.grounded or span is None or aside:
            continue
        words = note.evidence(span)
        amounts = [exact for mention in find_amounts(words.quote) if (exact := mention.reading.exact) is not None]
        if len(amounts) == 1 and not (context.negated and amounts[0].value):
            _keep(discards, Discard(amounts[0], (words,), says_overfill(words.quote)))
        elif not amounts and says_no_waste(words.quote):
            _keep(discards, Discard(Quantity.of(0, "mg"), (words,)))
        elif not amounts and says_emptied(words.quote):
            emptied.append(words)
    return tuple(discards), tuple(emptied)


def _words(note: Note, amount: GroundedAmount) -> Evidence:
    span = amount.place.span
    assert span is not None  # noqa: S101 - grounded facts only
    return note.evidence(span)


def _part(note: Note, amount: GroundedAmount, part: str) -> str | None:
    place = amount.parts.get(part)
    if place is None or not place.grounded or place.span is None:
        return None
    return note.text[place.span.start : place.span.end]
