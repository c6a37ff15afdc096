"""DC401: date-of-service-differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.checks.wording import day, listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DateOfServiceDiffers"]


class DateOfServiceDiffers:
    """The sources of the date of service name different days.

    ## What it checks
    The date given to doccheck, the date on the claim and the visit date in the note.

    ## Why
    Codes, units and modifiers depend on the date; a claim for a day on which nothing was given is a false claim.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/10/2026
      Infliximab 350 mg IV was given today.
    fixed:
      date: 2026-03-10
    ```

    ## What to do
    Correct the claim or have the record corrected.

    ## Source
    The record shows the date of service (domain rule D6, grade A).
    """

    code: ClassVar[str] = "DC401"
    name: ClassVar[str] = "date-of-service-differs"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The sources of the date of service name different days."""
        service = case.service
        named = {
            "the request": service.given,
            "the claim": service.claimed,
            "the note": service.in_note,
        }
        known = {name: on for name, on in named.items() if on is not None}
        if not known:
            return NotAssessed("no date of service is known")
        if not service.conflict:
            return Pass()
        message = f"The date of service differs: {listing(f'{day(on)} in {name}' for name, on in known.items())}."
        return outcome_of([fault(self, message, evidence=service.evidence, citations=(DRUG_RECORD,))])
