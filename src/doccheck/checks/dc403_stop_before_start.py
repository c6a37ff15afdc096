"""DC403: stop-before-start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import INFUSION_TIMES
from doccheck.ground.context import read_context
from doccheck.language.infusion_times import Run, find_runs

if TYPE_CHECKING:
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


def _torn(case: Case, run: Run) -> bool:
    """Whether the run starts inside a date or a number, so that its first time is none."""
    return case.note.text[max(0, run.span.start - 1) : run.span.start] in ("/", "-", ".", ",", *"0123456789")


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
        runs = find_runs(case.note.text)
        if not runs:
            return NotAssessed("the record states no start and stop time")
        wrong = [
            run
            for run in runs
            if _backwards(run) and not _torn(case, run) and read_context(case.note, run.span).proves_today
        ]
        if not wrong:
            return Pass()
        message = "An infusion is recorded to stop before it started."
        return outcome_of(
            [
                fault(
                    self, message, evidence=(case.note.evidence(run.span) for run in wrong), citations=(INFUSION_TIMES,)
                )
            ]
        )
