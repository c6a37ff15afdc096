"""DC201: jw-and-jz-on-one-line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG, JZ

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["JwAndJzOnOneLine"]


class JwAndJzOnOneLine:
    """One claim line says that drug was discarded (JW) and that none was (JZ).

    ## What it checks
    Whether any line of the code carries both JW and JZ.

    ## Why
    The two modifiers contradict each other; the line cannot be processed as billed.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [JW, JZ]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Four 100 mg single-dose vials opened, 50 mg discarded.
    fixed:
      claim: [{code: J1745, units: 35}, {code: J1745, units: 5, modifiers: [JW]}]
    ```

    ## What to do
    Bill the amount given on one line and the discarded units on a second line with JW; use JZ only when nothing was
    discarded.

    ## Source
    JW belongs on a line of its own, never with JZ (domain rules J3 and J7, grade A and B).
    """

    code: ClassVar[str] = "DC201"
    name: ClassVar[str] = "jw-and-jz-on-one-line"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """One claim line says that drug was discarded (JW) and that none was (JZ)."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not any({"JW", "JZ"} <= set(line.modifiers) for line in case.claim):
            return Pass()
        message = (
            f"A claim line for {case.code} carries both JW (some was discarded) and JZ (nothing was "
            "discarded); only one can be true."
        )
        return outcome_of([fault(self, message, citations=(DISCARDED_DRUG, JZ))])
