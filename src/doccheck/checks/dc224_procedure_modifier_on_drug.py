"""DC224: procedure-modifier-on-drug."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import REDUCED_SERVICE
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["ProcedureModifierOnDrug"]


class ProcedureModifierOnDrug:
    """A modifier for a reduced or discontinued procedure stands on a drug line.

    ## What it checks
    Whether any line of the code carries 52, 53, 73 or 74.

    ## Why
    A smaller dose is fewer units and discarded drug is JW; payers cut the line with 52 by half.

    ## Example
    ```yaml
    code: J0585
    date: 2026-02-25
    claim: [{code: J0585, units: 60, modifiers: [52]}]
    note: |
      Date of service: 02/25/2026
      OnabotulinumtoxinA 60 units was injected IM today.
    fixed:
      claim: [{code: J0585, units: 60}]
    ```

    ## What to do
    Remove the modifier and let the units say what was given.

    ## Source
    52 and its kin are procedure modifiers (domain rules A5, grade A; that none belongs on a drug line is inferred).
    """

    code: ClassVar[str] = "DC224"
    name: ClassVar[str] = "procedure-modifier-on-drug"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A modifier for a reduced or discontinued procedure stands on a drug line."""
        if (missing := no_claim(case)) is not None:
            return missing
        found = [modifier for modifier in modifiers_on(case) if modifier in ("52", "53", "73", "74")]
        if not found:
            return Pass()
        message = (
            f"{listing(found)} on the drug line {case.code} is for reduced or discontinued procedures; a "
            "smaller dose is fewer units."
        )
        return outcome_of([fault(self, message, citations=(REDUCED_SERVICE,))])
