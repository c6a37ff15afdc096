"""Bring together facts that were read apart: in stretches of a long note, or by two readers.

Facts are the same when they play the same part and their words stand at the same place of the note; what one reading
knows more of such a fact is kept.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from doccheck.extract.events import Events
from doccheck.facts import AmountFact, Disagreement, Extraction, FieldFact, Outcome, Quoted, Role
from doccheck.ground.facts import PARTS, ground
from doccheck.ground.fold import fold
from doccheck.note import Note, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from doccheck.ground.grounded import GroundedAmount, Place

__all__ = ["anchored", "both", "merged"]

_NONE = re.compile(r"\s*+0*+(?:\.0*+)?\s*+|none|no|zero", re.IGNORECASE)
_ANSWERED_BY_AMOUNTS = frozenset(
    {"dose", "route", "injection_site", "administration_time", "administration_date", "wastage", "units"}
)

_Facts = tuple[tuple[AmountFact, ...], tuple[FieldFact, ...]]


def anchored(note: Note, stretch: Span, amounts: Sequence[AmountFact], fields: Sequence[FieldFact]) -> _Facts:
    """Tie facts read in a stretch of ``note`` to their places in the whole note.

    A quote that stands in the stretch becomes the note's own words with their offset; any other stays as it is.
    """
    part = Note(note.text[stretch.start : stretch.end], note.id)
    found = ground(part, Extraction("model", Outcome.OK, tuple(amounts), tuple(fields)))

    def tie(place: Place) -> Quoted:
        if not place.grounded or place.span is None or place.ambiguous:
            return Quoted(place.quoted.quote)
        return Quoted(part.text[place.span.start : place.span.end], stretch.start + place.span.start)

    def whole(entry: GroundedAmount) -> AmountFact:
        parts: dict[str, Any] = {name: tie(place) for name, place in entry.parts.items()}
        return replace(entry.fact, quote=tie(entry.place), **parts)

    return (
        tuple(whole(entry) for entry in found.amounts),
        tuple(FieldFact(entry.fact.field, tie(entry.place)) for entry in found.fields),
    )


def merged(readings: Iterable[_Facts]) -> _Facts:
    """Unite readings of one note whose facts are :func:`anchored`; the order is that of the note."""
    events = Events()
    amounts: list[AmountFact] = []
    evidence: list[FieldFact] = []
    for reading, (more_amounts, more_fields) in enumerate(readings):
        for fact in more_amounts:
            own = replace(fact, event=events.of(reading, fact.event))
            twin = next((index for index, known in enumerate(amounts) if _same_amount(known, own)), None)
            if twin is None:
                amounts.append(own)
            else:
                events.unite(amounts[twin].event, own.event)
                amounts[twin] = _completed(amounts[twin], own)
        evidence += [fact for fact in more_fields if not any(_same_field(known, fact) for known in evidence)]
    ordered = sorted(amounts, key=lambda fact: (_at(fact.quote), fact.role, fact.quote.quote))
    numbers = events.numbers([fact.event for fact in ordered])
    return (
        tuple(replace(fact, event=number) for fact, number in zip(ordered, numbers, strict=True)),
        tuple(sorted(evidence, key=lambda fact: (_at(fact.quote), fact.field, fact.quote.quote))),
    )


def both(note: Note, model: Extraction, rules: Extraction, asked: Collection[str]) -> Extraction:
    """Unite what a model and the rules read, and list where they differ.

    When the model did not finish, the rules alone have read the note and ``fallback`` says so.

    Args:
        note: The note.
        model: The model's reading.
        rules: The rules' reading.
        asked: Fields that weigh and that the model was asked for; the rules offer words for all there are.
    """
    if model.outcome is not Outcome.OK:
        return replace(
            model,
            extractor="both",
            outcome=rules.outcome,
            amounts=rules.amounts,
            fields=rules.fields,
            fallback=model.outcome,
        )
    whole = Span(0, len(note.text))
    of_model = anchored(note, whole, model.amounts, model.fields)
    of_rules = anchored(note, whole, rules.amounts, rules.fields)
    amounts, evidence = merged((of_model, of_rules))
    differ = (*_amounts_apart(of_model[0], of_rules[0]), *_fields_apart(of_model[1], of_rules[1], asked))
    return replace(model, extractor="both", amounts=amounts, fields=evidence, disagreements=differ)


def _at(quoted: Quoted) -> int:
    return quoted.start if quoted.start is not None else 1 << 40


def _same_place(one: Quoted, other: Quoted) -> bool:
    if one.start is None or other.start is None:
        return one.start is other.start and fold(one.quote) == fold(other.quote)
    return one.start < other.start + len(other.quote) and other.start < one.start + len(one.quote)


def _same_amount(one: AmountFact, other: AmountFact) -> bool:
    return (
        one.role is other.role
        and fold(one.number) == fold(other.number)
        and fold(one.unit) == fold(other.unit)
        and _same_place(one.quote, other.quote)
    )


def _same_field(one: FieldFact, other: FieldFact) -> bool:
    return one.field == other.field and one.quote.start == other.quote.start and one.quote.quote == other.quote.quote


def _completed(one: AmountFact, other: AmountFact) -> AmountFact:
    """The same fact with the parts only the other reading saw."""
    missing = {
        entry.name: getattr(other, entry.name)
        for entry in fields(AmountFact)
        if entry.name in PARTS and getattr(one, entry.name) is None
    }
    event = one.event if one.event is not None else other.event
    return replace(one, event=event, **missing)


def _amounts_apart(model: Sequence[AmountFact], rules: Sequence[AmountFact]) -> tuple[Disagreement, ...]:
    """What only one of the two says was given or wasted; words on the same drug are shown side by side."""
    found: list[Disagreement] = []
    for role in (Role.GIVEN, Role.WASTED):
        of_model = [fact for fact in model if fact.role is role]
        of_rules = [fact for fact in rules if fact.role is role]
        others = _alone(of_rules, of_model)
        for fact in _alone(of_model, of_rules):
            pair = next((other for other in others if _drug(other) == _drug(fact)), None)
            if pair is not None:
                others.remove(pair)
            found.append(Disagreement("amount", role.value, fact.quote, pair.quote if pair else None))
        found += [Disagreement("amount", role.value, None, fact.quote) for fact in others]
    return tuple(found)


def _alone(facts: Sequence[AmountFact], others: Sequence[AmountFact]) -> list[AmountFact]:
    """Facts the other reader does not have, but for those of an administration that both know by another amount.

    Two statements that nothing was wasted agree, wherever each stands.
    """
    shared = [fact for fact in facts if any(_same_amount(fact, other) or _both_none(fact, other) for other in others)]
    known = {fact.event for fact in shared if fact.event is not None}
    return [fact for fact in facts if fact not in shared and fact.event not in known]


def _both_none(one: AmountFact, other: AmountFact) -> bool:
    return (
        one.role is Role.WASTED
        and _NONE.fullmatch(one.number) is not None
        and _NONE.fullmatch(other.number) is not None
    )


def _drug(fact: AmountFact) -> str:
    return fold(fact.drug.quote) if fact.drug else ""


def _fields_apart(
    model: Sequence[FieldFact], rules: Sequence[FieldFact], asked: Collection[str]
) -> tuple[Disagreement, ...]:
    """Fields for which only one of the two has any words, but for those that amounts answer."""
    of_model = {fact.field: fact.quote for fact in reversed(model)}
    of_rules = {fact.field: fact.quote for fact in reversed(rules)}
    return tuple(
        Disagreement("field", name, of_model.get(name), of_rules.get(name))
        for name in sorted(set(of_model) ^ set(of_rules))
        if name in asked and name not in _ANSWERED_BY_AMOUNTS
    )
