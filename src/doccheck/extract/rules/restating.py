"""Whether a claim says again what an event already says, contradicts it, or speaks of another step."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.extract.rules.accounts import is_another_account
from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.ends import is_end, is_start
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.zones import Zone
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.extract.rules.claims import Claim, Event
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Linked
    from doccheck.quantity import Quantity
    from doccheck.reference.drugs import DrugLexicon

__all__ = [
    "contradicts",
    "differs",
    "is_loose",
    "is_own_step",
    "looks_back",
    "near_total",
    "other_step",
    "restates",
    "same_drug",
    "same_generic",
    "sums_up",
    "values_of",
]

_STEPS_APART = 4


@lru_cache(maxsize=4096)
def same_generic(lexicon: DrugLexicon, one: str, other: str) -> bool:
    """Whether two generic names are one drug for billing; a note asks it of few pairs, many times."""
    return one == other or lexicon.same(one, other)


def same_drug(event: Event, claim: Claim, lexicon: DrugLexicon) -> bool:
    """Whether both speak of one drug."""
    here, there = event.first.statement.drug.generic, claim.statement.drug.generic
    return same_generic(lexicon, here, there)


def restates(page: Page, claim: Claim, event: Event) -> bool:  # noqa: PLR0911 - one question after the other
    """Whether ``claim`` says again what ``event`` already says."""
    relation = _compare(claim.doses, [dose for other in event.claims for dose in other.doses])
    if relation == "same" and is_end(page, claim) and any(is_start(page, other) for other in event.claims):
        return True
    if relation == "different" or _apart(claim, event):
        return False
    here = [other for other in event.claims if other.section == claim.section]
    if not here:
        return True
    if relation == "complementary":
        return True
    if near_total(page, claim):
        return True
    if is_loose(page, claim) or (all(is_loose(page, other) for other in here) and not _one_more(page, claim)):
        return True
    if _one_more(page, claim):
        return False
    both_firm = claim.verdict.firm and any(other.verdict.firm for other in here)
    same_line = any(other.statement.segment.index == claim.statement.segment.index for other in here)
    if same_line:
        return not both_firm
    if relation == "same" and all(bool(claim.around.time_text) != bool(other.around.time_text) for other in here):
        return True  # the visit tells it without a time, the record with one
    return not both_firm and claim.statement.segment.zone is not Zone.RECORD


_TOTAL_BEHIND = Pattern(
    r"\b(?:total(?:s|ed|ing)?(?!\s*(?:dose\s*)?(?:of\s*|=\s*)?\d)|in all|altogether|all together|combined|all told"
    r"|cumulative|sum)\b",
    re.IGNORECASE,
)
"""Words that make the amount in front of them a total; "for a total of 4 mg" speaks of the next one."""


def near_total(page: Page, claim: Claim) -> bool:
    """Whether the words around the claim's amount call it a total."""
    sentence = claim.statement.segment.span
    first = claim.doses[0].span
    before = [amount.span.end for amount in page.amounts_in(sentence) if amount.span.end <= first.start]
    start = max([sentence.start, first.start - 36, *before[-1:]])
    if cue("total").search(page.text, start, first.end) is not None:
        return True
    return _TOTAL_BEHIND.search(page.text, first.end, min(sentence.end, first.end + 36)) is not None


def is_loose(page: Page, claim: Claim) -> bool:
    """Whether a claim names no drug of its own and does not say that it is one more: it can only restate."""
    return claim.statement.borrowed and not _begins_anew(page, claim)


def _begins_anew(page: Page, claim: Claim) -> bool:
    """Whether the words in front of the amount say that it is one more ("a further 100 mg", "then 2 mg")."""
    return claim.around.time_text is not None or _one_more(page, claim)


def _one_more(page: Page, claim: Claim) -> bool:
    sentence = claim.statement.segment.span
    first = claim.doses[0].span
    return cue("continued").search(page.text, max(sentence.start, first.start - 48), first.end) is not None


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


def contradicts(page: Page, claim: Claim, event: Event) -> bool:
    """Whether two places state different doses of the same administration: at one clock time, or of one injection."""
    for other in event.claims:
        if not differs(claim.doses, other.doses):
            continue
        if any(is_another_account(page, one.statement) for one in (claim, other)):
            if not _apart(claim, event):
                return True
            continue
        time = claim.around.time_text
        if time and time == other.around.time_text and not _one_more(page, claim) and _one_place(page, claim, other):
            return True
        if not _two_accounts(page, claim, other):
            continue
        if _same_place(page, claim, other) or (
            claim.statement.drug.kind == "drug" and not _apart(claim, event) and _one_place(page, claim, other)
        ):
            return True
    return False


def _one_place(page: Page, claim: Claim, other: Claim) -> bool:
    """Whether nothing shows that the two went into different places."""
    mine, theirs = claim.around, other.around
    if mine.own_side and theirs.own_side and mine.own_side != theirs.own_side:
        return False
    if mine.site is None or theirs.site is None:
        return True
    here, there = page.sites_in(mine.site), page.sites_in(theirs.site)
    return not here or not there or here[-1].name == there[-1].name


