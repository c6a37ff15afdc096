"""Facts from statements: the verbatim words, where they stand, and the role each amount plays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.container_words import container_after
from doccheck.extract.rules.containers import container_of, containers_counted
from doccheck.extract.rules.restating import same_generic
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.stance import Standing
from doccheck.extract.rules.waste import find_waste_words
from doccheck.facts import AmountFact, Quoted, Role
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.claims import Claim, Event
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Linked
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["facts_of_event", "facts_of_rest", "waste_facts"]

_PART_ROLES: dict[Part, Role] = {
    Part.CONCENTRATION: Role.CONCENTRATION,
    Part.PER_BODY: Role.PER_KG,
    Part.RATE: Role.RATE,
    Part.CONTENT: Role.PREPARED,
    Part.HOLDER: Role.PREPARED,
    Part.WASTED: Role.WASTED,
    Part.MAXIMUM: Role.MAXIMUM,
    Part.ORDERED: Role.ORDERED,
}
_STANDING_ROLES: dict[Standing, Role] = {
    Standing.ORDERED: Role.ORDERED,
    Standing.PLANNED: Role.PLANNED,
    Standing.PREVIOUS: Role.PREVIOUS,
}
_NAME_STRENGTH = Pattern(
    r"[- ]?(\d{2,3})(?![\d/:%]|[.,]\d|\s?[-\u2013]\s?\d|\s?to\s\d)"
    r"(?![-\s]?(?:mg|mcg|g\b|gm|gram|milli|micro|ml|cc|unit|u\b|iu|million|mci|meq|gauge|ga\b|%|x\b|:))",
    re.IGNORECASE,
)


def quoted(page: Page, span: Span) -> Quoted:
    """Return the words at ``span`` with their place."""
    return Quoted(page.text[span.start : span.end], span.start)


def _maybe(page: Page, span: Span | None) -> Quoted | None:
    return quoted(page, span) if span is not None else None


def _drug_words(page: Page, claim: Claim) -> Quoted:
    """Return the drug as written, with a strength that is part of its name ("Depo-Medrol 80", "Kenalog-40")."""
    drug = claim.statement.drug
    match = _NAME_STRENGTH.match(page.text, drug.span.end)
    return quoted(page, Span(drug.span.start, match.end() if match else drug.span.end))


def _fact(page: Page, claim: Claim, linked: Linked, role: Role, event: int | None) -> AmountFact:
    around = claim.around
    sentence = claim.statement.segment.span
    count, container = around.count if around.counted in (None, linked.span) else None, None
    if linked.part is Part.CONTENT:
        container = container_of(page.text, sentence, linked.span)
        count = containers_counted(page.text, sentence, linked.span) or (around.count if role is Role.GIVEN else None)
    elif linked.part is Part.HOLDER:
        container = container_after(page.text, linked.span)
    elif role not in (Role.WASTED, Role.ORDERED, Role.PLANNED, Role.PREVIOUS):
        container = around.container
    return AmountFact(
        role=role,
        quote=quoted(page, linked.span),
        number=linked.amount.number,
        unit=linked.amount.unit,
        drug=_drug_words(page, claim),
        route=_maybe(page, around.route),
        site=_maybe(page, around.site),
        side=_maybe(page, around.side),
        time=_maybe(page, around.time),
        count=_maybe(page, count),
        container=_maybe(page, container),
        support=_maybe(page, claim.verdict.support) if role is Role.GIVEN else None,
        event=event,
    )


def facts_of_event(page: Page, event: Event, number: int) -> list[AmountFact]:
    """Return the facts of one administration: what was given first."""
    facts: list[AmountFact] = []
    stated = any(claim.statement.parts(Part.DOSE, Part.VOLUME, Part.PER_BODY) for claim in event.claims)
    for claim in event.claims:
        for linked in claim.statement.amounts:
            role = _role(linked, whole_container=not stated and not _in_part(page, claim))
            facts.append(_fact(page, claim, linked, role, number))
            if role is Role.GIVEN and linked.part is Part.CONTENT:
                facts.append(_fact(page, claim, linked, Role.PREPARED, number))
    if not any(fact.role is Role.GIVEN for fact in facts):
        facts.insert(0, _undosed(page, event.first, number))
    return sorted(facts, key=lambda fact: fact.role is not Role.GIVEN)


_IN_PART = Pattern(
    r"\b(?:half|part(?:ial|ly)?|portion|quarter|third|most) (?:of |a |an |the |\w+ )?"
    r"|\b\d+\.5 (?:syringes?|vials?)",
    re.IGNORECASE,
)


def _in_part(page: Page, claim: Claim) -> bool:
    """Whether only a part of a container went in ("one full and one half syringe"): its content is then no dose."""
    sentence = claim.statement.segment.span
    return _IN_PART.search(page.text, sentence.start, sentence.end) is not None


def _role(linked: Linked, *, whole_container: bool) -> Role:
    if linked.part in (Part.DOSE, Part.VOLUME, Part.PER_BODY):
        return Role.GIVEN
    if linked.part is Part.CONTENT and whole_container:
        return Role.GIVEN
    return _PART_ROLES[linked.part]


def _undosed(page: Page, claim: Claim, number: int | None) -> AmountFact:
    around = claim.around
    return AmountFact(
        role=Role.GIVEN,
        quote=quoted(page, claim.statement.drug.span),
        number="",
        unit="",
        drug=_drug_words(page, claim),
        route=_maybe(page, around.route),
        site=_maybe(page, around.site),
        side=_maybe(page, around.side),
        time=_maybe(page, around.time),
        event=number,
    )


def facts_of_rest(
    page: Page, claims: Sequence[Claim], numbered: Sequence[tuple[int, Event]], lexicon: DrugLexicon
) -> list[AmountFact]:
    """Return the facts of statements that speak of no administration of this encounter."""
    facts: list[AmountFact] = []
    for claim in claims:
        standing = claim.verdict.standing
        same = [
            number
            for number, event in numbered
            if same_generic(lexicon, event.first.statement.drug.generic, claim.statement.drug.generic)
        ]
        event = same[-1] if same else None
        for linked in claim.statement.amounts:
            role = _rest_role(linked, standing)
            if role is not None:
                facts.append(
                    _fact(page, claim, linked, role, event if role not in (Role.PLANNED, Role.PREVIOUS) else None)
                )
    return facts


def _rest_role(linked: Linked, standing: Standing) -> Role | None:
    if standing in (Standing.NEGATED, Standing.OTHER) and linked.part is not Part.WASTED:
        return None
    if linked.part in (Part.DOSE, Part.VOLUME, Part.PER_BODY):
        return _STANDING_ROLES.get(standing)
    if standing in (Standing.PREVIOUS, Standing.PLANNED, Standing.OTHER):
        return _STANDING_ROLES.get(standing)
    return _PART_ROLES[linked.part]


_REACH = 6
"""How many sentences may stand between a drug and the words that say nothing of it is left."""


def waste_facts(page: Page, claims: Sequence[Claim], numbered: Sequence[tuple[int, Event]]) -> list[AmountFact]:
    """Return what the note says of the rest without an amount: nothing left, vial emptied, remainder discarded."""
    injected = [
        claim
        for claim in claims
        if claim.statement.drug.kind not in ("local_anaesthetic", "diluent", "contrast", "oral")
    ]
    facts: list[AmountFact] = []
    reached = {
        index
        for claim in injected
        for index in range(claim.statement.segment.index, claim.statement.segment.index + _REACH + 1)
    }
    for index in sorted(reached):
        if index >= len(page.segments):
            continue
        for span in find_waste_words(page.passage(page.segments[index].span)):
            fact = _waste_fact(page, span, index, injected, numbered)
            if fact is not None:
                facts.append(fact)
    return facts


def _waste_fact(
    page: Page, span: Span, index: int, injected: Sequence[Claim], numbered: Sequence[tuple[int, Event]]
) -> AmountFact | None:
    """Return the fact of words about the rest: they are of the drug spoken of last."""
    before = [claim for claim in injected if index - _REACH <= claim.statement.segment.index <= index]
    if not before or before[-1].verdict.standing in (Standing.PREVIOUS, Standing.OTHER):
        return None
    claim = before[-1]
    numbers = [
        number for number, event in numbered if event.first.statement.drug.generic == claim.statement.drug.generic
    ]
    event = numbers[-1] if numbers else None
    return AmountFact(Role.WASTED, quoted(page, span), "", "", drug=_drug_words(page, claim), event=event)
