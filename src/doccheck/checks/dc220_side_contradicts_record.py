"""DC220: side-contradicts-record."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sides import SIDES, documented_sides
from doccheck.checks.sources import SIDE_MODIFIERS
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["SideContradictsRecord"]


class SideContradictsRecord:
    """A side modifier names the side that the record does not.

    ## What it checks
    RT and LT on lines of the code against the side of each documented injection site.

    ## Why
    A claim for the other side is a claim for a service that was not given. A side that the record leaves open
    supports neither.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    claim: [{code: J3301, units: 4, modifiers: [LT]}]
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 40 mg was injected intra-articularly into the right knee today.
    fixed:
      claim: [{code: J3301, units: 4, modifiers: [RT]}]
    ```

    ## What to do
    Correct the modifier, or have the record corrected if it names the wrong side.

    ## Source
    The side on the claim has to be the side in the procedure note (domain rules A5).
    """

    code: ClassVar[str] = "DC220"
    name: ClassVar[str] = "side-contradicts-record"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A side modifier names the side that the record does not."""
        if (missing := no_claim(case)) is not None:
            return missing
        claimed = [modifier for modifier in modifiers_on(case) if modifier in SIDES]
        if not claimed:
            return Pass()
        administrations = case.deciding.administrations
        if not administrations:
            return NotAssessed("no administration of the drug is documented")
        documented = documented_sides(administrations)
        evidence = [one for administration in administrations for one in administration.evidence]
        found = []
        for modifier in claimed:
            side = SIDES[modifier]
            if not documented:
                message = f"{modifier} says {side}, but the record names no side for the injection of {case.code}."
                found.append(
                    fault(self, message, severity=Severity.REVIEW, evidence=evidence, citations=(SIDE_MODIFIERS,))
                )
            elif side not in documented:
                message = (
                    f"{modifier} says {side}, but the record documents the {listing(sorted(documented))} side "
                    f"for {case.code}."
                )
                found.append(fault(self, message, evidence=evidence, citations=(SIDE_MODIFIERS,)))
        return outcome_of(found)
