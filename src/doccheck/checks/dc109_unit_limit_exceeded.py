"""DC109: unit-limit-exceeded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.billing.limits import compare_with_limit
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import UNIT_LIMITS
from doccheck.checks.unit_limits import billed_lines, limit_of
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["UnitLimitExceeded"]


class UnitLimitExceeded:
    """The claim bills more units than the payer's edit lets through without a look at the record.

    ## What it checks
    Units billed against the Medically Unlikely Edit of the quarter and setting with adjudication indicator 1 (by
    line) or 3 (by day), and whether the discarded units make the difference.

    ## Why
    Such a claim is denied at first and needs order, dose given, waste and medical need on appeal.

    ## Example
    ```yaml
    code: J3301
    date: 2026-05-04
    claim: [{code: J3301, units: 40}]
    note: |
      Date of service: 05/04/2026
      Triamcinolone acetonide 400 mg was injected intra-articularly today.
    limit: {units: 16, indicator: 3}
    fixed:
      claim: [{code: J3301, units: 6}]
    ```

    ## What to do
    Check dose, unit and conversion; if they are right, keep the records ready.

    ## Source
    Adjudication indicators 1 and 3 (domain rules M1, M2 and M5, grade A and B).
    """

    code: ClassVar[str] = "DC109"
    name: ClassVar[str] = "unit-limit-exceeded"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills more units than the payer's edit lets through without a look at the record."""
        limit = limit_of(case)
        if isinstance(limit, NotAssessed):
            return limit
        result = compare_with_limit(billed_lines(case), limit)
        if result.exceeded and not result.absolute:
            by = "on a line" if limit.indicator == 1 else "a day"
            message = (
                f"The claim bills {unit_count(result.billed)} of {case.code}; the edit lets "
                f"{unit_count(limit.units)} {by} "
                f"through ({limit.quarter}, {limit.setting})."
            )
            return outcome_of([fault(self, message, citations=(UNIT_LIMITS,))])
        if result.exceeded_with_discarded and not result.exceeded:
            message = (
                f"With the discarded units {unit_count(result.billed_with_discarded)} of {case.code} are "
                "billed, more than the "
                f"{unit_count(limit.units)} of the edit; whether discarded units count is not settled."
            )
            return outcome_of([fault(self, message, severity=Severity.NOTE, citations=(UNIT_LIMITS,))])
        return Pass()
