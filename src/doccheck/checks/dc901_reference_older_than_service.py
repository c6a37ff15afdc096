"""DC901: reference-older-than-service."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["ReferenceOlderThanService"]

_TOLERATED_QUARTERS = 4


class ReferenceOlderThanService:
    """The code table is older than the service.

    ## What it checks
    The quarter of the HCPCS edition in use against the date of service: a note up to four quarters, a review
    beyond.

    ## Why
    Codes begin and end every quarter; an old table may not know.

    ## Example
    ```yaml
    code: J1745
    date: 2028-03-09
    note: |
      Date of service: 03/09/2028
      Infliximab 350 mg IV was given today.
    fixed:
      date: 2026-03-09
      replace: {03/09/2028: 03/09/2026}
    ```

    ## What to do
    Import the newer edition with doccheck reference import.

    ## Source
    Look-ups by date of service (docs/checks.md).
    """

    code: ClassVar[str] = "DC901"
    name: ClassVar[str] = "reference-older-than-service"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The code table is older than the service."""
        on = case.service.date
        if on is None:
            return NotAssessed("no date of service is known")
        edition = case.reference.editions["hcpcs"]
        year, month = (int(part) for part in edition.split("-")[:2])
        age = 4 * (on.year - year) + (on.month - 1) // 3 - (month - 1) // 3
        if age <= 0:
            return Pass()
        weight = Severity.REVIEW if age > _TOLERATED_QUARTERS else Severity.NOTE
        message = (
            f"The code table is the edition of {edition}, {age} quarter{'s' if age > 1 else ''} before the "
            "date of service."
        )
        return outcome_of([fault(self, message, severity=weight, citations=(HCPCS,))])
