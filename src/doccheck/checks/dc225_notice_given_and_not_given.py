"""DC225: notice-given-and-not-given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ABN
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["NoticeGivenAndNotGiven"]


class NoticeGivenAndNotGiven:
    """GA and GZ stand together: a notice to the patient was given, and was not given.

    ## What it checks
    Whether one line carries GA together with GZ, EY or GL, or two lines of the code carry GA and GZ between them.

    ## Why
    GA says a signed advance notice is on file, GZ says there is none.

    ## Example
    ```yaml
    code: J3420
    date: 2026-02-25
    claim: [{code: J3420, units: 1, modifiers: [GA, GZ]}]
    note: |
      Date of service: 02/25/2026
      Cyanocobalamin 1000 mcg IM left deltoid given today. Advance beneficiary notice signed 02/25/2026.
    fixed:
      claim: [{code: J3420, units: 1, modifiers: [GA]}]
    ```

    ## What to do
    Keep GA if a signed notice is on file, else GZ.

    ## Source
    GA and GZ exclude each other (domain rules A5, grade A).
    """

    code: ClassVar[str] = "DC225"
    name: ClassVar[str] = "notice-given-and-not-given"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """GA and GZ stand together: a notice to the patient was given, and was not given."""
        if (missing := no_claim(case)) is not None:
            return missing
        if any({"GA", "GZ"} <= set(line.modifiers) for line in case.claim):
            message = f"A line for {case.code} carries GA (notice on file) and GZ (no notice); only one can be true."
            return outcome_of([fault(self, message, citations=(ABN,))])
        if carries(case, "GA") and carries(case, "GZ"):
            message = f"One line for {case.code} carries GA (notice on file) and another GZ (no notice)."
            return outcome_of([fault(self, message, severity=Severity.REVIEW, citations=(ABN,))])
        clash = {modifier for line in case.claim if "GA" in line.modifiers for modifier in line.modifiers} & {
            "EY",
            "GL",
        }
        if clash:
            message = f"GA on {case.code} is not used together with {listing(sorted(clash))}."
            return outcome_of([fault(self, message, severity=Severity.REVIEW, citations=(ABN,))])
        return Pass()
