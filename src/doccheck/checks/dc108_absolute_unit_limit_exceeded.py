"""DC108: absolute-unit-limit-exceeded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.billing.limits import compare_with_limit
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import UNIT_LIMITS
from doccheck.checks.unit_limits import billed_lines, limit_of
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["AbsoluteUnitLimitExceeded"]


class AbsoluteUnitLimitExceeded:
    """The claim bills more units on one day than can ever be paid.

    ## What it checks
    Units billed against the Medically Unlikely Edit of the quarter and setting, where its adjudication indicator is
    2.

    ## Why
    An absolute limit is not lifted by a modifier, a record or an appeal.

    ## Example
    ```yaml
    code: J3301
    date: 2026-05-04
    claim: [{code: J3301, units: 4000}]
    note: |
      Date of service: 05/04/2026
      Triamcinolone acetonide 60 mg IM left gluteal was given today.
    limit: {units: 16, indicator: 2}
    fixed:
      claim: [{code: J3301, units: 6}]
    ```

    ## What to do
    Check dose, unit and conversion; a claim above the limit is denied in any case.

    ## Source
    Adjudication indicator 2 (domain rules M1 and M2, grade A and B).
    """

    code: ClassVar[str] = "DC108"
    name: ClassVar[str] = "absolute-unit-limit-exceeded"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills more units on one day than can ever be paid."""
        limit = limit_of(case)
        if isinstance(limit, NotAssessed):
            return limit
        result = compare_with_limit(billed_lines(case), limit)
        if not result.absolute or not result.exceeded:
            return Pass()
        message = (
            f"The claim bills {unit_count(result.billed)} of {case.code}; no more than {unit_count(limit.units)} a day "
            f"can be paid ({limit.quarter}, {limit.setting})."
        )
        return outcome_of([fault(self, message, citations=(UNIT_LIMITS,))])
