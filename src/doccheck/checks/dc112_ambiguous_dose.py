"""DC112: ambiguous-dose."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ISMP
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Administration, Case

__all__ = ["AmbiguousDose"]


def _readings(administration: Administration) -> str:
    if not administration.candidates:
        return ""
    return f" ({listing(map(str, administration.candidates), 'or')})"


class AmbiguousDose:
    """A dose can be read in more than one way.

    ## What it checks
    Whether a number of the dose given has several readings that nothing in the note settles, such as a lone 1.000
    mg or a range.

    ## Why
    A thousandfold difference is at stake; doccheck does not choose.

    ## Example
    ```yaml
    code: J3420
    date: 2026-01-14
    note: |
      Date of service: 01/14/2026
      Cyanocobalamin 1.000 mcg IM left deltoid was given today.
    fixed:
      replace: {1.000 mcg: "1,000 mcg"}
    ```

    ## What to do
    Have the amount written without a separator.

    ## Source
    Thousands separators and ranges (domain rules T7 and T15).
    """

    code: ClassVar[str] = "DC112"
    name: ClassVar[str] = "ambiguous-dose"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A dose can be read in more than one way."""
        torn = [one for one in case.deciding.administrations if one.dose is None and "ambiguous" in (one.reason or "")]
        return outcome_of(
            fault(
                self,
                f"The dose of {case.code} can be read in more than one way{_readings(one)}.",
                evidence=one.evidence,
                citations=(ISMP,),
            )
            for one in torn
        )
