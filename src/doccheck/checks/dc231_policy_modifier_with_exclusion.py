"""DC231: policy-modifier-with-exclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import KX
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["PolicyModifierWithExclusion"]


class PolicyModifierWithExclusion:
    """KX says that a policy is met, on a line that also says that it is not.

    ## What it checks
    Whether KX meets GA, GY or GZ on one line.

    ## Why
    KX declares that the conditions of a policy are met; the others expect a denial.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [KX, GY]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35, modifiers: [KX]}]
    ```

    ## What to do
    Keep KX only if the policy's conditions are documented.

    ## Source
    KX is not used with GA, GY or GZ (domain rules A5, grade A).
    """

    code: ClassVar[str] = "DC231"
    name: ClassVar[str] = "policy-modifier-with-exclusion"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """KX says that a policy is met, on a line that also says that it is not."""
        if (missing := no_claim(case)) is not None:
            return missing
        clashing = [
            modifier
            for line in case.claim
            if "KX" in line.modifiers
            for modifier in line.modifiers
            if modifier in ("GA", "GY", "GZ")
        ]
        if not clashing:
            return Pass()
        message = (
            f"A line for {case.code} carries KX (policy met) together with {listing(dict.fromkeys(clashing))} "
            "(denial expected)."
        )
        return outcome_of([fault(self, message, citations=(KX,))])
