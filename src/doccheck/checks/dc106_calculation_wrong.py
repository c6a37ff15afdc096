"""DC106: calculation-wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.ground.context import read_context
from doccheck.language.calculations import find_calculations

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Span

__all__ = ["CalculationWrong"]


def _equates(case: Case, span: Span) -> bool:
    """Whether the words state an equality; an arrow may be a change over time (58% -> 51%)."""
    words = case.note.text[span.start : span.end]
    return "=" in words or "equals" in words.casefold()


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
            one
            for one in find_calculations(case.note.text)
            if one.holds is False and _equates(case, one.span) and read_context(case.note, one.span).proves_today
        ]
        if not wrong:
            return Pass()
        message = "A calculation written in the note does not come out when it is done again."
        return outcome_of(
            [fault(self, message, evidence=(case.note.evidence(one.span) for one in wrong), citations=(TOOL,))]
        )
