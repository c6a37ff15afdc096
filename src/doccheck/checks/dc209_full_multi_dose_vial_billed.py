"""DC209: full-multi-dose-vial-billed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import given_lines, no_claim, total_units
from doccheck.checks.container_words import container_evidence, is_multi_dose
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import MULTI_DOSE, VIAL_AUDIT
from doccheck.checks.wording import unit_count

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["FullMultiDoseVialBilled"]


def _vial_units(case: Case) -> set[Fraction]:
    """Billing units of one container: those the record names, and those of the official container table."""
    unit = case.deciding.definition.billing_unit
    named = {
        container.content / unit
        for container in case.containers
        if unit is not None and container.content.comparable(unit)
    }
    return named | {container.billing_units for container in case.reference.containers(case.code)}


class FullMultiDoseVialBilled:
    """The claim bills the whole multi-dose container instead of the dose drawn from it.

    ## What it checks
    For a multi-dose container, whether the billed units are a whole number of containers while the dose makes other
    units.

    ## Why
    It is the classic error in audits of multi-dose drugs: most of the lines looked at were wrong in this way.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    claim: [{code: J3301, units: 40}]
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 60 mg IM left gluteal given today, drawn from a 400 mg/10 mL multi-dose vial.
    fixed:
      claim: [{code: J3301, units: 6}]
    ```

    ## What to do
    Bill the units of the dose given to this patient.

    ## Source
    Audits of full vials billed for multi-dose drugs by OIG (domain rule J16), and rule J4 (grade A).
    """

    code: ClassVar[str] = "DC209"
    name: ClassVar[str] = "full-multi-dose-vial-billed"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills the whole multi-dose container instead of the dose drawn from it."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not is_multi_dose(case):
            return (
                Pass()
                if case.deciding.container is not None
                else NotAssessed("the record does not say what container was used")
            )
        ledger = case.deciding
        billed = total_units(given_lines(case))
        if ledger.units is None or billed is None:
            return NotAssessed("the units of the dose or of the claim are not known")
        if billed in (0, ledger.units, ledger.units_each) or not any(
            Fraction(billed) % vial == 0 for vial in _vial_units(case) if vial > 1
        ):
            return Pass()
        message = (
            f"The claim bills {unit_count(billed)} of {case.code}, the content of a whole multi-dose container; "
            f"the dose given makes {unit_count(ledger.units)}."
        )
        return outcome_of([fault(self, message, evidence=container_evidence(case), citations=(VIAL_AUDIT, MULTI_DOSE))])
