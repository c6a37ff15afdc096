"""DC229: off-campus-modifiers-in-doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import OFF_CAMPUS
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["OffCampusModifiersInDoubt"]


class OffCampusModifiersInDoubt:
    """PO or PN stand together, or on a claim that is not a hospital's.

    ## What it checks
    Whether PO and PN meet on one line, and whether either is used outside a hospital outpatient setting.

    ## Why
    PO and PN tell two kinds of off-campus hospital departments apart; on a professional claim they have no meaning.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [PO, PN]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Keep the one that fits the department, on the facility's claim only.

    ## Source
    PO and PN (domain rules A5, grade B).
    """

    code: ClassVar[str] = "DC229"
    name: ClassVar[str] = "off-campus-modifiers-in-doubt"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """PO or PN stand together, or on a claim that is not a hospital's."""
        if (missing := no_claim(case)) is not None:
            return missing
        if any({"PO", "PN"} <= set(line.modifiers) for line in case.claim):
            message = f"A line for {case.code} carries both PO and PN; a department is one or the other."
            return outcome_of([fault(self, message, citations=(OFF_CAMPUS,))])
        found = [modifier for modifier in modifiers_on(case) if modifier in ("PO", "PN")]
        if not found or case.setting == "outpatient-hospital":
            return Pass()
        message = (
            f"{listing(found)} on {case.code} is for hospital outpatient claims; the claim is checked for "
            f"another setting ({case.setting})."
        )
        return outcome_of([fault(self, message, severity=Severity.NOTE, citations=(OFF_CAMPUS,))])
