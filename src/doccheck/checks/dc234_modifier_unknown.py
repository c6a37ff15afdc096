"""DC234: modifier-unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.modifier_list import is_modifier
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["ModifierUnknown"]


class ModifierUnknown:
    """A modifier on the drug line is none that doccheck knows.

    ## What it checks
    Every modifier of the code's lines against the official list and the numeric modifiers of procedures.

    ## Why
    A mistyped modifier makes the line unprocessable, and doccheck cannot say what it would need in the record.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [ZZ]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Correct the modifier or remove it.

    ## Source
    Modifiers of the HCPCS file (grade A).
    """

    code: ClassVar[str] = "DC234"
    name: ClassVar[str] = "modifier-unknown"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A modifier on the drug line is none that doccheck knows."""
        if (missing := no_claim(case)) is not None:
            return missing
        unknown = [modifier for modifier in modifiers_on(case) if not is_modifier(modifier)]
        if not unknown:
            return Pass()
        message = f"{listing(unknown)} on the line for {case.code} is no modifier that doccheck knows."
        return outcome_of([fault(self, message, citations=(HCPCS,))])
