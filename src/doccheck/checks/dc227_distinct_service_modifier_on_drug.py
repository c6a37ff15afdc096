"""DC227: distinct-service-modifier-on-drug."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISTINCT_SERVICE
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DistinctServiceModifierOnDrug"]


class DistinctServiceModifierOnDrug:
    """59 or one of XE, XP, XS, XU stands on a drug line.

    ## What it checks
    Whether a line carries one of these modifiers, or 59 together with an X modifier; J3471, whose lines are limited
    to 999 units, may carry XU.

    ## Why
    They lift an edit between two procedures. Several injections of one drug are no reason for them.

    ## Example
    ```yaml
    code: J1885
    date: 2026-02-25
    claim: [{code: J1885, units: 2, modifiers: [59]}]
    note: |
      Date of service: 02/25/2026
      Ketorolac 30 mg IM left deltoid given today.
    fixed:
      claim: [{code: J1885, units: 2}]
    ```

    ## What to do
    Remove the modifier, or name the pair of codes it separates.

    ## Source
    59 and X modifiers (domain rules A5 and M7, grade A and B).
    """

    code: ClassVar[str] = "DC227"
    name: ClassVar[str] = "distinct-service-modifier-on-drug"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """59 or one of XE, XP, XS, XU stands on a drug line."""
        if (missing := no_claim(case)) is not None:
            return missing
        found = [modifier for modifier in modifiers_on(case) if modifier in ("59", "XE", "XP", "XS", "XU")]
        if case.code == "J3471" and "59" not in found:
            found = []
        if not found:
            return Pass()
        message = (
            f"{listing(found)} on the drug line {case.code} is for distinct procedures and does not explain "
            "an amount of a drug."
        )
        return outcome_of([fault(self, message, citations=(DISTINCT_SERVICE,))])
