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
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.stance import Verdict
    from doccheck.extract.rules.statement import Statement
    from doccheck.facts import AmountFact
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["find_amount_facts"]


def find_amount_facts(note: Note, reference: Reference) -> tuple[AmountFact, ...]:
    """Return every statement of an amount of a drug in ``note``, with the part it plays."""
    lexicon = reference.drugs
    page = read_page(note, lexicon)
    judged = list(_judged(page))
    claims = [claim for claim in claims_of(page, judged) if not _absorbed(page, claim, claims=judged)]
    events = group(page, claims, lexicon)
    facts: list[AmountFact] = []
    for number, event in enumerate(events, start=1):
        facts += facts_of_event(page, event, number)
    facts += facts_of_rest(page, _rest(claims, events), events, lexicon)
    facts += waste_facts(page, claims, events)
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


_WITH = Pattern(
    r"\s*(?:and|with|w/|without|w/o|\+|/|,|plus|containing|in|-|\()?\s*(?:\d[\d:,./%]*\s*)*(?:of\s+)?", re.IGNORECASE
)


def _absorbed(page: Page, claim: Claim, claims: Iterable[tuple[Statement, Verdict]]) -> bool:
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
    return bool(re.match(r"\s*(?:and|with|/|\+|,)", following)) and any(
        other.drug.kind == "local_anaesthetic" and other.segment.index == statement.segment.index for other, _ in claims
    )


def _rest(claims: Iterable[Claim], events: Iterable[Event]) -> list[Claim]:
    placed = {id(claim) for event in events for claim in event.claims}
    return [claim for claim in claims if id(claim) not in placed]
