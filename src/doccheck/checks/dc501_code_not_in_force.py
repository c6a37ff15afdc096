"""DC501: code-not-in-force."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import code_list, day

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["CodeNotInForce"]


class CodeNotInForce:
    """The code could not be billed on the date of service.

    ## What it checks
    The dates on which the official table lets the code be used, against the date of service; where the table shows
    a code for the same drug that is in force, it is named.

    ## Why
    A claim with an ended code, or with one that did not exist yet, is rejected.

    ## Example
    ```yaml
    code: J1030
    date: 2026-02-21
    note: |
      Date of service: 02/21/2026
      Methylprednisolone acetate 40 mg was injected intra-articularly into the right knee today.
    fixed:
      code: J1010
    ```

    ## What to do
    Bill the code in force on the date of service.

    ## Source
    Add and termination dates of the HCPCS file (grade A).
    """

    code: ClassVar[str] = "DC501"
    name: ClassVar[str] = "code-not-in-force"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The code could not be billed on the date of service."""
        on = case.service.date
        if on is None:
            return NotAssessed("no date of service is known")
        facts = case.facts_of_code
        if facts.in_force(on):
            return Pass()
        when = (
            f"began on {day(facts.added)}"
            if on < facts.added
            else f"ended on {day(facts.ended)}"
            if facts.ended
            else "ended"
        )
        following = case.reference.successors(case.code, on)
        instead = f"; for the same drug the table lists {code_list(following)} on that day" if following else ""
        message = f"{case.code} {when} and cannot be billed for {day(on)}{instead}."
        return outcome_of([fault(self, message, evidence=case.service.evidence, citations=(HCPCS,))])
