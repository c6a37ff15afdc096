"""Judges of the claim against the record: units and modifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, LedgerStatus, Status
from doccheck.note import Evidence, Span
from doccheck.requirements.offered import context_at, weigh
from doccheck.requirements.subject import subject_administrations
from doccheck.requirements.waste import says_emptied

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.case.records import Administration, Case
    from doccheck.reference.records import Requirement

__all__ = ["claim_units", "modifier_words"]

_DISCARD_MODIFIER = "JW"


def claim_units(case: Case, requirement: Requirement) -> Answer:
    """Units on the claim equal the units that follow from the dose."""
    ledger = case.deciding
    claimed = sum(line.units or 0 for line in case.claim if _DISCARD_MODIFIER not in line.modifiers)
    if ledger.status is not LedgerStatus.COMPUTED or ledger.units is None:
        reason = ledger.reason or "The units cannot be computed from the note."
        return Answer(requirement, Status.NOT_CHECKABLE, reason=reason)
    evidence = tuple(one.evidence[0] for one in ledger.administrations if one.evidence)[:3]
    if claimed == ledger.units:
        return Answer(requirement, Status.MET, evidence)
    reason = f"The claim has {claimed} units; the documented dose makes {ledger.units}."
    return Answer(requirement, Status.CONFLICTING, evidence, reason=reason)


def modifier_words(case: Case, requirement: Requirement) -> Answer:
    """Every modifier on the claim has its words in the record."""
    modifiers = list(dict.fromkeys(modifier for line in case.claim for modifier in line.modifiers))
    evidence: list[Evidence] = []
    unsupported: list[str] = []
    contradicted: list[str] = []
    given = subject_administrations(case)
    for modifier in modifiers:
        found = _support(case, modifier, given)
        if found is None:
            contradicted.append(modifier)
        elif found:
            evidence += found
        else:
            unsupported.append(modifier)
    if contradicted:
        reason = f"The record contradicts modifier {', '.join(contradicted)}."
        words = tuple(piece for one in given for piece in one.evidence[:1])
        return Answer(requirement, Status.CONFLICTING, words[:3], reason=reason)
    if unsupported:
        return Answer(
            requirement, Status.MISSING, reason=f"Nothing in the record supports modifier {', '.join(unsupported)}."
        )
    return Answer(requirement, Status.MET, tuple(dict.fromkeys(evidence)))


def _support(case: Case, modifier: str, given: tuple[Administration, ...]) -> list[Evidence] | None:
    """Return the words for ``modifier``: empty when there are none, ``None`` when the record says the opposite."""
    judge = _JUDGES.get(modifier)
    if judge is not None:
        return judge(case, given)
    pattern = _WORDS.get(modifier)
    return _sentences(case, re.compile(pattern, re.IGNORECASE)) if pattern else []


def _side(side: str, other: str) -> Callable[[Case, tuple[Administration, ...]], list[Evidence] | None]:
    def judge(case: Case, given: tuple[Administration, ...]) -> list[Evidence] | None:
        del case
        here = [one for one in given if one.laterality in (side, "bilateral")]
        if here:
            return [piece for one in here for piece in one.evidence[:1]]
        return None if any(one.laterality == other for one in given) else []

    return judge


def _both_sides(case: Case, given: tuple[Administration, ...]) -> list[Evidence] | None:
    del case
    sides = {one.laterality for one in given}
    if "bilateral" in sides or {"left", "right"} <= sides:
        return [piece for one in given for piece in one.evidence[:1]]
    return None if sides & {"left", "right"} else []


def _discarded(case: Case, given: tuple[Administration, ...]) -> list[Evidence] | None:
    del given
    real = [one for one in case.discards if one.amount.value > 0 and not one.overfill]
    if real:
        return [piece for one in real for piece in one.evidence]
    return None if any(one.amount.value == 0 for one in case.discards) else []


def _nothing_discarded(case: Case, given: tuple[Administration, ...]) -> list[Evidence] | None:
    if not given:
        return []
    real = [one for one in case.discards if one.amount.value > 0 and not one.overfill]
    unit = case.deciding.definition.billing_unit
    if real:
        below = unit is not None and all(
            one.amount.comparable(unit) and one.amount.to(unit.unit).value < unit.value for one in real
        )
        return [piece for one in real for piece in one.evidence] if below or case.deciding.jw_units == 0 else None
    said = [piece for one in case.discards if one.amount.value == 0 for piece in one.evidence]
    if said:
        return said
    weighed = weigh(case, {"wastage"}, says_emptied, allow=("negated", "planned", "ordered"))
    if weighed.readings:
        return [weighed.readings[0].evidence]
    ledger = case.deciding
    if ledger.opened is not None and ledger.dose_total is not None and ledger.opened.same_as(ledger.dose_total):
        return [piece for one in case.containers for piece in one.evidence][:2]
    return []


def _by_route(*routes: str) -> Callable[[Case, tuple[Administration, ...]], list[Evidence] | None]:
    def judge(case: Case, given: tuple[Administration, ...]) -> list[Evidence] | None:
        del case
        here = [one for one in given if one.route in routes]
        if here:
            return [piece for one in here for piece in one.evidence[:1]]
        return None if any(one.route is not None for one in given) else []

    return judge


_JUDGES: dict[str, Callable[[Case, tuple[Administration, ...]], list[Evidence] | None]] = {
    "RT": _side("right", "left"),
    "LT": _side("left", "right"),
    "50": _both_sides,
    "JW": _discarded,
    "JZ": _nothing_discarded,
    "JA": _by_route("intravenous"),
    "JB": _by_route("subcutaneous"),
}
"""Modifiers whose words are read from what was given and discarded."""

_DISTINCT = (
    r"\b(?:separate|distinct|different) (?:site|session|encounter|procedure|injection|lesion|practitioner|"
    r"structure|joint|service|area)s?\b|\bsecond (?:site|session|injection|joint)\b"
)
_WORDS: dict[str, str] = {
    "25": (
        r"\b(?:separate(?:ly)?(?: identifiable)?|significant(?:ly)?,? separate\w*|new (?:problem|complaint)|"
        r"unrelated)\b[^.\n]{0,60}\b(?:e/?m|evaluation|visit|problem|service|exam\w*)\b|\bseparate(?:ly)? "
        r"identifiable\b"
    ),
    "52": (
        r"\b(?:reduced|partial|incomplete|stopped early|not completed|half (?:the )?(?:usual|standard)|less than"
        r" (?:the )?(?:usual|standard))\b"
    ),
    "53": r"\b(?:discontinued|aborted|stopped|terminated)\b",
    "59": _DISTINCT,
    "XE": r"\b(?:separate|different|second) (?:encounter|session|visit)\b",
    "XP": r"\b(?:different|separate|another) (?:practitioner|provider|physician)\b",
    "XS": r"\b(?:separate|different|distinct|second) (?:site|structure|organ|joint|lesion)\b",
    "XU": _DISTINCT,
    "GA": r"\b(?:abn|advance beneficiary notice|advance notice)\b",
    "GX": r"\b(?:abn|advance beneficiary notice|voluntary notice)\b",
    "PO": r"\b(?:off-?campus|provider-?based|hospital outpatient)\b",
    "PN": r"\b(?:off-?campus|provider-?based|hospital outpatient)\b",
    "RE": r"\b(?:rems|touch)\b",
    "EJ": (
        r"\b(?:injection|dose|treatment)\s*+(?:#\s*+)?(?:[2-9]|two|three)\s*of\s*\w+\b|\b(?:second|third|2nd|3rd) "
        r"(?:injection|of (?:the )?(?:series|three))"
    ),
    "KX": r"\b(?:criteria (?:are |is )?met|meets? (?:the )?(?:criteria|policy))\b",
}
"""Words that support a modifier of another kind, tried on each sentence about today."""


def _sentences(case: Case, pattern: re.Pattern[str]) -> list[Evidence]:
    text = case.note.text
    for match in pattern.finditer(text):
        span = Span(*match.span())
        context = context_at(case, span)
        if context.negated or context.template or context.instruction or context.other_person:
            continue
        return [case.note.evidence(span)]
    return []
