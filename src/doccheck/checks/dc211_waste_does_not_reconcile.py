"""DC211: waste-does-not-reconcile."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["WasteDoesNotReconcile"]


class WasteDoesNotReconcile:
    """Dose given and amount discarded do not add up to the containers opened.

    ## What it checks
    Labelled content of the containers opened against dose given plus amount discarded, where the record states all
    three.

    ## Why
    One of the three numbers is wrong, and nobody can tell which from the record; the discarded units stay unknown.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Four 100 mg single-dose vials opened, 20 mg discarded.
    fixed:
      replace: {20 mg: 50 mg}
    ```

    ## What to do
    Have the person who gave the drug check dose, vials and waste.

    ## Source
    Given plus discarded equals the content of the vials opened (domain rule J11).
    """

    code: ClassVar[str] = "DC211"
    name: ClassVar[str] = "waste-does-not-reconcile"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Dose given and amount discarded do not add up to the containers opened."""
        ledger = case.deciding
        if ledger.reconciles is None:
            return NotAssessed("the record does not state dose, containers and waste together")
        if ledger.reconciles:
            return Pass()
        amounts = (ledger.dose_total, ledger.wasted, ledger.opened)
        if None not in amounts:
            message = f"{amounts[0]} given and {amounts[1]} discarded do not add up to the {amounts[2]} opened."
        else:
            reason = (ledger.waste_reason or "Given and discarded amounts do not add up to the containers").rstrip(".")
            message = f"The record on waste does not add up. {reason}."
        evidence = [one for administration in ledger.administrations for one in administration.evidence[:1]]
        evidence += [one for discard in case.discards for one in discard.evidence]
        evidence += [one for container in case.containers for one in container.evidence]
        return outcome_of([fault(self, message, evidence=evidence, citations=(DISCARDED_DRUG,))])
