"""DC506: ndc-malformed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.billing.ndc import ndc_quantity_fault, ndc_unit_fault, read_ndc
from doccheck.checks.identity import known_ndcs
from doccheck.checks.rule import Answers, NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import NDC_FORMAT

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.claim import ClaimLine

__all__ = ["NdcMalformed"]


def _faults(line: ClaimLine, known: frozenset[str]) -> list[str]:
    reasons: list[str | None] = []
    if line.ndc:
        reasons.append(read_ndc(line.ndc, known).reason)
        if line.ndc_unit is None or line.ndc_quantity is None:
            reasons.append("An NDC on the claim needs a unit of measure and a quantity beside it.")
    else:
        reasons.append("The claim states an NDC unit or quantity without an NDC.")
    reasons.append(ndc_unit_fault(line.ndc_unit) if line.ndc_unit else None)
    reasons.append(ndc_quantity_fault(line.ndc_quantity) if line.ndc_quantity else None)
    return [reason for reason in reasons if reason is not None]


class NdcMalformed:
    """The NDC on the claim cannot be brought to eleven digits, or lacks its quantity.

    ## What it checks
    The NDC of each line for the code, its unit of measure and its quantity.

    ## Why
    Missing or malformed NDC data is a common reason for a denial.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, ndc: 5789-030-01, ndc_unit: UN, ndc_quantity: "4"}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35, ndc: 57894-030-01, ndc_unit: UN, ndc_quantity: "4"}]
    ```

    ## What to do
    Write eleven digits 5-4-2, padding the short segment, with a unit of F2, GR, ME, ML or UN and a quantity.

    ## Source
    NDC on claims (domain rules N2 to N6, grade B).
    """

    code: ClassVar[str] = "DC506"
    name: ClassVar[str] = "ndc-malformed"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The NDC on the claim cannot be brought to eleven digits, or lacks its quantity."""
        lines = [line for line in case.claim if line.ndc or line.ndc_unit or line.ndc_quantity]
        if not lines:
            return NotAssessed("the claim states no NDC")
        known = known_ndcs(case)
        faults = [reason for line in lines for reason in _faults(line, known)]
        return outcome_of(fault(self, reason, citations=(NDC_FORMAT,)) for reason in dict.fromkeys(faults))
