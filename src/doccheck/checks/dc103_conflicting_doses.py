"""DC103: conflicting-doses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Administration, Case

__all__ = ["ConflictingDoses"]


def _conflicts(administration: Administration) -> bool:
    return len(administration.candidates) > 1 and "ambiguous" not in (administration.reason or "")


class ConflictingDoses:
    """The record states different doses for the same administration.

    ## What it checks
    Whether statements of what was given at one time and site contradict each other.

    ## Why
    Only the person who gave the drug can say which number is true; until then no units can be billed.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-20
    note: |
      Date of service: 03/20/2026
      Course: ketorolac 30 mg IM right deltoid given at 09:30 today.
      MAR: 09:30 ketorolac 60 mg IM right deltoid given.
    fixed:
      replace: {ketorolac 60 mg: ketorolac 30 mg}
    ```

    ## What to do
    Have the record corrected by an addendum of the person who gave the drug.

    ## Source
    Order, administration record and note must agree (domain rule D19).
    """

    code: ClassVar[str] = "DC103"
    name: ClassVar[str] = "conflicting-doses"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The record states different doses for the same administration."""
        torn = [one for one in case.deciding.administrations if one.dose is None and _conflicts(one)]
        return outcome_of(
            fault(
                self,
                f"The record states {listing(map(str, one.candidates))} for the same administration of {case.code}.",
                evidence=one.evidence,
                citations=(DRUG_RECORD,),
            )
            for one in torn
        )
