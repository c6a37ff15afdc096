"""DC510: other-drug-code-ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["OtherDrugCodeIgnored"]


class OtherDrugCodeIgnored:
    """The claim holds lines for other drug codes, which were not checked.

    ## What it checks
    Claim lines whose code is a J or Q code other than the one under check.

    ## Why
    One report is about one code; nothing is said about the others.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35}, {code: J1200, units: 1}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Run doccheck once more with --code for each of them.

    ## Source
    How doccheck reads a claim (docs/checks.md).
    """

    code: ClassVar[str] = "DC510"
    name: ClassVar[str] = "other-drug-code-ignored"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim holds lines for other drug codes, which were not checked."""
        if not case.claim_given:
            return NotAssessed("no claim was given")
        others = dict.fromkeys(line.code for line in case.other_lines if line.code[0] in "JQ")
        if not others:
            return Pass()
        message = f"The claim also holds {listing(others)}; this report is about {case.code} only."
        return outcome_of([fault(self, message, citations=(TOOL,))])
