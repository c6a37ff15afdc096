"""Statements brought together: which speak of the same administration, and which of another one.

A note says the same dose again in its title, its order, its calculation and its summary; that is one
administration. A procedure that says it twice in a row did it twice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from doccheck.extract.rules.calculated import is_calculation
from doccheck.extract.rules.claims import Claim, Event
from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.divided import carry_out_divided
from doccheck.extract.rules.ends import is_a_rest
from doccheck.extract.rules.made_up import prepare_what_was_made_up
from doccheck.extract.rules.restating import (
    contradicts,
    differs,
    is_own_step,
    looks_back,
    near_total,
    other_step,
    restates,
    same_drug,
    same_generic,
    sums_up,
    values_of,
)
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.settling import EACH
from doccheck.extract.rules.shares import shares_of_a_total
from doccheck.extract.rules.stance import Standing
from doccheck.extract.rules.statement import Linked
from doccheck.extract.rules.sums import is_list, is_sum, times_given
from doccheck.extract.rules.tense import is_started
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.extract.rules.page import Page
    from doccheck.quantity import Quantity
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["group"]

_MOST_OF_A_DRUG, _NEAR = 60, 300
"""A statement is compared with so many of the newest events, of its drug and of all: more has no visit."""
_ACTS = Pattern(r"\b(?:injections|shots|doses|boluses)\b", re.IGNORECASE)


def group(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> list[Event]:
    """Return the administrations that the GIVEN statements among ``claims`` speak of, in the order of the note."""
    events: list[Event] = []
    prepare_what_was_made_up(page, claims, lexicon)
    given = _without_undone(page, carry_out_divided(page, claims, lexicon), lexicon)
    dosed = [claim for claim in given if claim.doses]
    _prepare_partly_given(dosed, lexicon)
    dosed = _without_shares(page, [claim for claim in dosed if claim.doses], lexicon)
    # Firm statements first: what only a title or a summary says must find its place among them. What is only the
    # content of containers, or a calculation, comes last: it is a dose only where no other is told.
    # A dose that is divided ("300 mg, given as two 150 mg injections") comes after what it was divided into.
    for claim in sorted(
        dosed,
        key=lambda claim: (
            _only_content(claim),
            is_calculation(page, claim),
            near_total(page, claim),
            not claim.verdict.firm,
            not _is_divided(page, claim),
        ),
    ):
        if _only_content(claim) and (_is_dosed(claim, events, lexicon) or not _is_used_whole(page, claim)):
            continue
        parts = _of_drug(events, claim, lexicon)
        if parts and is_calculation(page, claim):
            _place_calculation(claim, parts)
            continue
        if not is_sum(page, claim, parts):
            _place(page, claim, events, lexicon)
        elif len(parts) > 1 and is_list(page, parts):
            events[:] = [event for event in events if event not in parts[1:]]
            parts[0].claims += [other for event in parts[1:] for other in event.claims]
            parts[0].claims.append(claim)
    for claim in given:
        if not claim.doses:
            _place_undosed(page, claim, events, lexicon)
    return sorted(events, key=lambda event: min(claim.statement.start for claim in event.claims))


def _without_undone(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> list[Claim]:
    """Return the claims of what was given; a line without a verb says nothing where the note denies the dose."""
    given = [claim for claim in claims if claim.verdict.standing is Standing.GIVEN]
    undone = {
        claim.statement.drug.generic
        for claim in claims
        if claim.verdict.standing is Standing.NEGATED and claim.verdict.firm and not is_a_rest(page, claim)
    }
    given = _without_taken_back(claims, given, lexicon)
    return [
        claim
        for claim in given
        if claim.verdict.firm
        or not any(same_generic(lexicon, claim.statement.drug.generic, generic) for generic in undone)
    ]


def _without_taken_back(claims: Sequence[Claim], given: list[Claim], lexicon: DrugLexicon) -> list[Claim]:
    """Leave out amounts that the note takes back ("incorrectly charted 30 mg"), where another dose is told."""
    for wrong in claims:
        values = values_of(wrong.doses) if wrong.verdict.taken_back else []
        if not values:
            continue
        same = [
            claim
            for claim in given
            if claim.doses and same_generic(lexicon, claim.statement.drug.generic, wrong.statement.drug.generic)
        ]
        repeated = [claim for claim in same if any(value.same_as(values[0]) for value in values_of(claim.doses))]
        if len(repeated) < len(same):
            given = [claim for claim in given if claim not in repeated]
    return given


def _prepare_partly_given(claims: Sequence[Claim], lexicon: DrugLexicon) -> None:
    """Where a note says that a part of a dose went in ("80 mg of the 200 mg"), the whole was only prepared."""
    for claim in claims:
        wholes = values_of(claim.statement.parts(Part.HOLDER))
        if not claim.statement.parts(Part.DOSE) or not wholes:
            continue
        for other in claims:
            if other is claim or not same_generic(lexicon, other.statement.drug.generic, claim.statement.drug.generic):
                continue
            parted = [
                Linked(linked.amount, Part.HOLDER)
                if linked.part is Part.DOSE and any(linked.amount.reading.values[0].same_as(whole) for whole in wholes)
                else linked
                for linked in other.statement.amounts
            ]
            other.change_amounts(parted)
    # A claim left without a dose says nothing of its own any more.


def _without_shares(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> list[Claim]:
    """Leave out what each place or syringe got, where the whole is told ("300 mg, given as two 150 mg injections")."""
    divided = shares_of_a_total(page, claims, lexicon)
    kept = [claim for claim in claims if claim not in divided]
    beside, totals = _by_sentence(kept), [claim for claim in kept if near_total(page, claim)][:_MOST_OF_A_DRUG]
    shares: set[int] = set()
    for share in kept:
        values = values_of(share.statement.parts(Part.DOSE))
        if not values:
            continue
        for whole in dict.fromkeys((*beside[share.statement.segment.index], *totals)):
            total = values_of(whole.statement.parts(Part.DOSE))
            if whole is share or id(whole) in shares or not total or not total[0].comparable(values[0]):
                continue
            if not same_generic(lexicon, whole.statement.drug.generic, share.statement.drug.generic):
                continue
            if _divides(page, share, whole, values[0], total[0]) or _is_each(page, share, whole, values[0], total[0]):
                shares.add(id(share))
    return [claim for claim in kept if id(claim) not in shares]


def _by_sentence(claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.statement.segment.index, []).append(claim)
    return by_sentence


def _divides(page: Page, share: Claim, whole: Claim, value: Quantity, total: Quantity) -> bool:
    """Whether the same sentence divides ``whole`` evenly; the words that do so become its count."""
    if share.statement.segment.index != whole.statement.segment.index or share.statement.start < whole.statement.start:
        return False
    times = times_given(page, Event([share]))
    if times < 2 or not value.times(times).same_as(total):  # noqa: PLR2004 - one share is the whole
        return False
    count = share.around.count
    if count is not None:
        words = Span(min(share.statement.start, count.start), max(share.statement.end, count.end))
        whole.around = replace(whole.around, count=words)
    return True


def _is_each(page: Page, share: Claim, whole: Claim, value: Quantity, total: Quantity) -> bool:
    """Whether ``share`` is what each of many sites got, and ``whole`` their total."""
    if value.to(total.unit).value >= total.value or not near_total(page, whole):
        return False
    return EACH.match(page.text, share.statement.end) is not None


def _is_divided(page: Page, claim: Claim) -> bool:
    count = claim.around.count
    return count is not None and _ACTS.search(page.text, count.start, count.end) is not None


def _only_content(claim: Claim) -> bool:
    return not claim.statement.parts(Part.DOSE, Part.VOLUME, Part.PER_BODY)


def _is_dosed(claim: Claim, events: Iterable[Event], lexicon: DrugLexicon) -> bool:
    """Whether a dose of the claim's drug is told elsewhere, so that its containers are only what it came from."""
    return any(same_drug(event, claim, lexicon) and not all(map(_only_content, event.claims)) for event in events)


