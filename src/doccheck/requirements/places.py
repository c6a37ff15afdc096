"""Judges of how and where it was given: route and site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.drugs import find_drugs
from doccheck.language.injected_places import find_injected_places
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.language.word_list import word_list
from doccheck.requirements.offered import missing, weigh
from doccheck.requirements.subject import NOTHING_GIVEN, subject_administrations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doccheck.case.records import Administration, Case
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["route", "site", "site_with_side"]

_MOST_EVIDENCE = 3
# Places of the body that come in pairs.
_PAIRED = word_list(
    "knee shoulder hip elbow wrist ankle hand foot thumb finger toe deltoid arm thigh leg buttock glute "
    "gluteal ventrogluteal dorsogluteal vastus eye trochanter subacromial glenohumeral acromioclavicular "
    "sacroiliac plantar carpal epicondyle bursa calf heel forearm ear breast facet quadriceps triceps "
    "trapezius cmc mcp fascia"
)


def _words(case: Case, given: Sequence[Administration], shows: Callable[[str], bool]) -> tuple[Evidence, ...]:
    """Return the shortest words of the administrations that show something, their sentence where none does."""
    found: list[Evidence] = []
    for one in given:
        fitting = [piece for piece in one.evidence if shows(piece.quote)]
        if fitting:
            found.append(min(fitting, key=lambda piece: len(piece.quote)))
            continue
        for piece in one.evidence:
            around = sentence_around(case.note.text, piece.span)
            if shows(case.note.text[around.start : around.end]):
                found.append(case.note.evidence(around))
                break
    return tuple(dict.fromkeys(found))[:_MOST_EVIDENCE]


def _other_drug(case: Case, reading: Reading) -> str | None:
    """Say so when the sentence of a route or site names other drugs only."""
    around = sentence_around(case.note.text, reading.evidence.span)
    named = {one.generic for one in find_drugs(case.note.text[around.start : around.end], case.reference.drugs)}
    given = {one.drug for one in subject_administrations(case)}
    return "The words are about another drug." if named and not named & given else None


_ORDER_FOR_NOW = Pattern(
    r"\border(?:s|ed|ing)?\b[^.;\n]{0,120}\b(?:now|today|this (?:visit|morning|afternoon)|stat)\b", re.IGNORECASE
)


def _another_time(case: Case, reading: Reading) -> str | None:
    """Say so when a route is planned; an order to be carried out at this visit is no plan for another one."""
    around = sentence_around(case.note.text, reading.evidence.span)
    if not reading.context.planned or _ORDER_FOR_NOW.search(case.note.text, around.start, around.end):
        return None
    return "The words speak of what is planned or possible."


_JOINT = Pattern(r"\b(?:joint|bursa|tendon sheath|trigger point)s?\b", re.IGNORECASE)
_NEEDLE = Pattern(
    r"\binject\w*|\binj\b|\bsite\b|\bneedle|\bport\b|\bcannula\w*|\bcatheter|\bgauge\b|\b\d{2}\s?g\b|\baccess\w*|"
    r"\bIV\b|\bPIV\b|\bvein\b|\bgiven\b|\badminist\w*|\border\w*",
    re.IGNORECASE,
)


def _no_needle(case: Case, given: Sequence[Administration], reading: Reading) -> str | None:
    """Say so when the sentence of a site speaks neither of the administration nor of a needle or a line."""
    around = sentence_around(case.note.text, reading.evidence.span)
    if _NEEDLE.search(case.note.text, around.start, around.end):
        return None
    if any(piece.span.overlaps(around) for one in given for piece in one.evidence):
        return None
    return "The words do not say where the drug was given."


def _routes(text: str) -> list[Mention]:
    """Routes by name, else by the place the needle was put into."""
    named = [Mention(one.span, "route") for one in find_routes(text)]
    return named or [Mention(one.span, "route") for one in find_injected_places(text)]


def _sites(text: str) -> list[Mention]:
    return [Mention(one.span, "site") for one in find_sites(text)]


def route(case: Case, requirement: Requirement) -> Answer:
    """How it was given."""
    given = subject_administrations(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=NOTHING_GIVEN)
    with_route = [one for one in given if one.route is not None]
    if with_route:
        proofs = _words(case, with_route, lambda words: bool(find_routes(words))) or with_route[0].evidence[:1]
        return Answer(requirement, Status.MET, proofs)
    into_joint = _words(case, given, lambda words: bool(_JOINT.search(words)))
    if into_joint:
        return Answer(requirement, Status.MET, into_joint)
    weighed = weigh(
        case,
        {"route"},
        _routes,
        allow=("ordered", "planned"),
        whole=lambda reading: _other_drug(case, reading) or _another_time(case, reading),
    )
    proofs = weighed.with_value("route")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE])
    return missing(requirement, weighed, "The route is not stated.")


def site(case: Case, requirement: Requirement) -> Answer:
    """Where on the body it was given."""
    given = subject_administrations(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=NOTHING_GIVEN)
    with_site = [one for one in given if one.site is not None]
    if with_site:
        proofs = _words(case, with_site, lambda words: bool(find_sites(words))) or with_site[0].evidence[:1]
        return Answer(requirement, Status.MET, proofs)
    weighed = weigh(
        case,
        {"injection_site"},
        _sites,
        allow=("ordered",),
        whole=lambda reading: _other_drug(case, reading) or _no_needle(case, given, reading),
    )
    proofs = weighed.with_value("site")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE])
    return missing(requirement, weighed, "The site is not stated.")


def site_with_side(case: Case, requirement: Requirement) -> Answer:
    """Where it was given, with the side where the place comes in pairs."""
    answer = site(case, requirement)
    if answer.status is not Status.MET:
        return answer
    given = [one for one in subject_administrations(case) if one.site is not None]
    sideless = [one for one in given if one.laterality is None and _is_paired(one.site or "")]
    if sideless and not _side_offered(case):
        reason = "The site has two sides and the note does not say which."
        return Answer(requirement, Status.AMBIGUOUS, answer.evidence, reason=reason)
    return answer


def _is_paired(name: str) -> bool:
    return any(part in name.casefold() for part in _PAIRED)


def _side_offered(case: Case) -> bool:
    """Whether words offered for the site hold a side and were about today."""

    def read(text: str) -> list[Mention]:
        sides = find_sides(text)
        return [Mention(one.span, "site") for one in find_sites(text)] if sides else []

    return bool(weigh(case, {"injection_site"}, read).readings)
