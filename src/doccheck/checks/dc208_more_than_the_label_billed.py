"""DC208: more-than-the-label-billed."""

from __future__ import annotations

import math
from typing import ClassVar

from doccheck.case.records import Case, LedgerStatus
from doccheck.checks.claim_lines import no_claim, total_units
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG, OVERFILL
from doccheck.checks.wording import unit_count

__all__ = ["MoreThanTheLabelBilled"]


class MoreThanTheLabelBilled:
    """Given and discarded units together exceed what the opened containers hold by their labels.

    ## What it checks
    All units on the claim, JW lines included, against the whole units in the labelled content of the containers
    opened.

    ## Why
    Payment covers the labelled content only. Units beyond it are overfill or an error.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35}, {code: J1745, units: 15, modifiers: [JW]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Four 100 mg single-dose vials opened, 50 mg discarded.
    fixed:
      claim: [{code: J1745, units: 35}, {code: J1745, units: 5, modifiers: [JW]}]
    ```

    ## What to do
    Bill at most the labelled content of the vials opened for this patient.

    ## Source
    Given plus discarded units never exceed the labelled content (domain rules J6 and J13, grade A and B).
    """

    code: ClassVar[str] = "DC208"
    name: ClassVar[str] = "more-than-the-label-billed"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Given and discarded units together exceed what the opened containers hold by their labels."""
        if (missing := no_claim(case)) is not None:
            return missing
        ledger = case.deciding
        if ledger.status is not LedgerStatus.COMPUTED or ledger.labelled_units is None:
            return NotAssessed("the labelled content of the containers opened is not known")
        billed = total_units(case.claim)
        if billed is None:
            return NotAssessed("a claim line states no units")
        # A dose that is rounded up may itself exceed a content that is no whole number of units; that is no overfill.
        most = max(math.floor(ledger.labelled_units), ledger.units or 0)
        if billed <= most:
            return Pass()
        message = (
            f"The claim bills {unit_count(billed)} of {case.code} in all; the containers opened hold "
            f"{unit_count(most)} by their labels."
        )
        evidence = (one for container in case.containers for one in container.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(OVERFILL, DISCARDED_DRUG))])
