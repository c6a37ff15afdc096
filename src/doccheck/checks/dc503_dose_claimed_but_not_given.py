"""DC503: dose-claimed-but-not-given."""

from __future__ import annotations

from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.facts import Outcome

__all__ = ["DoseClaimedButNotGiven"]


class DoseClaimedButNotGiven:
    """The claim bills a dose, but the record documents none given at this visit.

    ## What it checks
    Whether a claim has lines for the code while no administration of its drug is documented: only an order, a plan,
    a held or a past dose, or nothing.

    ## Why
    A claim for a drug that was not given is a false claim.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35}]
    note: |
      Date of service: 03/09/2026
      Plan: infliximab 350 mg IV next week if authorized.
    fixed:
      replace:
        "Plan: infliximab 350 mg IV next week if authorized.": Infliximab 350 mg IV was given today.
    ```

    ## What to do
    Do not bill. If the drug was given after all, the person who gave it has to document it.

    ## Source
    Quantity given, documented for the date (domain rules D3, D6 and D7, grade A).
    """

    code: ClassVar[str] = "DC503"
    name: ClassVar[str] = "dose-claimed-but-not-given"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The claim bills a dose, but the record documents none given at this visit."""
        if (missing := no_claim(case)) is not None:
            return missing
        ledger = case.deciding
        if ledger.administrations or ledger.status is LedgerStatus.DRUG_MISMATCH:
            return Pass()
        if case.extraction.outcome is not Outcome.OK:
            return NotAssessed("no reader read the note to its end")
        stated = " It is stated only as ordered, planned, held, past or another person's." if case.not_given else ""
        message = (
            f"The claim bills {case.code}, but the record documents no dose of its drug given at this visit.{stated}"
        )
        evidence = (one for statement in case.not_given for one in statement.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(DRUG_RECORD,))])
