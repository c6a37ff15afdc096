"""DC106: calculation-wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.ground.context import read_context
from doccheck.language.calculations import find_calculations
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.case.records import Case

__all__ = ["CalculationWrong"]

_EQUALS = Pattern(r"=|\bequals\b", starts="= equals")


def _equations(text: str) -> Iterator[tuple[Span, bool | None]]:
    """Yield place and outcome of what is written as an equality; an arrow may be a change over time (58% -> 51%).

    Only lines with an equals sign, and the line before each, are read: long notes hold few of them.
    """
    done = 0
    for sign in _EQUALS.finditer(text):
        if sign.start() < done:
            continue
        start = max(done, text.rfind("\n", 0, max(0, text.rfind("\n", 0, sign.start()))) + 1)
        end = text.find("\n", sign.end())
        done = len(text) if end < 0 else end
        for one in find_calculations(text[start:done]):
            words = text[start + one.span.start : start + one.span.end]
            if "=" in words or "equals" in words.casefold():
                yield Span(start + one.span.start, start + one.span.end), one.holds


class CalculationWrong:
    """A calculation written in the note does not come out.

    ## What it checks
    Every equation of the note that states both sides, such as vials times content or dose divided by a unit,
    recomputed exactly.

    ## Why
    A wrong sum in the record is what an auditor reads first, and one of its numbers is not what was done.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. 350 mg / 10 mg per unit = 40 units.
    fixed:
      replace: {= 40 units: = 35 units}
    ```

    ## What to do
    Have the calculation corrected.

    ## Source
    The arithmetic of the note is recomputed (design of doccheck; domain rules U1 and D14).
    """

    code: ClassVar[str] = "DC106"
    name: ClassVar[str] = "calculation-wrong"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A calculation written in the note does not come out."""
        wrong = [
            span
            for span, holds in _equations(case.note.text)
            if holds is False and read_context(case.note, span).proves_today
        ]
        if not wrong:
            return Pass()
        message = "A calculation written in the note does not come out when it is done again."
        return outcome_of([fault(self, message, evidence=map(case.note.evidence, wrong), citations=(TOOL,))])
