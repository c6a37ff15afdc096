"""DC215: container-kind-conflicting."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.container_words import container_evidence
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import MULTI_DOSE

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["ContainerKindConflicting"]


class ContainerKindConflicting:
    """The record calls the container single-dose and multi-dose.

    ## What it checks
    Whether the words on the containers of the drug name both kinds.

    ## Why
    JW and JZ are for single-dose containers only, so the answer decides both.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 40 mg IM left deltoid given today from one 40 mg/mL single-dose vial.
      One 400 mg/10 mL multi-dose vial of triamcinolone acetonide opened.
    fixed:
      replace: {One 400 mg/10 mL multi-dose: One 40 mg/mL single-dose}
    ```

    ## What to do
    Have the record corrected by whoever prepared the drug.

    ## Source
    Multi-dose containers carry neither JW nor JZ (domain rule J4, grade A).
    """

    code: ClassVar[str] = "DC215"
    name: ClassVar[str] = "container-kind-conflicting"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The record calls the container single-dose and multi-dose."""
        ledger = case.deciding
        if ledger.container_basis != "conflict":
            return (
                Pass()
                if ledger.container is not None
                else NotAssessed("the record does not say what kind of container was used")
            )
        message = f"The record calls the containers of {case.code} both single-dose and multi-dose."
        return outcome_of([fault(self, message, evidence=container_evidence(case), citations=(MULTI_DOSE,))])
