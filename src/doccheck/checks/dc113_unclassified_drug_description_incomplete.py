"""DC113: unclassified-drug-description-incomplete."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.case.identity import is_unclassified
from doccheck.checks.claim_lines import given_lines, no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import UNCLASSIFIED
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["UnclassifiedDrugDescriptionIncomplete"]


class UnclassifiedDrugDescriptionIncomplete:
    """A claim for an unclassified drug needs a description that the record does not fully give.

    ## What it checks
    For codes of unclassified drugs, whether the record holds drug name, total dose and route, and the claim the
    NDC, which the description field of the claim needs.

    ## Why
    Without name, dose, strength, route and NDC such a claim is rejected.

    ## Example
    ```yaml
    code: J3490
    date: 2026-03-09
    claim: [{code: J3490, units: 1}]
    note: |
      Date of service: 03/09/2026
      Bupivacaine 25 mg was given today.
    fixed:
      claim: [{code: J3490, units: 1, ndc: 00409-1159-01, ndc_unit: ML, ndc_quantity: "10"}]
      replace: {25 mg was given: 25 mg was given subcutaneously}
    ```

    ## What to do
    Put name, total dose, strength, route and NDC into item 19 or the NTE segment.

    ## Source
    Unclassified codes (domain rule U7, grade B).
    """

    code: ClassVar[str] = "DC113"
    name: ClassVar[str] = "unclassified-drug-description-incomplete"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A claim for an unclassified drug needs a description that the record does not fully give."""
        if not is_unclassified(case.facts_of_code):
            return NotAssessed("the code is not one for unclassified drugs")
        if (missing := no_claim(case)) is not None:
            return missing
        given = case.deciding.administrations or case.administrations
        lacking = [
            word
            for word, there in (
                ("the drug's name", bool(given)),
                ("the total dose", any(one.dose is not None for one in given)),
                ("the route", any(one.route for one in given)),
                ("the NDC", all(line.ndc for line in given_lines(case))),
            )
            if not there
        ]
        if not lacking:
            return Pass()
        message = (
            f"The claim's description of {case.code} needs name, total dose, strength, route and NDC; "
            f"{listing(lacking)} could not be found."
        )
        return outcome_of([fault(self, message, citations=(UNCLASSIFIED,))])
