"""Judges of wastage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.containers import says_nothing_wasted, says_overfill
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.language.tables import cells_below
from doccheck.note import Span
from doccheck.requirements.offered import Weighed, missing, offered_spans, weigh
from doccheck.requirements.subject import subject_administrations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from doccheck.case.records import Case, Discard
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement

__all__ = ["says_emptied", "wastage", "wastage_tied"]

_TIE_QUESTION = "Does the discarded amount equal the quantity reported with JW?"
_JW = Pattern(r"\bJW\b")
_COUNT = r"(?P<units>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.,]\d)"
# "billed as 180 units with JW", "180 JW units", "JW x 180 units", "JW: 180"; an amount of drug is no number of units.
_UNITS_JW = Pattern(
    rf"(?<![\d.,]){_COUNT}\s*(?:billing\s+)?(?:units?|u)\b(?:(?!\band\b|\bplus\b|,)[^.;\n\d]){{0,40}}?\bJW\b|(?<![\d.,])(?P<lone>\d{{1,6}})\s+JW\s+units?\b",
    re.IGNORECASE,
)
_JW_UNITS = Pattern(
    rf"\bJW\b[^.;\n\d]{{0,30}}?{_COUNT}\s*(?:billing\s+)?(?:units?|u)\b|\bJW\s*[x×:=]\s*(?P<lone>\d{{1,6}})(?!\s*[a-zA-Z]|[\d.,]\d)",
    re.IGNORECASE,
)
_KEPT = Pattern(
    r"\b(?:kept|keep|saved|stored|retained|refrigerat\w*|returned to (?:the )?(?:fridge|refrigerator|stock)|next "
    r"patient|"
    r"other patients?|reus\w*)\b",
    re.IGNORECASE,
)
_THROWN = Pattern(r"\b(?:discard\w*|wasted|destroyed|disposed|thrown)\b", re.IGNORECASE)
_DISCARDED = Pattern(
    r"\b(?:wast(?:e|ed|age)|discard(?:ed)?|unused|left ?over|remain(?:der|ing)|residual|destroyed)\b", re.IGNORECASE
)
_EMPTY_CELL = Pattern(r"(?:0(?:\.0+)?\s*(?:mg|mcg|g|ml|units?|u)?|none|nil|no|n/?a|-+|—)", re.IGNORECASE)
_HEADINGS = Pattern(r"[^\d]*(?:\||\t| {2,})[^\d]*(?:\||\t| {2,})[^\d]*")
_NO_EVIDENCE = Weighed((), (), unclear=False)


def says_emptied(text: str) -> list[Mention]:
    """Return the sentence ``text`` when it says that nothing was wasted or the container was emptied."""
    return [Mention(Span(0, len(text)), "none")] if says_nothing_wasted(text) else []


def _unused(case: Case) -> str | None:
    """Return why some amount was left unused, ``None`` when nothing says so."""
    ledger = case.deciding
    if any(line.modifiers and "JW" in line.modifiers for line in case.claim):
        return "The claim bills a discarded amount, but the note records none."
    if ledger.opened is not None and ledger.dose_total is not None and ledger.opened.comparable(ledger.dose_total):
        rest = ledger.opened - ledger.dose_total
        if rest.value > 0 and case.multi_dose is not True:
            return "The containers opened hold more than was given, and the amount discarded is not recorded."
    return None


def _real(case: Case) -> tuple[Discard, ...]:
    """Return what was really discarded; a remainder that is kept is none."""
    return tuple(one for one in case.discards if one.amount.value > 0 and not one.overfill and not _kept(case, one))


def _kept(case: Case, discard: Discard) -> bool:
    text = case.note.text
    for piece in discard.evidence:
        around = sentence_around(text, piece.span)
        words = text[around.start : around.end]
        if _KEPT.search(words) and not _THROWN.search(words):
            return True
    return False


def wastage(case: Case, requirement: Requirement) -> Answer:
    """The amount discarded, when any was left unused."""
    discards = _real(case)
    if discards:
        evidence = tuple(piece for one in discards for piece in one.evidence)
        if case.deciding.reconciles is False:
            reason = "The amount given and the amount discarded do not add up to the containers opened."
            return Answer(requirement, Status.CONFLICTING, evidence, reason=reason)
        return _reported(case, requirement, evidence)
    unused = _unused(case)
    none, words = _nothing_left(case, unused)
    if none is not None:
        said_none = any(one.amount.value == 0 and not one.overfill for one in case.discards)
        if said_none and case.deciding.reconciles is False:
            reason = "The note says that nothing was wasted, but the containers opened hold more than was given."
            return Answer(requirement, Status.CONFLICTING, words, reason=reason)
        return Answer(requirement, Status.NOT_APPLICABLE, words, reason=none)
    if unused is None and weigh(case, {"wastage"}, _mentions_discard).readings:
        unused = "The note says that drug was discarded, but not how much."
    if unused is None:
        return Answer(requirement, Status.NOT_APPLICABLE, reason="Nothing says that any amount was left unused.")
    return missing(requirement, _NO_EVIDENCE, unused)


_BEYOND = "Only what was beyond the labelled content was discarded; that is not waste."
_NONE = "Nothing was discarded."


def _nothing_left(case: Case, unused: str | None) -> tuple[str | None, tuple[Evidence, ...]]:
    """Return why there is no waste to record, and the words that say so; no reason when there may be some."""
    overfill = tuple(piece for one in case.discards if one.overfill for piece in one.evidence)
    if overfill:
        return _BEYOND, overfill
    said_none = [one for one in case.discards if one.amount.value == 0]
    if said_none:
        return _NONE, said_none[0].evidence
    if case.multi_dose is True or case.deciding.container == "multi-dose":
        return "A multi-dose container has no waste to record.", ()
    if not subject_administrations(case):
        return "Nothing was given, so nothing was left unused.", ()
    return _said_empty(case, unused)


def _said_empty(case: Case, unused: str | None) -> tuple[str | None, tuple[Evidence, ...]]:
    """The same from the words offered for waste."""
    cells = [case.note.evidence(span) for span in cells_below(case.note.text, "wast", "discard")]
    if cells and unused is None and all(_EMPTY_CELL.fullmatch(cell.quote) for cell in cells):
        return _NONE, tuple(cells[:1])
    emptied = weigh(case, {"wastage"}, says_emptied, allow=("negated", "planned", "ordered"))
    if emptied.readings and unused is None:
        return _NONE, emptied.with_value("none")[:1]
    beyond = weigh(case, {"wastage"}, _mentions_overfill, allow=("planned", "ordered"))
    if beyond.readings:
        return _BEYOND, beyond.with_value("overfill")[:1]
    return None, ()


def _mentions_overfill(text: str) -> list[Mention]:
    return [Mention(Span(0, len(text)), "overfill")] if says_overfill(text) and _DISCARDED.search(text) else []


def _mentions_discard(text: str) -> list[Mention]:
    found = _DISCARDED.search(text)
    if (
        found is None
        or _HEADINGS.fullmatch(text)
        or says_nothing_wasted(text)
        or re.search(r"\b(?:needle|syringe|sharps|gloves|gauze|tubing)s?\b", text, re.IGNORECASE)
    ):
        return []
    return [Mention(Span(*found.span()), "some")]


def wastage_tied(case: Case, requirement: Requirement) -> Answer:
    """The amount discarded and a statement that ties it to the quantity reported with JW."""
    answer = wastage(case, requirement)
    if answer.status is not Status.MET:
        return answer
    for piece in answer.evidence:
        around = sentence_around(case.note.text, piece.span)
        if _JW.search(case.note.text, around.start, around.end):
            return Answer(requirement, Status.MET, (case.note.evidence(around), *answer.evidence))
    weighed = weigh(case, {"wastage"}, _ties, allow=("planned", "ordered"))
    if weighed.readings:
        return Answer(requirement, Status.MET, (*answer.evidence, *weighed.with_value("tie")))
    reason = "The amount discarded is recorded, but nothing ties it to the quantity reported with JW."
    return Answer(requirement, Status.MISSING, reason=reason, question=_TIE_QUESTION)


def _reported(case: Case, requirement: Requirement, evidence: tuple[Evidence, ...]) -> Answer:
    """Answer for an amount discarded, once the quantity said to be reported for it is looked at."""
    wrong = _wrong_jw_quantity(case, evidence)
    if wrong:
        reason = "The quantity said to be reported with JW is not that of the amount discarded."
        return Answer(requirement, Status.CONFLICTING, wrong, reason=reason)
    return Answer(requirement, Status.MET, evidence)


def _wrong_jw_quantity(case: Case, discarded: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the sentences that state another number of units for JW than the amount discarded makes."""
    ledger = case.deciding
    computed: set[Fraction | int] = {one for one in (ledger.jw_units, ledger.jw_alternative) if one is not None}
    if not computed:
        return ()
    if ledger.wasted is not None and ledger.wasted.unit == "units":
        computed.add(ledger.wasted.value)  # a drug measured in units: the number may be the drug's own
    text = case.note.text
    places = [sentence_around(text, piece.span) for piece in discarded]
    places += [sentence_around(text, span) for span in offered_spans(case, "wastage", "planned", "ordered")]
    wrong = []
    for place in dict.fromkeys(places):
        words = text[place.start : place.end]
        stated = [_number(match) for pattern in (_UNITS_JW, _JW_UNITS) for match in pattern.finditer(words)]
        if stated and not computed & set(stated):
            wrong.append(case.note.evidence(place))
    return tuple(wrong)


def _number(match: re.Match[str]) -> int:
    return int((match["units"] or match["lone"]).replace(",", ""))


def _ties(text: str) -> list[Mention]:
    return [Mention(Span(*match.span()), "tie") for match in _JW.finditer(text)]
