"""DC222: side-modifier-on-systemic-drug."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sides import SIDES, is_systemic
from doccheck.checks.sources import SIDE_MODIFIERS
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["SideModifierOnSystemicDrug"]


class SideModifierOnSystemicDrug:
    """A side modifier stands on a drug that works in the whole body.

    ## What it checks
    RT or LT on a line of a drug that was given into a vein, under the skin, by mouth, or into a muscle for its
    effect on the whole body.

    ## Why
    Such a drug has no side; the modifier is usually copied from a procedure line.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [RT]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today in the right forearm.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Remove the modifier unless the payer asks for it in writing.

    ## Source
    RT and LT are not typical for a systemic drug (article on J2326; domain rules A5, sources conflict).
    """

    code: ClassVar[str] = "DC222"
    name: ClassVar[str] = "side-modifier-on-systemic-drug"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A side modifier stands on a drug that works in the whole body."""
        if (missing := no_claim(case)) is not None:
            return missing
        claimed = [modifier for modifier in modifiers_on(case) if modifier in SIDES]
        if not claimed:
            return Pass()
        administrations = case.deciding.administrations
        if not any(administration.route for administration in administrations):
            return NotAssessed("the record names no route")
        if not all(is_systemic(administration) for administration in administrations):
            return Pass()
        message = (
            f"{listing(claimed)} on a line for {case.code} names a side, but the drug was given for its "
            "effect on the whole body."
        )
        return outcome_of([fault(self, message, citations=(SIDE_MODIFIERS,))])
