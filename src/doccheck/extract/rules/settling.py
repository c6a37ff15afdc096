"""Parts of amounts that only their company decides: the label of a line, the amount in front, a diluent behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.statement import Linked, Statement
from doccheck.extract.rules.strangers import names_another_thing
from doccheck.extract.rules.waste import is_given_behind
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.spoken import Drug
    from doccheck.extract.rules.zones import Segment
    from doccheck.note import Span

__all__ = ["APPOSED", "EACH", "as_volume", "in_company", "in_diluent", "labelled", "split", "without_shares"]

APPOSED = Pattern(
    r"\s*(?:[(=\[]|\(?i\.e\.,?|or|,?\s?(?:equal(?:s|ing|led)?(?: to)?|which is|totall?ing"
    r"|for a dose of)|\(?that is,?|,? (?:for a )?total(?: dose)?(?: of| =|:)?)\s*+(?:(?:=|approx\.?|about"
    r"|~|a total of)\s*+)?",
    re.IGNORECASE,
)


def split(page: Page, statements: Iterable[Statement]) -> list[Statement]:
    """Give every further dose of the same kind its own statement ("24.9 mCi were injected and earlier 8.2 mCi")."""
    result: list[Statement] = []
    for statement in statements:
        result.append(statement)
        current = statement
        kept: list[Linked] = []
        for linked in statement.amounts:
            again = any(
                _again(page.text, linked, other)
                for other in current.amounts
                if other is not linked and other.span.start < linked.span.start
            )
            if again and (_BY_MOUTH.match(page.text, linked.span.end) or names_another_thing(page, linked)):
                continue
            if again:
                strengths = _in_front(page.text, kept if current is statement else current.amounts, linked)
                current = Statement(statement.drug, statement.segment, strengths, borrowed=True)
                result.append(current)
            if current is statement:
                kept.append(linked)
            else:
                current.amounts.append(linked)
        statement.amounts = kept
    return result


_BY_MOUTH = Pattern(r"\s*(?:po|p\.o\.|by mouth|orally|per os)(?!\w)", re.IGNORECASE)
_STRENGTH_OF = Pattern(r"[\s,:()x\u00d7@-]*(?:of )?", re.IGNORECASE)


def _in_front(text: str, told: list[Linked], dose: Linked) -> list[Linked]:
    """Take the strength right in front of a further dose from the dose before ("5 mg/mL 1 mL …, 40 mg/mL 0.3 mL")."""
    strength = told[-1] if told else None
    if (
        strength is None
        or strength.part is not Part.CONCENTRATION
        or strength.span.end > dose.span.start
        or not any(other.part is dose.part and other.span.start < strength.span.start for other in told)
        or _STRENGTH_OF.fullmatch(text, strength.span.end, dose.span.start) is None
    ):
        return []
    return [told.pop()]


_ANEW = Pattern(
    r"\b(?:repeat(?:ed)?|further|another|additional|second|again|then|followed by|left|right|other|(?-i:[RL]|OD|OS))\b",
    re.IGNORECASE,
)


def _again(text: str, linked: Linked, other: Linked) -> bool:
    """Whether two amounts are doses of one kind with different values, or the same with no sign of a repetition."""
    if linked.part is not other.part or linked.part not in (Part.DOSE, Part.VOLUME):
        return False
    mine, theirs = linked.amount.reading.values[0], other.amount.reading.values[0]
    if not mine.comparable(theirs):
        return False
    between = text[other.span.end : linked.span.start]
    return not mine.same_as(theirs) or (_ANEW.search(between) is not None and not APPOSED.fullmatch(between))


def in_diluent(page: Page, segment: Segment, amounts: list[Linked], drugs: Sequence[Drug]) -> list[Linked]:
    """A volume right before saline or the like, beside another drug, is what that drug was put in."""
    if not any(drug.kind != "diluent" for drug in drugs):
        return amounts
    settled: list[Linked] = []
    prepped = [drug.span.start for drug in page.drugs_in(segment.span) if drug.kind == "antiseptic"]
    fluids = [drug for drug in page.drugs_in(segment.span) if drug.kind == "diluent"]
    for linked in amounts:
        beside = any(
            0 <= fluid.span.start - linked.span.end <= 24  # noqa: PLR2004
            and re.fullmatch(
                r"[-\s]*+(?:of |bag |preservative[- ]free |sterile |PF |bacteriostatic |normal |[\d.]++ ?%)*+\s*+",
                page.text[linked.span.end : fluid.span.start],
                re.IGNORECASE,
            )
            for fluid in fluids
        )
        if linked.amount.reading.kind == "percent" and any(0 <= at - linked.span.end <= 1 for at in prepped):
            continue  # "5% betadine": of what the skin was cleansed with
        if linked.part is Part.VOLUME and (beside or _is_behind(page.text, linked, fluids)):
            settled.append(Linked(linked.amount, Part.HOLDER))
        elif linked.amount.reading.kind != "percent" or not (beside or _is_behind(page.text, linked, fluids)):
            settled.append(linked)  # else the strength of what it was dissolved in ("5 units/0.1 mL" is the drug's)
    return settled


def _is_behind(text: str, linked: Linked, fluids: Sequence[Drug]) -> bool:
    """Whether an amount stands right behind the name of a fluid, its strength in between left aside."""
    return any(
        fluid.end <= linked.span.start <= fluid.end + 12
        and re.fullmatch(r"[\s,(]*+(?:[\d.]++\s?%)?\s*+", text[fluid.end : linked.span.start]) is not None
        for fluid in fluids
    )


def as_volume(text: str, linked: Linked, drug: Drug) -> Linked:
    """A volume written as "mixed with 1 cc of lidocaine" is of that drug, not what another drug was mixed into."""
    if linked.part is Part.HOLDER and drug.kind != "diluent" and linked.span.end <= drug.span.start:
        between = text[linked.span.end : drug.span.start]
        if len(between) < 24 and re.fullmatch(r"\s*(?:of\s+)?(?:[\d.]+\s?%\s*)?(?:plain\s+)?", between, re.IGNORECASE):  # noqa: PLR2004
            return Linked(linked.amount, Part.VOLUME)
    return linked


_LABEL = Pattern(r"\W{0,4}([A-Za-z][A-Za-z /()&-]{1,30}?)\**\s*(?::|\s{2,}|\t|\|)")


_LABEL_PARTS: tuple[tuple[Pattern, Part], ...] = (
    (Pattern(r"wast|discard|remain|unused", re.IGNORECASE), Part.WASTED),
    (Pattern(r"order|prescri", re.IGNORECASE), Part.ORDERED),
    (Pattern(r"vial|syringe|opened|dispens|suppl|stock|pulled", re.IGNORECASE), Part.CONTENT),
)


_MINUS = Pattern(r"\s*(?:-|\u2013|\u2212|minus)\s*")


def labelled(text: str, sentence: Span, amounts: Sequence[Linked]) -> list[Linked]:
    """Let the label in front of a line speak ("Vials opened   5 x 1,000 mg = 5,000 mg", "Discarded: 800 mg")."""
    match = _LABEL.match(text, sentence.start, sentence.end)
    meant = next((part for words, part in _LABEL_PARTS if match and words.search(match.group(1))), None)
    settled: list[Linked] = []
    told = any(linked.part is Part.WASTED for linked in amounts)
    for at, linked in enumerate(amounts):
        part = linked.part
        if (
            meant is Part.WASTED
            and part in (Part.DOSE, Part.VOLUME)
            and is_given_behind(text[linked.span.end : sentence.end])
        ):
            pass  # "Waste: 100 mg discarded after 3,900 mg given"
        elif meant is Part.WASTED and told and part is Part.DOSE:
            # Another amount of the line is said to be thrown away: this one is neither that nor a dose.
            part = Part.NONE
        elif at and _MINUS.fullmatch(text[amounts[at - 1].span.end : linked.span.start]) and part is not Part.VOLUME:
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


_OF_THE = Pattern(
    r"\s*(?:\([^)]{0,20}\)\s*)?(?:out )?of (?:the |an? )?(?:planned |ordered |total |intended "
    r"|prescribed |full |original |scheduled |prepared )*$",
    re.IGNORECASE,
)


EACH = Pattern(
    r"\s*(?:each\b(?!\s+(?:of\s+)?(?:the\s+)?(?:knee|side|shoulder|hip|eye|buttock|glute|arm|thigh))"
    r"|(?:in|at|into|to) each of (?:the )?\w+ (?:\w+ )?(?:sites|injections|points|muscles|locations)\b"
    r"|(?:per|at each|in each|to each) (?:site|injection|point|muscle|location)s?\b)",
    re.IGNORECASE,
)


def without_shares(text: str, amounts: Sequence[Linked]) -> list[Linked]:
    """Drop what each of many sites got, where the dose is told beside it ("155 units …, 5 units each")."""
    doses = [linked for linked in amounts if linked.part is Part.DOSE]
    return [
        linked
        for linked in amounts
        if linked.part is not Part.DOSE
        or not EACH.match(text, linked.span.end)
        or not any(_larger(other, linked) for other in doses)
    ]


def _larger(other: Linked, linked: Linked) -> bool:
    mine, theirs = linked.amount.reading.values[0], other.amount.reading.values[0]
    return mine.comparable(theirs) and theirs.to(mine.unit).value > mine.value


_ROUNDED = Pattern(
    r"[\s,;(]*(?:(?:was|which was|then|and) )?round(?:ed)?(?: (?:up|down|off))?(?: to)?(?: the nearest vial)?"
    r"\W{0,3}(?:=\s*)?",
    re.IGNORECASE,
)


def in_company(text: str, amounts: Sequence[Linked]) -> list[Linked]:
    """Settle parts that only the amount in front decides: "(160 mg)" behind a waste, "150 mg of the 400 mg"."""
    settled: list[Linked] = []
    for linked in amounts:
        part = linked.part
        if settled and part in (Part.DOSE, Part.VOLUME):
            before = settled[-1]
            between = text[before.span.end : linked.span.start]
            if before.part is Part.WASTED and APPOSED.fullmatch(between):
                part = Part.WASTED
            elif _ROUNDED.fullmatch(between) and part is before.part:
                settled[-1] = Linked(before.amount, Part.NONE)  # "= 712 mg, rounded to 700 mg"
            elif between.strip() == "of" and part is before.part is Part.VOLUME and _larger(before, linked):
                settled[-1] = Linked(before.amount, Part.NONE)  # "10 cc of 4.5 cc lidocaine, …": of the mixture
            elif (before.part in (Part.DOSE, Part.VOLUME, Part.WASTED) and _is_whole(between)) or (
                part is Part.VOLUME
                and (before.part is Part.CONTENT or before.amount.reading.kind == "concentration")
                and re.match(r"\s*each\b", text[linked.span.end : linked.span.end + 8])
            ):
                part = Part.HOLDER
        elif settled and part is Part.WASTED and _is_whole(text[settled[-1].span.end : linked.span.start]):
            # "75 units of the 200-unit vial discarded": the first is what was thrown away.
            settled[-1] = Linked(settled[-1].amount, Part.WASTED)
            part = Part.CONTENT
        settled.append(Linked(linked.amount, part))
    return settled


def _is_whole(between: str) -> bool:
    """Whether the words between two amounts make the second the whole of the first ("150 mg of the 400 mg")."""
    return len(between) < 40 and _OF_THE.fullmatch(between) is not None  # noqa: PLR2004
