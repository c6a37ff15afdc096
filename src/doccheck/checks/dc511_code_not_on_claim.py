"""DC511: code-not-on-claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["CodeNotOnClaim"]


class CodeNotOnClaim:
    """A claim was given, but it has no line for the code under check.

    ## What it checks
    Whether any line of the claim carries the code.

    ## Why
    Either the drug was not billed, or it was billed under another code.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J2323, units: 300}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Check the code on the claim, or run doccheck for the code that was billed.

    ## Source
    How doccheck reads a claim (docs/checks.md).
    """

    code: ClassVar[str] = "DC511"
    name: ClassVar[str] = "code-not-on-claim"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A claim was given, but it has no line for the code under check."""
        if not case.claim_given:
            return NotAssessed("no claim was given")
        if case.claim:
            return Pass()
        message = f"The claim has no line for {case.code}."
        return outcome_of([fault(self, message, citations=(TOOL,))])
