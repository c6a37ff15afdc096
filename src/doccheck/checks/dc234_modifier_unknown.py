"""DC234: modifier-unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import day

if TYPE_CHECKING:
    from datetime import date

    from doccheck.case.records import Case

__all__ = ["ModifierUnknown"]

# Looked up so often that their table need not be read; JW and JZ have a check of their own for their dates.
_COMMON = frozenset({"JW", "JZ", "RT", "LT"})
_NUMERIC = frozenset(
    {"22", "23", "24", "25", "26", "27", "32", "33", "47", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59"}
    | {"62", "63", "66", "73", "74", "76", "77", "78", "79", "80", "81", "82", "90", "91", "92", "93", "95", "96"}
    | {"97", "99"}
)


def _known(case: Case, modifier: str, on: date | None) -> bool:
    """Whether the official list holds ``modifier`` (in force on ``on``), or procedures use its number."""
    return modifier in _NUMERIC or modifier in case.reference.modifiers(on)


class ModifierUnknown:
    """A modifier on the drug line is none that doccheck knows.

    ## What it checks
    Every modifier of the code's lines against the official list on the date of service and the numeric modifiers of
    procedures.

    ## Why
    A mistyped modifier makes the line unprocessable, and doccheck cannot say what it would need in the record.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    claim: [{code: J1745, units: 35, modifiers: [ZZ]}]
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      claim: [{code: J1745, units: 35}]
    ```

    ## What to do
    Correct the modifier or remove it.

    ## Source
    Modifiers of the HCPCS file (grade A).
    """

    code: ClassVar[str] = "DC234"
    name: ClassVar[str] = "modifier-unknown"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A modifier on the drug line is none that doccheck knows."""
        if (missing := no_claim(case)) is not None:
            return missing
        on = case.service.date
        doubtful = [
            modifier for modifier in modifiers_on(case) if modifier not in _COMMON and not _known(case, modifier, on)
        ]
        found = []
        for modifier in doubtful:
            if on is not None and _known(case, modifier, None):
                found.append(f"{modifier} on the line for {case.code} was not in force on {day(on)}.")
            else:
                found.append(f"{modifier} on the line for {case.code} is no modifier that doccheck knows.")
        return outcome_of(fault(self, message, citations=(HCPCS,)) for message in found)
