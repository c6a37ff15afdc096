"""DC405: no-date-of-service."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["NoDateOfService"]


class NoDateOfService:
    """No date of service is known, so the newest reference answers.

    ## What it checks
    Whether a date of service was given, stands on the claim or in the note.

    ## Why
    Codes, modifiers and limits hold for certain dates only.

    ## Example
    ```yaml
    code: J1745
    note: |
      Infliximab 350 mg IV was given.
    fixed:
      replace: {was given.: was given on 03/09/2026.}
      date: 2026-03-09
    ```

    ## What to do
    Give the date of service.

    ## Source
    Look-ups are by date of service (docs/checks.md).
    """

    code: ClassVar[str] = "DC405"
    name: ClassVar[str] = "no-date-of-service"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """No date of service is known, so the newest reference answers."""
        if case.service.date is not None:
            return Pass()
        message = "No date of service is known; codes and limits are looked up in the newest edition."
        return outcome_of([fault(self, message, citations=(TOOL,))])
