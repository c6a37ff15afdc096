"""Judges of when it was given: clock time and calendar date."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.dates import find_times
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.note import Span
from doccheck.requirements.offered import missing, weigh
from doccheck.requirements.subject import NOTHING_GIVEN, subject_administrations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.case.records import Administration, Case
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement

__all__ = ["calendar_date", "clock_time"]


def _times(text: str) -> list[Mention]:
    return [Mention(one.span, "time") for one in find_times(text)]


def clock_time(case: Case, requirement: Requirement) -> Answer:
    """A clock time of the administration."""
    given = subject_administrations(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=NOTHING_GIVEN)
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


_ENTRY = Pattern(
    r"(?m)^[ \t>|*-]*(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?[ \t,|@-]+)?(?:at[ \t]+)?"
    r"(?:[01]?\d:[0-5]\d|2[0-3]:[0-5]\d|[01]\d[0-5]\d|2[0-3][0-5]\d)\b"
)
_BLANK = Pattern(r"\n[ \t\r]*\n")
_LABELLED_TIME = Pattern(
    r"(?:time(?: of)?(?: administration| admin| injection| given| dose)?|(?:given|administered|injected|"
    r"admin(?:istration)?)(?: time)?(?: at)?)\W{0,24}$",
    re.IGNORECASE,
)


def _beside(case: Case, given: Sequence[Administration], words: Evidence) -> bool:
    """Whether a time stands in the sentence or in the timed entry of an administration, or is labelled as its time."""
    text = case.note.text
    around = sentence_around(text, words.span)
    if any(one.time == words.quote for one in given):
        return True
    if _LABELLED_TIME.search(text[around.start : words.start]):
        return True
    pieces = [piece.span for one in given for piece in one.evidence[:1]]
    if any(piece.overlaps(around) for piece in pieces):
        return True
    entry = _entry(text, words)
    return entry is not None and any(piece.overlaps(entry) for piece in pieces)


def _entry(text: str, words: Evidence) -> Span | None:
    """Return the entry of a record whose leading time ``words`` is."""
    leads = _entries(text)
    index = bisect_right(leads, words.start, key=lambda pair: pair[0].start) - 1
    if index < 0 or words.end > leads[index][0].end:
        return None
    return leads[index][1]


@lru_cache(maxsize=4)
def _entries(text: str) -> tuple[tuple[Span, Span], ...]:
    """Return the timed entries of a record: the time each begins with, and the whole up to the next or a blank line."""
    leads = [Span(*match.span()) for match in _ENTRY.finditer(text)]
    ends = [*(lead.start for lead in leads[1:]), len(text)][: len(leads)]
    entries = []
    for lead, end in zip(leads, ends, strict=True):
        blank = _BLANK.search(text, lead.end, end)
        entries.append((lead, Span(lead.start, blank.start() if blank else end)))
    return tuple(entries)


def calendar_date(case: Case, requirement: Requirement) -> Answer:
    """The calendar date: the visit date of the note, once something is said to be given."""
    if not subject_administrations(case):
        return Answer(requirement, Status.MISSING, reason=NOTHING_GIVEN)
    if case.service.in_note is not None and case.service.evidence:
        return Answer(requirement, Status.MET, case.service.evidence[:1])
    if case.visit_dates:
        return Answer(requirement, Status.MET, (case.visit_dates[0][1],))
    return Answer(requirement, Status.MISSING, reason="The note does not say on which date it was given.")