def _is_used_whole(page: Page, claim: Claim) -> bool:
    """Whether containers named without another dose were given as they are ("1 prefilled syringe, intra-articular")."""
    sentence = claim.statement.segment.span
    if any(cue(name).search(page.text, sentence.start, sentence.end) for name in ("done", "weak")):
        return True
    if is_started(page.text, sentence, sentence) or claim.statement.parts(Part.HOLDER):
        return True
    return bool(page.routes_in(sentence) or page.sides_in(sentence))


def _of_drug(events: Sequence[Event], claim: Claim, lexicon: DrugLexicon) -> list[Event]:
    """Return the newest events of the drug of ``claim``; more than that no visit tells."""
    near = (event for event in islice(reversed(events), _NEAR) if same_drug(event, claim, lexicon))
    return list(islice(near, _MOST_OF_A_DRUG))[::-1]


def _place(page: Page, claim: Claim, events: list[Event], lexicon: DrugLexicon) -> None:
    """Add ``claim`` to the event it restates, or make it an event of its own."""
    same = _of_drug(events, claim, lexicon)
    for event in same:
        if restates(page, claim, event):
            event.claims.append(claim)
            return
    for event in same:
        if contradicts(page, claim, event):
            event.claims.append(claim)
            event.conflicting = True
            return
    events.append(Event([claim]))


def _place_calculation(claim: Claim, events: Sequence[Event]) -> None:
    """Add a calculation to the dose it comes to; where another dose was given it tells of none."""
    for event in events:
        if not differs(claim.doses, [dose for other in event.claims for dose in other.doses]):
            event.claims.append(claim)
            return


def _place_undosed(page: Page, claim: Claim, events: list[Event], lexicon: DrugLexicon) -> None:
    """A drug given without an amount is its own administration only where no amount of it is told."""
    same = _of_drug(events, claim, lexicon)
    step = claim.statement.drug.kind == "local_anaesthetic" and (claim.verdict.firm or is_own_step(page, claim))
    for event in same:
        undosed = not any(other.doses for other in event.claims)
        if looks_back(page, claim) or any(other.doses and sums_up(page, claim, other) for other in event.claims):
            event.claims.append(claim)
            return
        elsewhere = step and event.first.verdict.firm and other_step(claim, event)
        if (undosed and not elsewhere) or not step or claim.section != event.first.section:
            event.claims.append(claim)
            return
    events.append(Event([claim]))
