"""Amounts of drugs in a note, each with its role: given, ordered, prepared, thrown away, strength …."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.borrowing import borrow
from doccheck.extract.rules.claims import Claim, Event, claims_of
from doccheck.extract.rules.events import group
from doccheck.extract.rules.linking import link
from doccheck.extract.rules.page import read_page
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.standing import stand
from doccheck.extract.rules.wording import facts_of_event, facts_of_rest, waste_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.stance import Verdict
    from doccheck.extract.rules.statement import Statement
    from doccheck.facts import AmountFact
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["find_amount_facts"]

_TOGETHER = 200
"""Statements compared with each other at most: more than any one visit has, so that time grows with length only."""


def find_amount_facts(note: Note, reference: Reference) -> tuple[AmountFact, ...]:
    """Return every statement of an amount of a drug in ``note``, with the part it plays."""
    lexicon = reference.drugs
    page = read_page(note, lexicon)
    judged = list(_judged(page))
    anaesthetised = {one.segment.index for one, _ in judged if one.drug.kind == "local_anaesthetic"}
    claims = [claim for claim in claims_of(page, judged) if not _absorbed(page, claim, anaesthetised)]
    facts: list[AmountFact] = []
    number = 0
    for start in range(0, len(claims), _TOGETHER):
        together = claims[start : start + _TOGETHER]
        events = group(page, together, lexicon)
        numbered = tuple(enumerate(events, start=number + 1))
        for one, event in numbered:
            facts += facts_of_event(page, event, one)
        facts += facts_of_rest(page, _rest(together, events), numbered, lexicon)
        facts += waste_facts(page, together, numbered)
        number += len(events)
    return tuple(facts)


def _judged(page: Page) -> Iterable[tuple[Statement, Verdict]]:
    """Yield every statement with its standing; amounts without a drug borrow the drug of the sentence before."""
    earlier: list[Statement] = []
    for segment in page.segments:
        if not page.amounts_in(segment.span) and not page.drugs_in(segment.span):
            continue
        statements, orphans = link(page, segment)
        statements += borrow(page, segment, orphans, earlier)
        for statement in statements:
            yield statement, stand(page, statement)
        if statements:
            earlier = [*earlier[-40:], *statements]


def _absorbed(page: Page, claim: Claim, anaesthetised: Collection[int]) -> bool:
    """Whether a drug is only an additive of the one in front ("lidocaine with epinephrine 1:100,000")."""
    statement = claim.statement
    if statement.parts(Part.DOSE, Part.VOLUME, Part.PER_BODY):
        return False
    if statement.drug.generic != "epinephrine" and statement.drug.kind != "diluent":
        return False
    if statement.drug.kind == "diluent":
        return True
    for drug in page.drugs_in(statement.segment.span):
        if drug.kind == "local_anaesthetic" and drug.end <= statement.drug.span.start:
            between = page.text[drug.end : statement.drug.span.start]
            if len(between) < 48 and re.search(r"\b(?:with|w|and|plus|without|o|containing|c)\b|[/+,%-]", between):  # noqa: PLR2004
                return True
    following = page.text[statement.drug.end : statement.drug.end + 40]
    return bool(re.match(r"\s*(?:and|with|/|\+|,)", following)) and statement.segment.index in anaesthetised


def _rest(claims: Iterable[Claim], events: Iterable[Event]) -> list[Claim]:
    placed = {id(claim) for event in events for claim in event.claims}
    return [claim for claim in claims if id(claim) not in placed]
