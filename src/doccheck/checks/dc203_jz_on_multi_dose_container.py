"""DC203: jz-on-multi-dose-container."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.container_words import container_evidence, is_multi_dose
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import JZ, MULTI_DOSE

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["JzOnMultiDoseContainer"]


class JzOnMultiDoseContainer:
    """The claim says nothing of a single-dose container was discarded, but the container was multi-dose.

    ## What it checks
    Whether a line carries JZ although the record says the container is multi-dose.

    ## Why
    JZ declares that the whole content of a single-dose container was used. On a multi-dose container that is
    untrue.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    claim: [{code: J3301, units: 4, modifiers: [JZ]}]
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 40 mg IM left deltoid given today from a multi-dose vial.
    fixed:
      claim: [{code: J3301, units: 4}]
    ```

    ## What to do
    Remove JZ. If the container was single-dose after all, the record has to say so.

    ## Source
    Multi-dose containers carry neither JW nor JZ (domain rule J4, grade A).
    """

    code: ClassVar[str] = "DC203"
    name: ClassVar[str] = "jz-on-multi-dose-container"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim says nothing of a single-dose container was discarded, but the container was multi-dose."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not is_multi_dose(case):
            return (
                Pass()
                if case.deciding.container is not None
                else NotAssessed("the record does not say what container was used")
            )
        if not carries(case, "JZ"):
            return Pass()
        message = (
            f"A line for {case.code} carries JZ, which is for single-dose containers, but the record says the "
            "container is multi-dose."
        )
        return outcome_of([fault(self, message, evidence=container_evidence(case), citations=(MULTI_DOSE, JZ))])
