"""DC230: discount-program-modifiers-in-doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import SCHEDULE_340B
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DiscountProgramModifiersInDoubt"]


class DiscountProgramModifiersInDoubt:
    """The modifiers of the 340B program contradict each other or miss a line.

    ## What it checks
    Whether JG and TB meet on one line, and whether a line of the code carries JG or TB while the JW line of the
    same drug does not.

    ## Why
    The program's modifier marks how the drug was bought, so it holds for the given and the discarded part alike.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [TB]}, {code: J1745, units: 5, modifiers: [JW]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Four 100 mg single-dose vials opened, 50 mg discarded.
    fixed:
      claim: [{code: J1745, units: 35, modifiers: [TB]}, {code: J1745, units: 5, modifiers: [JW, TB]}]
    ```

    ## What to do
    Put the program's modifier on both lines, and only one of JG and TB.

    ## Source
    JG and TB (domain rules A5 and J15, grade B).
    """

    code: ClassVar[str] = "DC230"
    name: ClassVar[str] = "discount-program-modifiers-in-doubt"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The modifiers of the 340B program contradict each other or miss a line."""
        if (missing := no_claim(case)) is not None:
            return missing
        program = ("JG", "TB")
        found = []
        if any(set(program) <= set(line.modifiers) for line in case.claim):
            found.append(f"A line for {case.code} carries both JG and TB; a provider uses one of them.")
        used = [modifier for modifier in modifiers_on(case) if modifier in program]
        if used and not all(set(program) & set(line.modifiers) for line in case.claim):
            found.append(f"{listing(used)} stands on some lines for {case.code} and not on all of them.")
        return outcome_of(fault(self, message, citations=(SCHEDULE_340B,)) for message in found)
