"""DC236: discard-modifier-not-in-use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DISCARDED_DRUG, JZ
from doccheck.checks.wording import day, listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DiscardModifierNotInUse"]

_FIRST_DAY = {"JW": date(2017, 1, 1), "JZ": date(2023, 1, 1)}


class DiscardModifierNotInUse:
    """JW or JZ stands on a claim where that modifier does not apply.

    ## What it checks
    JW before 2017 and JZ before 2023 by date of service, and either of them in a setting whose drugs are not paid
    separately.

    ## Why
    The line asks for something that the payer does not know for that date or setting.

    ## Example
    ```yaml
    code: J1745
    date: 2022-03-09
    claim: [{code: J1745, units: 40, modifiers: [JZ]}]
    note: |
      Date of service: 03/09/2022
      Infliximab 400 mg IV was given today. Four 100 mg single-dose vials, nothing discarded.
    fixed:
      claim: [{code: J1745, units: 40}]
    ```

    ## What to do
    Remove the modifier for that date or setting.

    ## Source
    When and where JW and JZ apply (domain rules J2 and J8, grade A and B).
    """

    code: ClassVar[str] = "DC236"
    name: ClassVar[str] = "discard-modifier-not-in-use"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """JW or JZ stands on a claim where that modifier does not apply."""
        if (missing := no_claim(case)) is not None:
            return missing
        used = [modifier for modifier in modifiers_on(case) if modifier in _FIRST_DAY]
        if not used:
            return Pass()
        found = []
        if case.setting in ("rhc", "fqhc", "inpatient"):
            found.append(f"{listing(used)} on {case.code} does not apply in the setting {case.setting}.")
        on = case.service.date
        early = [modifier for modifier in used if on is not None and on < _FIRST_DAY[modifier]]
        found += [f"{modifier} on {case.code} was not in use on {day(on)}." for modifier in early if on is not None]
        return outcome_of(fault(self, message, citations=(DISCARDED_DRUG, JZ)) for message in found)
