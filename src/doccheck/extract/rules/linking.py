"""Which amount belongs to which drug: by the words between them, sentence by sentence.

"40 mg of Kenalog with 4 cc of 1% lidocaine" and "Kenalog 40 mg, lidocaine 1% 4 cc" hold the same two pairs. Every
pair of an amount and a drug of the same sentence has a cost, read from what stands between them; the cheapest wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.diluents import is_put_into
from doccheck.extract.rules.gauges import is_gauge_beside
from doccheck.extract.rules.mixtures import without_totals_of_a_mixture
from doccheck.extract.rules.respectively import in_two_lists
from doccheck.extract.rules.roles import Part, part_in_column, part_of
from doccheck.extract.rules.settling import APPOSED, as_volume, in_company, in_diluent, labelled, split, without_shares
from doccheck.extract.rules.statement import Linked, Statement
from doccheck.extract.rules.strangers import is_plain, named_behind, names_another_thing
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.spoken import Drug
    from doccheck.extract.rules.zones import Segment
    from doccheck.language.amounts import AmountMention

__all__ = ["link"]

_OF = Pattern(
    r"[-\s]*(?:(?:total )?(?:dose|bolus|solution|injection|mixture|infusion|amount|units?)\s+)?of\s+(?:an? |the )?",
    re.IGNORECASE,
)
_JOIN = Pattern(r"\b(?:and|with|plus|followed by|mixed|then|w)\b|[+;&]|\bw/", re.IGNORECASE)
_STRONG_STOP = Pattern(r"[;]|\.\s")
_FAR = 12.0
_COLD_SPRAY = "ethyl chloride"
"""It cools the skin: no amount beside it is its own."""
_A_DRUG_BETWEEN = 6.0
_MOST_CREDIT = 1.0
"""More than :func:`_cost` ever goes below zero."""


def link(page: Page, segment: Segment) -> tuple[list[Statement], list[Linked]]:
    """Return the statements of ``segment`` and the amounts that belong to none of its drugs."""
    drugs = [drug for drug in _without_diluents(page.drugs_in(segment.span)) if drug.generic != _COLD_SPRAY]
    amounts = [Linked(amount, _part(page, amount, segment)) for amount in page.amounts_in(segment.span)]
    amounts = in_company(page.text, labelled(page.text, segment.span, without_shares(page.text, amounts)))
    amounts = [
        linked
        for linked in amounts
        if linked.part is not Part.NONE
        and not any(
            drug.span.start < linked.span.start < drug.end and linked.amount.reading.kind == "ratio" for drug in drugs
        )
    ]
    amounts = without_totals_of_a_mixture(page.text, segment.span, in_diluent(page, segment, amounts, drugs), drugs)
    statements = [Statement(drug, segment) for drug in drugs]
    if not statements:
        return [], amounts
    if all(drug.kind == "diluent" for drug in drugs):
        own = [linked for linked in amounts if linked.part in (Part.VOLUME, Part.HOLDER, Part.RATE)]
        for linked in own:
            statements[0].amounts.append(linked)
        return statements, [linked for linked in amounts if linked not in own]
    forward = _style(page.text, drugs, amounts)
    orphans: list[Linked] = []
    last: tuple[Linked, Statement] | None = None
    paired = in_two_lists(page.text, segment.span, statements, amounts)
    for linked in amounts:
        target = paired.get(linked.span.start) or _apposed(page.text, linked, last)
        if target is None:
            best, cost = _cheapest(page.text, linked, statements, amounts, forward=forward)
            stranger = best is not None and (
                _of_a_stranger(page.text, linked, best)
                or _behind_a_stranger(page, linked, best)
                or _before_a_stranger(page, linked, best)
                or is_put_into(page.text, linked, best.drug, amounts)
            )
            target = best if cost < _FAR and not stranger else None
        if target is not None and is_gauge_beside(page.text, linked.amount, target.drug):
            continue
        if target is None:
            orphans.append(linked)
        else:
            placed = as_volume(page.text, linked, target.drug)
            target.amounts.append(placed)
            last = (placed, target)
    return split(page, [_with_whole(statement) for statement in statements]), orphans


def _with_whole(statement: Statement) -> Statement:
    """Take "6 mg/0.05 mL" for what was in the syringe where the sentence tells no other amount of the drug."""
    if not statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.PER_BODY, Part.ORDERED):
        statement.amounts = [
            Linked(linked.amount, Part.CONTENT) if _is_whole(linked) else linked for linked in statement.amounts
        ]
    return statement


def _is_whole(linked: Linked) -> bool:
    reading = linked.amount.reading
    return (
        linked.part is Part.CONCENTRATION
        and reading.kind == "concentration"
        and reading.per is not None
        and reading.per.dimension == "volume"
        and reading.per.value != 1
    )


def _part(page: Page, amount: AmountMention, segment: Segment) -> Part:
    """Return the part an amount plays by its shape, its neighbours and the column it stands in."""
    values = amount.reading.values
    zero = bool(values) and values[0].value == 0
    return part_in_column(part_of(page.text, amount, segment.span), page.columns.title_at(amount.span.start), zero=zero)


def _without_diluents(drugs: Sequence[Drug]) -> Sequence[Drug]:
    """Leave out what another drug of the sentence comes in ("400 mg in 250 mL NS")."""
    others = [drug for drug in drugs if drug.kind not in ("diluent", "antiseptic")]
    return others or drugs


def _behind_a_stranger(page: Page, linked: Linked, statement: Statement) -> bool:
    """Whether an unknown name stands right before the amount, and a comma or "and" parts it from the drug behind."""
    gap = page.text[linked.span.end : statement.drug.span.start]
    parted = "," in gap or _JOIN.search(gap) is not None
    return linked.part is Part.DOSE and parted and names_another_thing(page, linked)


def _before_a_stranger(page: Page, linked: Linked, statement: Statement) -> bool:
    """Whether a name stands right behind the amount that is not the drug's ("80 mg DM, 5 mL of 1% lidocaine")."""
    if linked.part is not Part.DOSE or statement.drug.span.start < linked.span.end:
        return False
    name = _NAME_BEHIND.match(page.text, linked.span.end, statement.drug.span.start)
    if name is None or is_plain(name[1]) or name[1].upper() in _NO_NAME:
        return False
    place = Span(*name.span(1))
    return not (page.drugs_in(place) or page.routes_in(place) or page.sites_in(place) or page.sides_in(place))


