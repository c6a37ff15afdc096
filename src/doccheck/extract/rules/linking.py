"""Which amount belongs to which drug: by the words between them, sentence by sentence.

"40 mg of Kenalog with 4 cc of 1% lidocaine" and "Kenalog 40 mg, lidocaine 1% 4 cc" hold the same two pairs. Every
pair of an amount and a drug of the same sentence has a cost, read from what stands between them; the cheapest wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part, part_in_column, part_of
from doccheck.extract.rules.strangers import named_behind, names_another_thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.extract.rules.page import Drug, Page, Segment
    from doccheck.language.amounts import AmountMention
    from doccheck.note import Span

__all__ = ["Linked", "Statement", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """An amount, the part it plays, and what it costs to link it to its drug."""

    amount: AmountMention
    part: Part
    cost: float = 0.0

    @property
    def span(self) -> Span:
        """Place of the amount."""
        return self.amount.span


@dataclass(slots=True)
class Statement:
    """One mention of a drug with the amounts that belong to it.

    ``drug`` is the drug of an earlier sentence where this one names none (``borrowed``).
    """

    drug: Drug
    segment: Segment
    amounts: list[Linked] = field(default_factory=list)
    borrowed: bool = False

    def parts(self, *parts: Part) -> list[Linked]:
        """Amounts that play one of ``parts``."""
        return [linked for linked in self.amounts if linked.part in parts]

    @property
    def start(self) -> int:
        """Where the statement's first words stand."""
        places = [linked.span.start for linked in self.amounts]
        return min(places if self.borrowed and places else [*places, self.drug.span.start])

    @property
    def end(self) -> int:
        """Where the statement's last words end."""
        places = [linked.span.end for linked in self.amounts]
        return max(places if self.borrowed and places else [*places, self.drug.end])


_OF = re.compile(
    r"[-\s]*(?:(?:total )?(?:dose|bolus|solution|injection|mixture|infusion|amount|units?)\s+)?of\s+(?:an? |the )?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\b(?:and|with|plus|followed by|mixed|then|w)\b|[+;&]|\bw/", re.IGNORECASE)
APPOSED = re.compile(
    r"\s*(?:[(=\[]|\(?i\.e\.,?|or|,?\s?(?:equal(?:s|ing|led)?(?: to)?|which is|totall?ing|for a dose of)|\(?that is,?|,? (?:for a )?total(?: dose)?(?: of| =|:)?)\s*(?:=|approx\.?|about|~|a total of)?\s*",
    re.IGNORECASE,
)
_STRONG_STOP = re.compile(r"[;]|\.\s")
_FAR = 12.0


def link(page: Page, segment: Segment) -> tuple[list[Statement], list[Linked]]:
    """Return the statements of ``segment`` and the amounts that belong to none of its drugs."""
    drugs = _without_diluents(page.drugs_in(segment.span))
    amounts = [
        Linked(
            amount, part_in_column(part_of(page.text, amount, segment.span), page.columns.title_at(amount.span.start))
        )
        for amount in page.amounts_in(segment.span)
    ]
    amounts = _in_company(page.text, _labelled(page.text, segment.span, amounts))
    amounts = [
        linked
        for linked in amounts
        if linked.part is not Part.NONE
        and not any(
            drug.span.start < linked.span.start < drug.end and linked.amount.reading.kind == "ratio" for drug in drugs
        )
    ]
    amounts = _in_diluent(page, segment, amounts, drugs)
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
    for linked in amounts:
        target = _apposed(page.text, linked, last)
        if target is None:
            best, cost = _cheapest(page.text, linked, statements, amounts, forward=forward)
            target = best if cost < _FAR and not _of_a_stranger(page.text, linked, best) else None
        if target is None:
            orphans.append(linked)
        else:
            placed = _as_volume(page.text, linked, target.drug)
            target.amounts.append(placed)
            last = (placed, target)
    return split(page.text, statements), orphans


def split(text: str, statements: Iterable[Statement]) -> list[Statement]:
    """Give every further dose of the same kind its own statement ("24.9 mCi were injected and earlier 8.2 mCi")."""
    result: list[Statement] = []
    for statement in statements:
        result.append(statement)
        current = statement
        kept: list[Linked] = []
        for linked in statement.amounts:
            again = any(
                _again(text, linked, other)
                for other in current.amounts
                if other is not linked and other.span.start < linked.span.start
            )
            if again and names_another_thing(text, linked):
                continue
            if again:
                current = Statement(statement.drug, statement.segment, [], borrowed=True)
                result.append(current)
            if current is statement:
                kept.append(linked)
            else:
                current.amounts.append(linked)
        statement.amounts = kept
    return result


_ANEW = re.compile(r"\b(?:further|another|additional|second|again|then|followed by|left|right|other)\b", re.IGNORECASE)


def _again(text: str, linked: Linked, other: Linked) -> bool:
    """Whether two amounts are doses of one kind with different values, or the same with no sign of a repetition."""
    if linked.part is not other.part or linked.part not in (Part.DOSE, Part.VOLUME):
        return False
    mine, theirs = linked.amount.reading.values[0], other.amount.reading.values[0]
    if not mine.comparable(theirs):
        return False
    between = text[other.span.end : linked.span.start]
    return not mine.same_as(theirs) or (_ANEW.search(between) is not None and not APPOSED.fullmatch(between))


