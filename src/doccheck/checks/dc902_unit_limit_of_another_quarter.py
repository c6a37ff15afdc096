"""DC902: unit-limit-of-another-quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import UNIT_LIMITS
from doccheck.checks.wording import day, listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["UnitLimitOfAnotherQuarter"]


class UnitLimitOfAnotherQuarter:
    """The table of unit limits does not cover the date of service.

    ## What it checks
    Whether a limit for the code exists for the quarter and setting of the service, where there is one for other
    quarters.

    ## Why
    Limits change every quarter; another quarter's is not applied.

    ## Example
    ```yaml
    code: J3301
    date: 2025-02-03
    claim: [{code: J3301, units: 6}]
    note: |
      Date of service: 02/03/2025
      Triamcinolone acetonide 60 mg IM left gluteal was given today.
    fixed:
      date: 2026-05-04
      replace: {02/03/2025: 05/04/2026}
    ```

    ## What to do
    Import the table of that quarter if the number of units is unusual.

    ## Source
    Limits change quarterly (domain rule M4, grade B).
    """

    code: ClassVar[str] = "DC902"
    name: ClassVar[str] = "unit-limit-of-another-quarter"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The table of unit limits does not cover the date of service."""
        if (missing := no_claim(case)) is not None:
            return missing
        on = case.service.date
        if on is None or case.deciding.definition.authority != "cms":
            return NotAssessed("unit limits belong to the official definition and a date of service")
        quarters = dict.fromkeys(limit.quarter for limit in case.reference.unit_limits(case.code))
        if not quarters:
            return NotAssessed("no unit limit is published for the code")
        if case.reference.unit_limit(case.code, on, case.setting) is not None:
            return Pass()
        message = (
            f"The unit limits of {case.code} are those of {listing(quarters)} and say nothing about {day(on)} "
            "in this setting."
        )
        return outcome_of([fault(self, message, citations=(UNIT_LIMITS,))])