_NAME_BEHIND = Pattern(r"\s([A-Z][A-Za-z-]+)\s?(?=[,;+&/]|(?:and|with|w/)\s)")
_NO_NAME = frozenset({"NS", "PF", "IU", "IA", "ID", "PRN", "STAT", "SLOW", "PUSH", "DOSE", "RN", "MD", "PRE", "POST"})


def _style(text: str, drugs: Sequence[Drug], amounts: Sequence[Linked]) -> bool:
    """Whether the sentence writes amounts in front of drugs ("40 mg Kenalog"), judged by its first pair."""
    doses = [linked for linked in amounts if linked.part in (Part.DOSE, Part.VOLUME)]
    if not doses or doses[0].span.start > drugs[0].span.start:
        return False
    between = text[doses[0].span.end : drugs[0].span.start]
    return len(between) < 40 and not _STRONG_STOP.search(between)  # noqa: PLR2004


def _of_a_stranger(text: str, linked: Linked, statement: Statement | None) -> bool:
    """Whether the amount says whose it is, and that is not the drug ("10 mg of IV Decardron")."""
    named = named_behind(text, linked)
    return (
        statement is not None
        and named is not None
        and not (
            named.start <= statement.drug.span.start < named.end + 1
            or statement.drug.span.start <= named.start < statement.drug.end
        )
    )


def _apposed(text: str, linked: Linked, last: tuple[Linked, Statement] | None) -> Statement | None:
    """Return the statement of the amount just before where this one only says the same again ("40 mg (1 mL)")."""
    if last is None:
        return None
    before, statement = last
    between = text[before.span.end : linked.span.start]
    return statement if len(between) <= 24 and APPOSED.fullmatch(between) else None  # noqa: PLR2004


def _cheapest(
    text: str, linked: Linked, statements: Sequence[Statement], amounts: Sequence[Linked], *, forward: bool
) -> tuple[Statement | None, float]:
    best: Statement | None = None
    least = _FAR
    own = _position(linked, statements)
    for position, statement in enumerate(statements):
        skipped = _A_DRUG_BETWEEN * abs(position - own)
        if skipped - _MOST_CREDIT >= least:  # no words between the two can make this one the cheapest
            continue
        cost = _cost(text, linked, statement.drug, amounts, forward=forward)
        if len(statements) == 1 and linked.part in (Part.DOSE, Part.VOLUME):
            cost = min(cost, _FAR - 1)
        cost += skipped
        if cost < least:
            best, least = statement, cost
    return best, least


def _position(linked: Linked, statements: Sequence[Statement]) -> float:
    """Return the index of the drug next to the amount, halved between two."""
    before = sum(statement.drug.span.start < linked.span.start for statement in statements)
    if before == 0:
        return 0
    if before == len(statements):
        return before - 1
    return before - 0.5


def _cost(text: str, linked: Linked, drug: Drug, amounts: Sequence[Linked], *, forward: bool) -> float:
    """Return how little the words between an amount and a drug speak for the two belonging together."""
    span = linked.span
    ahead = span.end <= drug.span.start
    gap = text[span.end : drug.span.start] if ahead else text[drug.end : span.start]
    crossed = [
        other
        for other in amounts
        if other is not linked
        and (span.end <= other.span.start < drug.span.start if ahead else drug.end <= other.span.start < span.start)
    ]
    blocking = sum(other.part in (Part.DOSE, Part.VOLUME) for other in crossed)
    words = gap.split()
    cost = 0.35 * len(words) + 3.0 * blocking
    if _STRONG_STOP.search(gap):
        cost += 4.0
    of = bool(ahead and _OF.match(gap))
    rest = gap[_OF.match(gap).end() :] if of else gap  # type: ignore[union-attr]
    if _JOIN.search(rest):
        cost += 3.5
    if ahead:
        cost += 0.0 if of else (0.3 if not gap.strip(" -\t\r\n") else 1.2 + 0.8 * gap.count(","))
        if linked.part is Part.CONCENTRATION and not gap.strip(" -\t\r\n"):
            cost -= 0.3
        return cost - (0.4 if forward else 0.0)
    stripped = gap.strip(" -\t\r\n,:=(\u2013\u2014|")
    cost += 0.3 if not stripped else 0.9
    if linked.part in (Part.DOSE, Part.VOLUME) and forward and not gap.strip(" -\t\r\n"):
        cost += 0.4
    return cost