def _without_diluents(drugs: Sequence[Drug]) -> Sequence[Drug]:
    """Leave out what another drug of the sentence comes in ("400 mg in 250 mL NS")."""
    others = [drug for drug in drugs if drug.kind != "diluent"]
    return others or drugs


def _in_diluent(page: Page, segment: Segment, amounts: list[Linked], drugs: Sequence[Drug]) -> list[Linked]:
    """A volume right before saline or the like, beside another drug, is what that drug was put in."""
    if not any(drug.kind != "diluent" for drug in drugs):
        return amounts
    settled: list[Linked] = []
    fluids = [drug for drug in page.drugs_in(segment.span) if drug.kind == "diluent"]
    for linked in amounts:
        beside = any(
            0 <= fluid.span.start - linked.span.end <= 24  # noqa: PLR2004
            and re.fullmatch(
                r"[-\s]*(?:of |bag of |preservative[- ]free |sterile |PF |bacteriostatic |normal |[\d.]+ ?%)*\s*",
                page.text[linked.span.end : fluid.span.start],
                re.IGNORECASE,
            )
            for fluid in fluids
        )
        settled.append(Linked(linked.amount, Part.HOLDER) if beside and linked.part is Part.VOLUME else linked)
    return settled


def _as_volume(text: str, linked: Linked, drug: Drug) -> Linked:
    """A volume written as "mixed with 1 cc of lidocaine" is of that drug, not what another drug was mixed into."""
    if linked.part is Part.HOLDER and drug.kind != "diluent" and linked.span.end <= drug.span.start:
        between = text[linked.span.end : drug.span.start]
        if len(between) < 24 and re.fullmatch(r"\s*(?:of\s+)?(?:[\d.]+\s?%\s*)?(?:plain\s+)?", between, re.IGNORECASE):  # noqa: PLR2004
            return Linked(linked.amount, Part.VOLUME)
    return linked


_LABEL = re.compile(r"\W{0,4}([A-Za-z][A-Za-z /()&-]{1,30}?)\**\s*(?::|\s{2,}|\t|\|)")
_LABEL_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (re.compile(r"wast|discard|remain|unused", re.IGNORECASE), Part.WASTED),
    (re.compile(r"order|prescri", re.IGNORECASE), Part.ORDERED),
    (re.compile(r"vial|syringe|opened|dispens|suppl|stock|pulled", re.IGNORECASE), Part.CONTENT),
)
_MINUS = re.compile(r"\s*(?:-|\u2013|\u2212|minus)\s*")


def _labelled(text: str, sentence: Span, amounts: Sequence[Linked]) -> list[Linked]:
    """Let the label in front of a line speak ("Vials opened   5 x 1,000 mg = 5,000 mg", "Discarded: 800 mg")."""
    match = _LABEL.match(text, sentence.start, sentence.end)
    meant = next((part for words, part in _LABEL_PARTS if match and words.search(match.group(1))), None)
    settled: list[Linked] = []
    for at, linked in enumerate(amounts):
        part = linked.part
        if at and _MINUS.fullmatch(text[amounts[at - 1].span.end : linked.span.start]) and part is not Part.VOLUME:
            settled[-1] = Linked(amounts[at - 1].amount, Part.NONE)
            part = Part.NONE
        elif meant is Part.CONTENT:
            if part is Part.DOSE:
                part = (
                    Part.NONE
                    if text[max(sentence.start, linked.span.start - 3) : linked.span.start].strip() == "="
                    else Part.CONTENT
                )
        elif meant is not None and part in (Part.DOSE, Part.VOLUME):
            part = meant
        settled.append(Linked(linked.amount, part))
    return [linked for linked in settled if linked.part is not Part.NONE]


_OF_THE = re.compile(
    r"\s*(?:\([^)]{0,20}\)\s*)?(?:out )?of (?:the |an? )?(?:planned |ordered |total |intended |prescribed |full |original |scheduled |prepared )*$",
    re.IGNORECASE,
)


def _in_company(text: str, amounts: Sequence[Linked]) -> list[Linked]:
    """Settle parts that only the amount in front decides: "(160 mg)" behind a waste, "150 mg of the 400 mg"."""
    settled: list[Linked] = []
    for linked in amounts:
        part = linked.part
        if settled and part in (Part.DOSE, Part.VOLUME):
            before = settled[-1]
            between = text[before.span.end : linked.span.start]
            if before.part is Part.WASTED and APPOSED.fullmatch(between):
                part = Part.WASTED
            elif (
                before.part in (Part.DOSE, Part.VOLUME, Part.WASTED)
                and len(between) < 40
                and _OF_THE.fullmatch(between)
            ):  # noqa: PLR2004
                part = Part.HOLDER
            elif (
                part is Part.VOLUME
                and before.part in (Part.CONTENT, Part.CONCENTRATION)
                and re.match(r"\s*each\b", text[linked.span.end : linked.span.end + 8])
            ):
                part = Part.HOLDER
        settled.append(Linked(linked.amount, part))
    return settled


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
    return statement is not None and named is not None and not (named.start <= statement.drug.span.start < named.end + 1 or statement.drug.span.start <= named.start < statement.drug.end)


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
    for position, statement in enumerate(statements):
        cost = _cost(text, linked, statement.drug, amounts, forward=forward)
        if len(statements) == 1 and linked.part in (Part.DOSE, Part.VOLUME):
            cost = min(cost, _FAR - 1)
        between = abs(position - _position(linked, statements))
        cost += 6.0 * max(0, between)
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
