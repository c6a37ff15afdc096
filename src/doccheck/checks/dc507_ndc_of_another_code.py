"""DC507: ndc-of-another-code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.billing.ndc import read_ndc
from doccheck.checks.identity import code_of_ndc, known_ndcs
from doccheck.checks.rule import Answers, NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ASP_CROSSWALK

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["NdcOfAnotherCode"]


class NdcOfAnotherCode:
    """The NDC on the claim belongs to another code.

    ## What it checks
    The NDC against the official table of containers: whether it is listed, and under which code.

    ## Why
    NDC and code of one line must name the same drug.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, ndc: 64406-0008-01, ndc_unit: ML, ndc_quantity: "15"}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35, ndc: 57894-0030-01, ndc_unit: UN, ndc_quantity: "4"}]
    ```

    ## What to do
    Take the NDC from the container that was used.

    ## Source
    The NDC comes from the actual container (domain rule N6, grade B); the container table of CMS.
    """

    code: ClassVar[str] = "DC507"
    name: ClassVar[str] = "ndc-of-another-code"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The NDC on the claim belongs to another code."""
        lines = [line for line in case.claim if line.ndc]
        if not lines:
            return NotAssessed("the claim states no NDC")
        own = known_ndcs(case)
        if not own:
            return NotAssessed("the container table does not list the code")
        foreign: dict[str, str] = {}
        for line in lines:
            digits = read_ndc(line.ndc or "", own).digits
            if digits is None or digits in own:
                continue
            owner = code_of_ndc(case, digits)
            if owner is not None and owner != case.code:
                foreign[digits] = owner
        return outcome_of(
            fault(
                self,
                f"NDC {digits[:5]}-{digits[5:9]}-{digits[9:]} on the line for {case.code} is listed by CMS "
                f"under {owner}.",
                citations=(ASP_CROSSWALK,),
            )
            for digits, owner in foreign.items()
        )
