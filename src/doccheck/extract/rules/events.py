"""Statements brought together: which speak of the same administration, and which of another one.

A note says the same dose again in its title, its order, its calculation and its summary; that is one
administration. A procedure that says it twice in a row did it twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.linking import Linked
from doccheck.extract.rules.page import Zone
from doccheck.extract.rules.places import Surroundings, surroundings
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.standing import Standing, Verdict
from doccheck.language.multiplicity import read_multiplicity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.extract.rules.linking import Statement
    from doccheck.extract.rules.page import Page
    from doccheck.quantity import Quantity
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["Claim", "Event", "group"]

_DOSES = (Part.DOSE, Part.VOLUME, Part.PER_BODY, Part.CONTENT)


@dataclass(slots=True)
class Claim:
    """A statement with its standing and what surrounds it (route, site, side, time …)."""

    statement: Statement
    verdict: Verdict
    around: Surroundings

    @property
    def doses(self) -> list[Linked]:
        """Its amounts that may be a dose."""
        return self.statement.parts(*_DOSES)

    @property
    def section(self) -> int:
        """Number of the section it stands in."""
        return self.statement.segment.section


@dataclass(slots=True)
class Event:
    """One administration and every statement of it."""

    claims: list[Claim] = field(default_factory=list)
    conflicting: bool = False

    @property
    def first(self) -> Claim:
        """The statement it was found by."""
        return self.claims[0]


def group(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> list[Event]:
    """Return the administrations that the GIVEN statements among ``claims`` speak of, in the order of the note."""
    events: list[Event] = []
    given = [claim for claim in claims if claim.verdict.standing is Standing.GIVEN]
    dosed = [claim for claim in given if claim.doses]
    _prepare_partly_given(dosed, lexicon)
    dosed = [claim for claim in dosed if claim.doses]
    # Firm statements first: what only a title or a summary says must find its place among them. What is only the
    # content of containers comes last: it is a dose only where no other is told.
    for claim in sorted(
        dosed, key=lambda claim: (_only_content(claim), _near_total(page, claim), not claim.verdict.firm)
    ):
        if _only_content(claim) and (_is_dosed(claim, events, lexicon) or not _is_used_whole(page, claim)):
            continue
        parts = [event for event in events if _same_drug(event, claim, lexicon)]
        if not _is_sum(page, claim, parts):
            _place(page, claim, events, lexicon)
        elif _is_list(page, parts):
            events[:] = [event for event in events if event not in parts[1:]]
            parts[0].claims += [other for event in parts[1:] for other in event.claims]
            parts[0].claims.append(claim)
    for claim in given:
        if not claim.doses:
            _place_undosed(page, claim, events, lexicon)
    return sorted(events, key=lambda event: min(claim.statement.start for claim in event.claims))


def _prepare_partly_given(claims: Sequence[Claim], lexicon: DrugLexicon) -> None:
    """Where a note says that a part of a dose went in ("80 mg of the 200 mg"), the whole was only prepared."""
    for claim in claims:
        wholes = _values(claim.statement.parts(Part.HOLDER))
        if not claim.statement.parts(Part.DOSE) or not wholes:
            continue
        for other in claims:
            if other is claim or not lexicon.same(other.statement.drug.generic, claim.statement.drug.generic):
                continue
            other.statement.amounts = [
                Linked(linked.amount, Part.HOLDER)
                if linked.part is Part.DOSE and any(linked.amount.reading.values[0].same_as(whole) for whole in wholes)
                else linked
                for linked in other.statement.amounts
            ]
    # A claim left without a dose says nothing of its own any more.


def _only_content(claim: Claim) -> bool:
    return not claim.statement.parts(Part.DOSE, Part.VOLUME, Part.PER_BODY)


def _is_dosed(claim: Claim, events: Iterable[Event], lexicon: DrugLexicon) -> bool:
    """Whether a dose of the claim's drug is told elsewhere, so that its containers are only what it came from."""
    return any(_same_drug(event, claim, lexicon) and not all(map(_only_content, event.claims)) for event in events)


