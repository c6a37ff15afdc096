"""DC212: vial-content-no-whole-units."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

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
    code: J1652
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Fondaparinux 1.1 mg SC left abdomen given today. One 2.5 mg single-dose syringe opened, 1.4 mg discarded.
    fixed:
      replace: {Fondaparinux 1.1 mg: Fondaparinux 2.5 mg, 1.4 mg discarded: nothing discarded}
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
        if ledger.jw_units is None:
            return NotAssessed("the discarded units are not known")
        if ledger.jw_alternative in (None, ledger.jw_units):
            return Pass()
        message = (
            f"The containers opened hold no whole number of units of {case.code}; "
            f"counted one way {ledger.jw_units} and counted another way {unit_count(ledger.jw_alternative)} "
            "would be discarded."
        )
        return outcome_of([fault(self, message, citations=(DISCARDED_DRUG,))])
