"""DC202: jw-on-multi-dose-container."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.container_words import container_evidence, is_multi_dose
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import MULTI_DOSE

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["JwOnMultiDoseContainer"]


class JwOnMultiDoseContainer:
    """The claim bills discarded drug from a container that serves several doses.

    ## What it checks
    Whether a JW line stands on the claim although the record says the container is multi-dose.

    ## Why
    What is left in a multi-dose container is not discarded drug in the sense of JW and is never paid.

    ## Example
    ```yaml
    code: J3301
    date: 2026-02-03
    claim: [{code: J3301, units: 4}, {code: J3301, units: 6, modifiers: [JW]}]
    note: |
      Date of service: 02/03/2026
      Triamcinolone acetonide 40 mg IM left deltoid given today from a multi-dose vial.
    fixed:
      claim: [{code: J3301, units: 4}]
    ```

    ## What to do
    Remove the JW line and bill only the units given.

    ## Source
    Multi-dose containers never carry JW (domain rule J4, grade A).
    """

    code: ClassVar[str] = "DC202"
    name: ClassVar[str] = "jw-on-multi-dose-container"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills discarded drug from a container that serves several doses."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not is_multi_dose(case):
            return (
                Pass()
                if case.deciding.container is not None
                else NotAssessed("the record does not say what container was used")
            )
        if not carries(case, "JW"):
            return Pass()
        message = (
            f"The claim bills discarded {case.code} with JW, but the record says the drug came from a "
            "multi-dose container."
        )
        return outcome_of([fault(self, message, evidence=container_evidence(case), citations=(MULTI_DOSE,))])
