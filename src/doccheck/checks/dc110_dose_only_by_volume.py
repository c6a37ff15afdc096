"""DC110: dose-only-by-volume."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.case.records import Case, Status
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.facts import Role
from doccheck.language.amounts import read_amount

if TYPE_CHECKING:
    from doccheck.ground.grounded import GroundedAmount

__all__ = ["DoseOnlyByVolume"]


def _is_volume(amount: GroundedAmount) -> bool:
    read = read_amount(amount.fact.number, amount.fact.unit).exact
    return amount.place.grounded and read is not None and read.dimension == "volume"


class DoseOnlyByVolume:
    """The amount given follows only from a volume and a concentration.

    ## What it checks
    Where the source asks for the amount in its unit of weight, whether the record states it only as millilitres
    with a concentration.

    ## Why
    The arithmetic is right, but a payer that asks for exact milligrams may not do it.

    ## Example
    ```yaml
    code: J3246
    date: 2026-03-04
    authority: article
    note: |
      Date of service: 03/04/2026
      Anakinra 0.67 mL of 149 mg/mL was given subcutaneously in the left thigh today.
    fixed:
      replace: {0.67 mL of 149 mg/mL: 100 mg}
    ```

    ## What to do
    Have the amount in milligrams written into the record.

    ## Source
    The article on J3246 asks for milligrams.
    """

    code: ClassVar[str] = "DC110"
    name: ClassVar[str] = "dose-only-by-volume"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:
        """The amount given follows only from a volume and a concentration."""
        answer = next((one for one in answers.values() if one.requirement.evidence == "dose_milligrams"), None)
        if answer is None:
            return NotAssessed("the code does not ask for the dose in milligrams")
        if answer.status is not Status.MET:
            return NotAssessed("the dose is not documented")
        if not any(amount.fact.role is Role.GIVEN and _is_volume(amount) for amount in case.facts.amounts):
            return Pass()
        written = [one for one in case.deciding.administrations if one.steps]
        if not written:
            return Pass()
        message = (
            f"The dose of {case.code} follows from a volume and a concentration; the record does not state it "
            "in milligrams."
        )
        evidence = (one for administration in written for one in administration.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(answer.requirement.source,))])
