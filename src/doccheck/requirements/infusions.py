"""Judge of the infusion's times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from doccheck.case.records import Answer, Status
from doccheck.language.infusion_times import Run, find_durations, find_runs
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.note import Evidence, Span
from doccheck.requirements.offered import offered_spans
from doccheck.requirements.subject import subject_administrations

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.reference.records import Requirement

__all__ = ["infusion_times"]

_LATE = 22  # an infusion begun so late may end after midnight
_NOON = 12 * 60  # minutes
_LONGEST_WITHOUT_MARK = 8 * 60  # minutes
_Parts: TypeAlias = list[tuple[Run, Evidence]]


def infusion_times(case: Case, requirement: Requirement) -> Answer:
    """Start and stop of the infusion, or its start and duration."""
    starts: _Parts = []
    stops: _Parts = []
    for run, evidence in _runs(case):
        if run.complete:
            if run.start is not None and run.stop is not None and run.stop < run.start and run.start.hour < _LATE:
                reason = "The infusion is said to have ended before it began."
                return Answer(requirement, Status.CONFLICTING, (evidence,), reason=reason)
            return Answer(requirement, Status.MET, (evidence,))
        (starts if run.start is not None else stops).append((run, evidence))
    return _in_parts(case, requirement, starts, stops)


def _in_parts(case: Case, requirement: Requirement, starts: _Parts, stops: _Parts) -> Answer:
    """Start and stop, or start and length, told in sentences of their own."""
    if starts and stops and _backwards([run for run, _ in starts], [run for run, _ in stops]):
        reason = "The infusion is said to have ended before it began."
        return Answer(requirement, Status.CONFLICTING, (starts[0][1], stops[-1][1]), reason=reason)
    if starts and stops:
        return Answer(requirement, Status.MET, (starts[0][1], stops[-1][1]))
    length = _length(case) if starts else None
    if length is not None:
        return Answer(requirement, Status.MET, (starts[0][1], length))
    if starts or stops:
        reason = f"Only the {'start' if starts else 'stop'} of the infusion is recorded."
        return Answer(requirement, Status.MISSING, reason=reason)
    return Answer(requirement, Status.MISSING, reason="Start and stop of the infusion are not recorded.")


def _backwards(starts: list[Run], stops: list[Run]) -> bool:
    """Whether every stop lies before every start, and neither midnight nor an hour without pm explains it."""
    first = min(run.start.hour * 60 + run.start.minute for run in starts if run.start is not None)
    last = max(run.stop.hour * 60 + run.stop.minute for run in stops if run.stop is not None)
    afternoon = first <= _NOON and last + _NOON - first <= _LONGEST_WITHOUT_MARK
    return last < first and first < _LATE * 60 and not afternoon


def _runs(case: Case) -> list[tuple[Run, Evidence]]:
    """Return the runs in the words offered, as far as they speak of an infusion."""
    text = case.note.text
    return [
        (run, case.note.evidence(span))
        for span in offered_spans(case, "infusion_times", "ordered")
        if _of_infusion(case, span)
        for run in find_runs(text[span.start : span.end]) or find_runs(text[max(0, span.start - 10) : span.end + 40])
        if run.start is not None or run.stop is not None
    ]


def _length(case: Case) -> Evidence | None:
    """Return the stated length of the infusion given, where it stands apart from its start."""
    for span in offered_spans(case, "infusion_times"):
        for found in find_durations(case.note.text[span.start : span.end]):
            return case.note.evidence(Span(span.start + found.start, span.start + found.end))
    return None


_INFUSION = Pattern(
    r"\binfus\w*|\bIV\b|\bIVPB\b|\bintraven\w*|\bstart\w*|\bstop\w*|\bhung\b|\bbag\b|\bdrip\b|\bbeg[au]n\b|\b"
    r"given\b|\badminist\w*|\bcomplet\w*|\bran\b|\btime\b",
    re.IGNORECASE,
)


def _of_infusion(case: Case, span: Span) -> bool:
    """Whether times speak of an infusion: their sentence does, or it holds the administration itself."""
    around = sentence_around(case.note.text, span)
    if _INFUSION.search(case.note.text, around.start, around.end):
        return True
    given = subject_administrations(case)
    return any(piece.span.overlaps(around) for one in given for piece in one.evidence)
