"""DC402: lot-expired."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.checks.wording import day
from doccheck.ground.context import read_context
from doccheck.language.lots import find_expiries

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.ground.grounded import Context

__all__ = ["LotExpired"]


def _about_today(context: Context) -> bool:
    """An expiry is read whatever is planned or ordered around it; another visit's or person's is not."""
    return not (context.historical or context.other_person or context.template or context.instruction)


class LotExpired:
    """The drug had expired before the date of service.

    ## What it checks
    Every expiry date in the note that is about this visit, a month counting to its last day.

    ## Why
    An expired drug must not be given and is not paid.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-06
    authority: article
    note: |
      Date of service: 03/06/2026
      Alpha-1 proteinase inhibitor 4,500 mg IV was given today. Lot 5ZQ-0418, exp 01/2026.
    fixed:
      replace: {exp 01/2026: exp 11/2027}
    ```

    ## What to do
    Check the date on the container. If it is right, the drug cannot be billed and the event has to be reported in
    the clinic.

    ## Source
    The expiry must not lie before the date of service (article on J2252; domain rule D12).
    """

    code: ClassVar[str] = "DC402"
    name: ClassVar[str] = "lot-expired"
    severity: ClassVar[Severity] = Severity.BLOCK

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The drug had expired before the date of service."""
        on = case.service.date
        if on is None:
            return NotAssessed("no date of service is known")
        dated = [one for one in find_expiries(case.note.text) if one.last_day is not None]
        if not dated:
            return NotAssessed("the record states no expiry date")
        expired = [
            (one.last_day, one.span)
            for one in dated
            if one.last_day is not None and one.last_day < on and _about_today(read_context(case.note, one.span))
        ]
        return outcome_of(
            fault(
                self,
                f"The drug expired on {day(last)}, before the date of service {day(on)}.",
                evidence=(case.note.evidence(span),),
                citations=(DRUG_RECORD,),
            )
            for last, span in dict.fromkeys(expired)
        )