def _is_used_whole(page: Page, claim: Claim) -> bool:
    """Whether containers named without another dose were given as they are ("1 prefilled syringe, intra-articular")."""
    sentence = claim.statement.segment.span
    if cue("done").search(page.text, sentence.start, sentence.end) or cue("weak").search(
        page.text, sentence.start, sentence.end
    ):
        return True
    return any(sentence.covers(route.span) for route in page.routes_in(sentence))


_STEPS_APART = 4


def _is_sum(page: Page, claim: Claim, events: list[Event]) -> bool:
    """Whether ``claim`` is the stated total of doses already found; parts that are no more than a list become one."""
    if not events or not _near_total(page, claim) or (len(events) == 1 and _times(page, events[0]) == 1):
        return False
    values = _values(claim.doses)
    parts = [
        value.times(_times(page, event))
        for event in events
        for value in _values(event.first.statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT))[:1]
    ]
    if not values or not all(part.comparable(values[0]) for part in parts):
        return False
    return sum((part.to(values[0].unit).value for part in parts), Fraction(0)) == values[0].value


def _times(page: Page, event: Event) -> int:
    """Return how often an event's dose was given ("in each buttock")."""
    count = event.first.around.count
    times = read_multiplicity(page.text[count.start : count.end]) if count is not None else None
    return times.times if times is not None and times.separate else 1


def _is_list(page: Page, events: Sequence[Event]) -> bool:
    """Whether doses are told in one breath, place by place, so that their total is the one dose ("R 30 U, L 10 U")."""
    lines = {event.first.statement.segment.index for event in events}
    return len(lines) == 1 and all(_loose(page, event.first) for event in events)


def _same_drug(event: Event, claim: Claim, lexicon: DrugLexicon) -> bool:
    here, there = event.first.statement.drug.generic, claim.statement.drug.generic
    return here == there or lexicon.same(here, there)


def _place(page: Page, claim: Claim, events: list[Event], lexicon: DrugLexicon) -> None:
    """Add ``claim`` to the event it restates, or make it an event of its own."""
    for event in events:
        if _same_drug(event, claim, lexicon) and _restates(page, claim, event):
            event.claims.append(claim)
            return
    for event in events:
        if _same_drug(event, claim, lexicon) and _contradicts(claim, event):
            event.claims.append(claim)
            event.conflicting = True
            return
    events.append(Event([claim]))


def _restates(page: Page, claim: Claim, event: Event) -> bool:
    """Whether ``claim`` says again what ``event`` already says."""
    relation = _compare(_values(claim.doses), _values(dose for other in event.claims for dose in other.doses))
    if relation == "different" or _apart(claim, event):
        return False
    here = [other for other in event.claims if other.section == claim.section]
    if not here:
        return True
    if relation == "complementary":
        return True
    if _near_total(page, claim):
        return True
    if not _begins_anew(page, claim) and (claim.statement.borrowed or all(_loose(page, other) for other in here)):
        return True
    both_firm = claim.verdict.firm and any(other.verdict.firm for other in here)
    same_line = any(other.statement.segment.index == claim.statement.segment.index for other in here)
    if same_line:
        return not both_firm
    return not both_firm and claim.statement.segment.zone is not Zone.RECORD


def _near_total(page: Page, claim: Claim) -> bool:
    """Whether the words around the claim's amount call it a total."""
    sentence = claim.statement.segment.span
    first = claim.doses[0].span
    start, end = max(sentence.start, first.start - 36), min(sentence.end, first.end + 24)
    return cue("total").search(page.text, start, end) is not None


def _loose(page: Page, claim: Claim) -> bool:
    """Whether a claim names no drug of its own and does not say that it is one more: it can only restate."""
    return claim.statement.borrowed and not _begins_anew(page, claim)


