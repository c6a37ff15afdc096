"""Judges of what was given: dose, route, site, date and time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.dates import find_dates, find_times
from doccheck.language.drugs import find_drugs
from doccheck.language.injected_places import find_injected_places
from doccheck.language.mention import Mention
from doccheck.language.sentences import sentence_around
from doccheck.note import Span
from doccheck.requirements.offered import missing, weigh
from doccheck.requirements.subject import subject_administrations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doccheck.case.records import Administration, Case
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["calendar_date", "clock_time", "dose", "dose_milligrams", "route", "site", "site_with_side"]

_NOTHING = "The note does not say that this drug was given."
_MOST_EVIDENCE = 3
# Places of the body that come in pairs.
_PAIRED = (
    "knee", "shoulder", "hip", "elbow", "wrist", "ankle", "hand", "foot", "thumb", "finger", "toe", "deltoid", "arm", "thigh", "leg", "buttock", "glute",
    "gluteal", "ventrogluteal", "dorsogluteal", "vastus", "eye", "trochanter", "subacromial", "glenohumeral", "acromioclavicular", "sacroiliac", "si joint",
    "plantar", "carpal", "epicondyle", "bursa", "calf", "heel", "forearm", "ear", "breast", "facet", "quadriceps", "triceps", "trapezius", "cmc", "mcp", "fascia",
)  # fmt: skip


def _given(case: Case) -> tuple[Administration, ...]:
    return subject_administrations(case)


def dose(case: Case, requirement: Requirement) -> Answer:
    """The amount given, with its unit."""
    given = _given(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=_NOTHING)
    contradictory = [one for one in given if len(one.candidates) > 1]
    if contradictory:
        words = tuple(dict.fromkeys(piece for one in contradictory for piece in one.evidence))
        ambiguous = all("ambiguous" in (one.reason or "") for one in contradictory)
        status = Status.AMBIGUOUS if ambiguous else Status.CONFLICTING
        reason = contradictory[0].reason or "The note states different doses for the same administration."
        return Answer(requirement, status, words[:4], reason=reason)
    known = [one for one in given if one.dose is not None]
    if not known:
        return _no_amount(requirement, given)
    volume = [one for one in known if one.dose is not None and one.dose.dimension == "volume"]
    unit = case.deciding.definition.billing_unit
    if len(volume) == len(known) and unit is not None and unit.dimension not in ("volume", "doses"):
        reason = "The dose is stated as a volume without a concentration, so its amount is unknown."
        return Answer(requirement, Status.NOT_CHECKABLE, known[0].evidence[:1], reason=reason)
    proofs = tuple(dict.fromkeys(one.evidence[0] for one in known if one.evidence))
    return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE])


def _no_amount(requirement: Requirement, given: Sequence[Administration]) -> Answer:
    """Something was given, but how much is not known."""
    per_weight = [one for one in given if one.per_weight]
    if per_weight:
        reason = "Only a dose by weight or surface is stated, not the amount given."
        return Answer(requirement, Status.NOT_CHECKABLE, per_weight[0].evidence[:1], reason=reason)
    reason = given[0].reason or "The drug was given, but no amount with a unit is stated."
    return Answer(requirement, Status.MISSING, reason=reason)


def dose_milligrams(case: Case, requirement: Requirement) -> Answer:
    """The amount in milligrams; millilitres only with a stated concentration."""
    answer = dose(case, requirement)
    if answer.status is Status.NOT_CHECKABLE:
        return Answer(requirement, Status.MISSING, reason=answer.reason)
    if answer.status is Status.MET and not any(
        one.dose is not None and one.dose.dimension == "mass" for one in _given(case)
    ):
        return Answer(requirement, Status.MISSING, reason="The dose is not stated in milligrams.")
    return answer


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
    given = {one.drug for one in _given(case)}
    return "The words are about another drug." if named and not named & given else None


_JOINT = re.compile(r"\b(?:joint|bursa|tendon sheath|trigger point)s?\b", re.IGNORECASE)
_NEEDLE = re.compile(
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
    given = _given(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=_NOTHING)
    with_route = [one for one in given if one.route is not None]
    if with_route:
        proofs = _words(case, with_route, lambda words: bool(find_routes(words))) or with_route[0].evidence[:1]
        return Answer(requirement, Status.MET, proofs)
    into_joint = _words(case, given, lambda words: bool(_JOINT.search(words)))
    if into_joint:
        return Answer(requirement, Status.MET, into_joint)
    weighed = weigh(case, {"route"}, _routes, allow=("ordered",), whole=lambda reading: _other_drug(case, reading))
    proofs = weighed.with_value("route")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE])
    return missing(requirement, weighed, "The route is not stated.")


def site(case: Case, requirement: Requirement) -> Answer:
    """Where on the body it was given."""
    given = _given(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=_NOTHING)
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
    given = [one for one in _given(case) if one.site is not None]
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


def _times(text: str) -> list[Mention]:
    return [Mention(one.span, "time") for one in find_times(text)]


def clock_time(case: Case, requirement: Requirement) -> Answer:
    """A clock time of the administration."""
    given = _given(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=_NOTHING)
    for one in given:
        if one.time:
            proofs = [piece for piece in one.evidence if one.time in piece.quote]
            found = proofs or [
                case.note.evidence(around)
                for piece in one.evidence
                if one.time
                in case.note.text[(around := sentence_around(case.note.text, piece.span)).start : around.end]
            ]
            if found:
                return Answer(requirement, Status.MET, tuple(found[:1]))
    weighed = weigh(
        case,
        {"administration_time"},
        _times,
        whole=lambda reading: (
            None if _beside(case, given, reading.evidence) else "The time is not that of the administration."
        ),
    )
    proofs_offered = weighed.with_value("time")
    if proofs_offered:
        return Answer(requirement, Status.MET, proofs_offered[:1], refuted=weighed.refuted)
    return missing(requirement, weighed, "No clock time of the administration is stated.")


_ENTRY = re.compile(
    r"(?m)^[ \t>|*-]*(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?[ \t,|@-]+)?(?:at[ \t]+)?"
    r"(?:[01]?\d:[0-5]\d|2[0-3]:[0-5]\d|[01]\d[0-5]\d|2[0-3][0-5]\d)\b"
)
_LABELLED_TIME = re.compile(
    r"(?:time(?: of)?(?: administration| admin| injection| given| dose)?|(?:given|administered|injected|"
    r"admin(?:istration)?)(?: time)?(?: at)?)\W{0,4}$",
    re.IGNORECASE,
)


def _beside(case: Case, given: Sequence[Administration], words: Evidence) -> bool:
    """Whether a time stands in the sentence or in the timed entry of an administration, or is labelled as its time."""
    text = case.note.text
    around = sentence_around(text, words.span)
    if _LABELLED_TIME.search(text[around.start : words.start]):
        return True
    pieces = [piece.span for one in given for piece in one.evidence[:1]]
    if any(piece.overlaps(around) for piece in pieces):
        return True
    entry = _entry(text, words)
    return entry is not None and any(piece.overlaps(entry) for piece in pieces)


def _entry(text: str, words: Evidence) -> Span | None:
    """Return the entry of a record whose leading time ``words`` is: up to the next timed line or a blank one."""
    for match in _ENTRY.finditer(text):
        if match.start() <= words.start and words.end <= match.end():
            following = _ENTRY.search(text, match.end())
            end = following.start() if following else len(text)
            blank = re.search(r"\n[ \t\r]*\n", text[match.end() : end])
            return Span(match.start(), match.end() + blank.start() if blank else end)
    return None


def _dates(text: str) -> list[Mention]:
    return [Mention(one.span, "date") for one in find_dates(text) if one.precision == "day"]


def calendar_date(case: Case, requirement: Requirement) -> Answer:
    """The calendar date: the visit date of the note, once something is said to be given."""
    if not _given(case):
        return Answer(requirement, Status.MISSING, reason=_NOTHING)
    if case.service.in_note is not None and case.service.evidence:
        return Answer(requirement, Status.MET, case.service.evidence[:1])
    if case.visit_dates:
        return Answer(requirement, Status.MET, (case.visit_dates[0][1],))
    return Answer(requirement, Status.MISSING, reason="The note does not say on which date it was given.")
