"""DC505: form-or-route-of-another-code."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.identity import is_same_drug_other_form, strangers
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import code_list, drug_given, listing, right_codes

__all__ = ["FormOrRouteOfAnotherCode"]


class FormOrRouteOfAnotherCode:
    """The drug is the code's, but by a route or in a form that the code excludes.

    ## What it checks
    Whether the route, or a biosimilar or other form of the drug, is one that the descriptor rules out.

    ## Why
    The same drug has other codes for other routes and forms, often with another unit.

    ## Example
    ```yaml
    code: J3358
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Ustekinumab 90 mg subcutaneously in the left thigh was given today.
    fixed:
      code: J3357
    ```

    ## What to do
    Bill the code of the route and form documented.

    ## Source
    Route words and exclusions of the long descriptor (grade A).
    """

    code: ClassVar[str] = "DC505"
    name: ClassVar[str] = "form-or-route-of-another-code"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The drug is the code's, but by a route or in a form that the code excludes."""
        ledger = case.deciding
        if ledger.status is not LedgerStatus.DRUG_MISMATCH:
            return Pass() if ledger.administrations else NotAssessed("no administration of the drug is documented")
        if not is_same_drug_other_form(case):
            return Pass()
        given = strangers(case)
        name = drug_given(case, given[0]) if given else ledger.definition.drug
        routes = list(dict.fromkeys(one.route for one in given if one.route))
        how = f" ({listing(routes)})" if routes else ""
        right = [
            facts
            for facts in right_codes(case, name)
            if not facts.routes or set(routes) & set(facts.routes) or not routes
        ]
        named = f"; CMS lists {code_list(right)} for it" if right else ""
        suffixed = bool(given) and given[0].drug.rsplit("-", 1)[0] == ledger.definition.drug
        what = "a biosimilar, which" if suffixed else "a route or form that"
        message = f"{name[:1].upper()}{name[1:]}{how} is {what} {case.code} excludes{named}."
        evidence = (one for administration in given for one in administration.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(ledger.definition.source, HCPCS))])