def _begins_anew(page: Page, claim: Claim) -> bool:
    """Whether the words in front of the amount say that it is one more ("a further 100 mg", "then 2 mg")."""
    sentence = claim.statement.segment.span
    first = claim.doses[0].span
    return claim.around.time_text is not None or (
        cue("continued").search(page.text, max(sentence.start, first.start - 48), first.start) is not None
    )


def _apart(claim: Claim, event: Event) -> bool:
    """Whether time, side or site show that ``claim`` is about something else than ``event``."""
    for other in event.claims:
        for mine, theirs in (
            (claim.around.time_text, other.around.time_text),
            (claim.around.own_side, other.around.own_side),
        ):
            if mine and theirs and mine != theirs:
                return True
    return False


def _contradicts(claim: Claim, event: Event) -> bool:
    """Whether two places state different doses of the same administration: same clock time, different sections."""
    return any(
        other.section != claim.section
        and claim.around.time_text
        and claim.around.time_text == other.around.time_text
        and _compare(_values(claim.doses), _values(other.doses)) == "different"
        for other in event.claims
    )


def _place_undosed(page: Page, claim: Claim, events: list[Event], lexicon: DrugLexicon) -> None:
    """A drug given without an amount is its own administration only where no amount of it is told."""
    same = [event for event in events if _same_drug(event, claim, lexicon)]
    step = claim.verdict.firm and claim.statement.drug.kind == "local_anaesthetic"
    for event in same:
        undosed = not any(other.doses for other in event.claims)
        if any(other.doses and _sums_up(page, claim, other) for other in event.claims):
            event.claims.append(claim)
            return
        elsewhere = step and event.first.verdict.firm and _other_step(claim, event)
        if (undosed and not elsewhere) or not step or claim.section != event.first.section:
            event.claims.append(claim)
            return
    events.append(Event([claim]))


def _sums_up(page: Page, claim: Claim, dosed: Claim) -> bool:
    """Whether a later sentence gives the amount of what ``claim`` tells without one ("a total of 8 mL were used")."""
    sentence = dosed.statement.segment.span
    words = page.text[sentence.start : sentence.end]
    between = dosed.statement.segment.index - claim.statement.segment.index
    if not 0 <= between <= _STEPS_APART:
        return False
    if _near_total(page, dosed) or dosed.statement.borrowed:
        return True
    used = re.search(r"\b(?:was|were)\s+(?:then\s+)?(?:used|required|utili[sz]ed)\b", words, re.IGNORECASE)
    again = re.search(r"\bthis area\b|\bsame (?:area|site|place)\b", words, re.IGNORECASE)
    return between <= 2 and (used is not None and not cue("done").search(words) or again is not None)  # noqa: PLR2004


def _other_step(claim: Claim, event: Event) -> bool:
    """Whether the note anaesthetises another place, in another sentence, with its own verb."""
    mine = claim.around.own_site
    theirs = {other.around.own_site for other in event.claims}
    lines = {other.statement.segment.index for other in event.claims}
    return mine is not None and mine not in theirs and claim.statement.segment.index not in lines


def _values(doses: Iterable[Linked]) -> list[Quantity]:
    return [value for dose in doses for value in dose.amount.reading.values[:1]]


def _compare(mine: Sequence[Quantity], theirs: Sequence[Quantity]) -> str:
    """Return same, complementary (one speaks of mass, the other of volume) or different."""
    if any(value.same_as(other) for value in mine for other in theirs):
        return "same"
    if any(value.comparable(other) for value in mine for other in theirs):
        return "different"
    return "complementary"


def claims_of(page: Page, statements: Iterable[tuple[Statement, Verdict]]) -> list[Claim]:
    """Return statements with what surrounds each."""
    return [Claim(statement, verdict, surroundings(page, statement)) for statement, verdict in statements]
