"""DC213: waste-unaccounted-for."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.container_words import container_evidence
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG, JZ

__all__ = ["WasteUnaccountedFor"]


class WasteUnaccountedFor:
    """The claim makes a statement on waste that the record neither supports nor contradicts.

    ## What it checks
    Whether JW or JZ stands on the claim while the record leaves open whether and how much of the containers was
    discarded.

    ## Why
    Both modifiers are statements about the containers opened; without containers or waste in the record they rest
    on nothing.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [JZ]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today over two hours.
    fixed:
      replace: {over two hours.: "over two hours. Four 100 mg single-dose vials opened, 50 mg discarded."}
      claim: [{code: J1745, units: 35}, {code: J1745, units: 5, modifiers: [JW]}]
    ```

    ## What to do
    Have the containers opened and the amount discarded, or that nothing was, documented by whoever gave the drug.

    ## Source
    The record states the discarded amount (domain rules J10 and J11, grade A).
    """

    code: ClassVar[str] = "DC213"
    name: ClassVar[str] = "waste-unaccounted-for"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim makes a statement on waste that the record neither supports nor contradicts."""
        if (missing := no_claim(case)) is not None:
            return missing
        ledger = case.deciding
        if ledger.status is not LedgerStatus.COMPUTED:
            return NotAssessed("the units of the documented dose are not known")
        if not carries(case, "JW", "JZ") or ledger.jw_units is not None or ledger.jw_alternative is not None:
            return Pass()
        if ledger.reconciles is False:
            return Pass()  # the record contradicts itself: DC211
        message = f"The modifiers on {case.code} speak of waste, but what was discarded cannot be known."
        if ledger.waste_reason:
            message = f"{message} {ledger.waste_reason.rstrip('.')}."
        return outcome_of([fault(self, message, evidence=container_evidence(case), citations=(DISCARDED_DRUG, JZ))])
