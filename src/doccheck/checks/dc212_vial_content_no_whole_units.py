"""DC212: vial-content-no-whole-units."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.container_words import waste_readings
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["VialContentNoWholeUnits"]


class VialContentNoWholeUnits:
    """The vials hold no whole number of billing units, and the discarded units depend on how one rounds.

    ## What it checks
    Whether the two ways of counting discarded units differ: from the content of the vials, and from the amount
    left.

    ## Why
    No source says which of the two is right, so a person decides.

    ## Example
    ```yaml
    code: J2270
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Morphine sulfate 4 mg IV was given today. One 15 mg single-dose vial opened, 11 mg discarded.
    fixed:
      replace: {Morphine sulfate 4 mg: Morphine sulfate 15 mg, 11 mg discarded: nothing discarded}
    ```

    ## What to do
    Ask the payer how it counts, and keep the answer with the claim.

    ## Source
    Rounding where the content is no whole number of units (domain rule J6, grade B).
    """

    code: ClassVar[str] = "DC212"
    name: ClassVar[str] = "vial-content-no-whole-units"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The vials hold no whole number of billing units, and the discarded units depend on how one rounds."""
        ledger = case.deciding
        if ledger.jw_alternative is None:
            return Pass() if ledger.jw_units is not None else NotAssessed("the discarded units are not known")
        one, other = waste_readings(ledger)
        message = (
            f"The containers opened hold no whole number of units of {case.code}; "
            f"counted one way {one} and counted another way {unit_count(other)} would be discarded."
        )
        return outcome_of([fault(self, message, citations=(DISCARDED_DRUG,))])
