"""DC221: both-sides-on-one-line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import SIDE_MODIFIERS

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["BothSidesOnOneLine"]


class BothSidesOnOneLine:
    """One claim line carries both RT and LT.

    ## What it checks
    Whether any line of the code carries RT together with LT.

    ## Why
    A line can stand for one side only; two sides are two lines, or one line with the units of both.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    claim: [{code: J3301, units: 8, modifiers: [RT, LT]}]
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 40 mg was injected intra-articularly into each knee today, 80 mg in total.
    fixed:
      claim: [{code: J3301, units: 4, modifiers: [RT]}, {code: J3301, units: 4, modifiers: [LT]}]
    ```

    ## What to do
    Split the line by side, or bill one line with the total units and no side.

    ## Source
    Side modifiers on drug lines (domain rules A5).
    """

    code: ClassVar[str] = "DC221"
    name: ClassVar[str] = "both-sides-on-one-line"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """One claim line carries both RT and LT."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not any({"RT", "LT"} <= set(line.modifiers) for line in case.claim):
            return Pass()
        message = f"A claim line for {case.code} carries both RT and LT; a line can stand for one side only."
        return outcome_of([fault(self, message, citations=(SIDE_MODIFIERS,))])
