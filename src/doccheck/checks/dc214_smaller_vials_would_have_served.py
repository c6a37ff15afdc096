"""DC214: smaller-vials-would-have-served."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.billing.vials import smallest_combination
from doccheck.checks.container_words import is_multi_dose
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import SMALLEST_VIAL
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["SmallerVialsWouldHaveServed"]


class SmallerVialsWouldHaveServed:
    """Smaller containers would have left less drug to discard.

    ## What it checks
    The single-dose containers opened against the combination of containers on the market that holds the dose with
    the least content.

    ## Why
    Units have to fit the smallest containers that supply the dose; the rest may not be paid.

    ## Example
    ```yaml
    code: J1010
    date: 2026-03-24
    note: |
      Date of service: 03/24/2026
      Methylprednisolone acetate 40 mg was injected intra-articularly into the right knee today.
      One 80 mg single-dose vial opened, 40 mg discarded.
    fixed:
      replace: {One 80 mg: One 40 mg, 40 mg discarded: nothing discarded}
    ```

    ## What to do
    If only the larger container is stocked, keep the invoices as proof; else bill what the smaller ones would have
    left.

    ## Source
    Smallest vial combination (domain rule J12, grade A and B).
    """

    code: ClassVar[str] = "DC214"
    name: ClassVar[str] = "smaller-vials-would-have-served"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Smaller containers would have left less drug to discard."""
        ledger = case.deciding
        if ledger.dose_total is None or ledger.opened is None or not ledger.dose_total.value:
            return NotAssessed("dose or containers opened are not known")
        if is_multi_dose(case) or ledger.definition.authority != "cms" or not ledger.jw_units:
            return Pass()  # nothing that could be billed as discarded was left
        sizes = [one.content for one in case.reference.containers(case.code) if one.content is not None]
        best = smallest_combination(ledger.dose_total, sizes)
        if best is None or not best.total.comparable(ledger.opened):
            return NotAssessed("the containers on the market are not known")
        saved = (ledger.opened - best.total.to(ledger.opened.unit)).value
        unit = ledger.definition.billing_unit
        if saved <= 0 or unit is None or Quantity(saved, ledger.opened.unit) / unit < 1:
            return Pass()
        message = (
            f"{ledger.opened} of {case.code} were opened for {ledger.dose_total}; containers with "
            f"{best.total} in all would have served."
        )
        evidence = (one for container in case.containers for one in container.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(SMALLEST_VIAL,))])