def _same_place(page: Page, claim: Claim, other: Claim) -> bool:
    mine, theirs = claim.around.site, other.around.site
    if mine is None or theirs is None or (claim.around.time_text and other.around.time_text):
        return False
    return page.text[mine.start : mine.end].casefold() == page.text[theirs.start : theirs.end].casefold()


_PHYSICIAN = Pattern(r"physician|provider|doctor|\bmd\b|\bdo\b|surgeon|attending|procedure", re.IGNORECASE)
_NURSE = Pattern(r"nurs|\brn\b|\blpn\b|\bma\b|\bmar\b|medication (?:record|admin)|technician|assistant", re.IGNORECASE)
_SAME = Pattern(
    r"\b(?:same|this|the above) (?:injection|dose|infusion|procedure)\b|\bassist(?:ed|ing)\b", re.IGNORECASE
)


def _two_accounts(page: Page, claim: Claim, other: Claim) -> bool:
    """Whether physician and nurse each tell of it, or one says that it is the same injection."""
    if claim.section == other.section:
        return _says_same(page, claim, other)
    titles = [one.statement.segment.title for one in (claim, other)]
    if any(_PHYSICIAN.search(title) for title in titles) and any(_NURSE.search(title) for title in titles):
        return True
    return _says_same(page, claim, other)


def _says_same(page: Page, claim: Claim, other: Claim) -> bool:
    return any(
        _SAME.search(page.text, one.statement.segment.span.start, one.statement.segment.span.end)
        for one in (claim, other)
    )


def sums_up(page: Page, claim: Claim, dosed: Claim) -> bool:
    """Whether a later sentence gives the amount of what ``claim`` tells without one ("a total of 8 mL were used")."""
    sentence = dosed.statement.segment.span
    words = page.text[sentence.start : sentence.end]
    between = dosed.statement.segment.index - claim.statement.segment.index
    if not 0 <= between <= _STEPS_APART:
        return False
    if near_total(page, dosed) or dosed.statement.borrowed:
        return True
    used = re.search(r"\b(?:was|were)\s+(?:then\s+)?(?:used|required|utili[sz]ed)\b", words, re.IGNORECASE)
    again = re.search(r"\bthis area\b|\bsame (?:area|site|place)\b", words, re.IGNORECASE)
    return between <= 2 and ((used is not None and not cue("done").search(words)) or again is not None)  # noqa: PLR2004


def is_own_step(page: Page, claim: Claim) -> bool:
    """Whether an account tells what was done under the drug ("the needle was advanced using 1% lidocaine")."""
    segment = claim.statement.segment
    before = page.text[segment.span.start : claim.statement.start]
    return segment.zone is Zone.PROCEDURE and _DONE_UNDER.search(before) is not None


def looks_back(page: Page, claim: Claim) -> bool:
    """Whether the sentence only looks back at it ("after 1% lidocaine had been infiltrated")."""
    sentence = claim.statement.segment.span
    behind = page.text[claim.statement.end : min(sentence.end, claim.statement.end + 48)]
    if re.match(r"[^.;,]{0,12}\bhad been\b", behind, re.IGNORECASE) is not None:
        return True
    before = page.text[max(sentence.start, claim.statement.start - 24) : claim.statement.start]
    return not claim.statement.amounts and _THE_KNOWN.search(before) is not None


_THE_KNOWN = Pattern(r"\bthe\s+(?:non-?preserved |local |same |above )*$", re.IGNORECASE)
"""An article and no strength: the drug is one spoken of before ("the lidocaine was injected into the cervix")."""
_DONE_UNDER = Pattern(
    r"\b(?:was|were)\b(?:(?!\b(?:was|were)\b)[^.;])*\b(?:using|under|with)\b[^.;]{0,24}$", re.IGNORECASE
)


def other_step(claim: Claim, event: Event) -> bool:
    """Whether the note anaesthetises another place, in another sentence, with its own verb."""
    mine = claim.around.own_site
    theirs = {other.around.own_site for other in event.claims}
    lines = {other.statement.segment.index for other in event.claims}
    return mine is not None and mine not in theirs and claim.statement.segment.index not in lines


def values_of(doses: Iterable[Linked]) -> list[Quantity]:
    """Return the quantity of each amount, the first reading where there are two."""
    return [value for dose in doses for value in dose.amount.reading.values[:1]]


def differs(mine: Sequence[Linked], theirs: Sequence[Linked]) -> bool:
    """Whether two tellings of a dose can be compared and none of the one is one of the other."""
    return _compare(mine, theirs) == "different"


def _compare(mine: Sequence[Linked], theirs: Sequence[Linked]) -> str:
    """Return same, complementary (mass and volume, or an amount by weight and the dose) or different."""
    pairs = [
        (value, other)
        for one in mine
        for two in theirs
        if (one.part is Part.PER_BODY) == (two.part is Part.PER_BODY)
        for value in one.amount.reading.values[:1]
        for other in two.amount.reading.values[:1]
    ]
    if any(value.same_as(other) for value, other in pairs):
        return "same"
    if any(value.comparable(other) for value, other in pairs):
        return "different"
    return "complementary"
