"""DC403: stop-before-start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import INFUSION_TIMES
from doccheck.ground.context import read_context
from doccheck.language.infusion_times import Run, find_runs
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.case.records import Case

__all__ = ["StopBeforeStart"]

_HALF_DAY = 12 * 60
_LONGEST_WITHOUT_MARK = 8 * 60


def _backwards(run: Run) -> bool:
    """Whether stop lies before start, and neither midnight nor an afternoon hour written without pm explains it."""
    if run.start is None or run.stop is None or run.stop >= run.start:
        return False
    start = run.start.hour * 60 + run.start.minute
    stop = run.stop.hour * 60 + run.stop.minute
    past_midnight = 2 * _HALF_DAY - start + stop <= _HALF_DAY
    afternoon = start <= _HALF_DAY and 0 < stop + _HALF_DAY - start <= _LONGEST_WITHOUT_MARK
    return not past_midnight and not afternoon


def _runs(case: Case) -> Iterator[tuple[Span, Run]]:
    """Yield the runs in and beside the words that the reader offered as infusion times."""
    text, done = case.note.text, 0
    spans = [
        one.place.span
        for one in case.facts.fields
        if one.fact.field == "infusion_times" and one.place.grounded and one.place.span is not None
    ]
    for span in sorted(spans):
        start = max(done, text.rfind("\n", 0, span.start) + 1)
        line_end = text.find("\n", span.end)
        end = text.find("\n", line_end + 1) if line_end >= 0 else -1
        stop = len(text) if end < 0 else end
        if start >= stop or span.start < done:
            continue
        done = stop
        for run in find_runs(text[start:stop]):
            place = Span(start + run.span.start, start + run.span.end)
            # A run that starts inside a date or a number has no first time.
            if text[max(0, place.start - 1) : place.start] not in ("/", "-", ".", ",", *"0123456789"):
                yield place, run


def _parts(case: Case) -> Iterator[tuple[Span, Run]]:
    """Yield starts and stops that rows of their own state: ``1012 drug started``, ``1104 infusion complete``."""
    text = case.note.text
    for one in case.facts.fields:
        span = one.place.span
        if one.fact.field != "infusion_times" or not one.place.grounded or span is None:
            continue
        context = read_context(case.note, span)
        if context.proves_today:
            yield from ((span, run) for run in find_runs(text[span.start : span.end]))


def _torn(parts: list[tuple[Span, Run]]) -> list[Span]:
    """Return the places where every stop lies before every start."""
    starts = [(run.start, place) for place, run in parts if run.start is not None]
    stops = [(run.stop, place) for place, run in parts if run.stop is not None]
    if not starts or not stops:
        return []
    first, last = min(starts), max(stops)
    return [first[1], last[1]] if _backwards(Run(first[1], first[0], last[0])) else []


class StopBeforeStart:
    """An infusion ends before it begins.

    ## What it checks
    Start and stop times of each infusion on one day; a run over midnight is recognised.

    ## Why
    One of the two times is wrong, and the time billed cannot be supported.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Infusion start 13:10, stop 11:20.
    fixed:
      replace: {stop 11:20: stop 15:20}
    ```

    ## What to do
    Have the times corrected by the person who recorded them.

    ## Source
    Start and stop times support a time-based code (domain rule D13).
    """

    code: ClassVar[str] = "DC403"
    name: ClassVar[str] = "stop-before-start"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """An infusion ends before it begins."""
        runs = list(_runs(case))
        complete = [(place, run) for place, run in runs if run.start is not None and run.stop is not None]
        parts = [] if complete else list(_parts(case))
        if not runs and not parts:
            return NotAssessed("the record states no start and stop time")
        wrong = [place for place, run in complete if _backwards(run) and read_context(case.note, place).proves_today]
        wrong += _torn(parts)
        if not wrong:
            return Pass()
        message = "An infusion is recorded to stop before it started."
        evidence = map(case.note.evidence, wrong)
        return outcome_of([fault(self, message, evidence=evidence, citations=(INFUSION_TIMES,))])
