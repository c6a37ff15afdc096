"""DC116: claim-line-without-units."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import BILLING_UNITS

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["ClaimLineWithoutUnits"]


class ClaimLineWithoutUnits:
    """A line of the claim states no units.

    ## What it checks
    Whether every line of the code on the claim states its units.

    ## Why
    Units that are not stated cannot be compared with the dose, and what nobody compared must not look as if it were
    right.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, modifiers: [JZ]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 400 mg IV was given today. Four 100 mg single-dose vials, nothing discarded.
    fixed:
      claim: [{code: J1745, units: 40, modifiers: [JZ]}]
    ```

    ## What to do
    Give the units of the line.

    ## Source
    Units are whole numbers of 1 or more (domain rule U8, grade B).
    """

    code: ClassVar[str] = "DC116"
    name: ClassVar[str] = "claim-line-without-units"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A line of the claim states no units."""
        if (missing := no_claim(case)) is not None:
            return missing
        if all(line.units is not None for line in case.claim):
            return Pass()
        message = f"A claim line for {case.code} states no units, so its units could not be compared with the dose."
        return outcome_of([fault(self, message, citations=(BILLING_UNITS,))])
