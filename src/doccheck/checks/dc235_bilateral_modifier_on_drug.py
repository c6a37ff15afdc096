"""DC235: bilateral-modifier-on-drug."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import SIDE_MODIFIERS

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["BilateralModifierOnDrug"]


class BilateralModifierOnDrug:
    """Modifier 50 stands on a drug line.

    ## What it checks
    Whether any line of the code carries 50.

    ## Why
    Two sides of a drug are its total units on one line. With 50 a payer may double or halve them; sources conflict.

    ## Example
    ```yaml
    code: J7323
    date: 2026-02-16
    claim: [{code: J7323, units: 2, modifiers: [50]}]
    note: |
      Date of service: 02/16/2026
      Euflexxa one dose was injected intra-articularly into each knee today.
    fixed:
      claim: [{code: J7323, units: 2}]
    ```

    ## What to do
    Put 50 on the procedure's line and bill the drug's total units without it.

    ## Source
    Two-sided injections of a drug (domain rules A5, sources conflict, grade C).
    """

    code: ClassVar[str] = "DC235"
    name: ClassVar[str] = "bilateral-modifier-on-drug"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Modifier 50 stands on a drug line."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not carries(case, "50"):
            return Pass()
        message = (
            f"Modifier 50 on the drug line {case.code} is for procedures on both sides; a drug is billed by "
            "its total units."
        )
        return outcome_of([fault(self, message, citations=(SIDE_MODIFIERS,))])
