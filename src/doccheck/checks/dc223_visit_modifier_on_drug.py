"""DC223: visit-modifier-on-drug."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import EVALUATION_MODIFIER

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["VisitModifierOnDrug"]


class VisitModifierOnDrug:
    """Modifier 25 stands on a drug line.

    ## What it checks
    Whether any line of the code carries modifier 25.

    ## Why
    25 marks a separate visit on the same day. It belongs on the code of the visit, never on a drug, whatever an
    article says.

    ## Example
    ```yaml
    code: J0585
    date: 2026-02-25
    claim: [{code: J0585, units: 100, modifiers: [25]}]
    note: |
      Date of service: 02/25/2026
      OnabotulinumtoxinA 100 units was injected IM today.
    fixed:
      claim: [{code: J0585, units: 100}]
    ```

    ## What to do
    Move 25 to the line of the visit if the record supports a separate visit.

    ## Source
    25 is for evaluation and management codes only (domain rules A5, grade A).
    """

    code: ClassVar[str] = "DC223"
    name: ClassVar[str] = "visit-modifier-on-drug"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Modifier 25 stands on a drug line."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not carries(case, "25"):
            return Pass()
        message = f"Modifier 25 stands on the drug line {case.code}; it belongs on the code of the visit only."
        return outcome_of([fault(self, message, citations=(EVALUATION_MODIFIER,))])
