"""DC502: drug-of-another-code."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.identity import is_same_drug_other_form, strangers
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import authority_name, code_list, drug_given, listing, right_codes

__all__ = ["DrugOfAnotherCode"]


class DrugOfAnotherCode:
    """The drug given is not the drug of the code.

    ## What it checks
    The generic drug of each administration against the definition that decides; brand names are resolved first.

    ## Why
    A code for another drug is a false claim even where the amount is right.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
    fixed:
      code: J2323
    ```

    ## What to do
    Bill the code of the drug that was given. If the record names the wrong drug, have it corrected.

    ## Source
    Code descriptors and the drug names of the container table (grade A).
    """

    code: ClassVar[str] = "DC502"
    name: ClassVar[str] = "drug-of-another-code"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The drug given is not the drug of the code."""
        ledger = case.deciding
        if ledger.status is not LedgerStatus.DRUG_MISMATCH:
            return Pass() if ledger.administrations else NotAssessed("no administration of the drug is documented")
        if is_same_drug_other_form(case):
            return Pass()  # the drug is right and its route or its form is not: DC505
        given = strangers(case)
        names = list(dict.fromkeys(drug_given(case, one) for one in given)) or ["another drug"]
        message = (
            f"The record documents {listing(names)}; {authority_name(ledger.definition)} defines {case.code} "
            f"as {ledger.definition.drug}."
        )
        right = [facts for name in names for facts in right_codes(case, name)]
        if right:
            message = f"{message[:-1]}, and CMS lists {code_list(dict.fromkeys(right))} for the drug documented."
        if any(case.reference.is_similar_drug(case.code, name) for name in names):
            message = f"{message[:-1]}; the article names it as similar and not interchangeable."
        evidence = (one for administration in given for one in administration.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(ledger.definition.source, HCPCS))])
