"""DC228: series-modifier-without-series."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["SeriesModifierWithoutSeries"]

_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
}
_SERIES = Pattern(
    r"(?:(?:injection|dose|visit|treatment|number|no\.|#)\s*#?(\d{1,2})\s*(?:of|/)\s*\d{1,2}"
    r"|\b(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\b[\w\s]{0,20}"
    r"\b(?:injection|dose|treatment|of (?:a |the )?series))",
    re.IGNORECASE,
)


class SeriesModifierWithoutSeries:
    """EJ marks a later injection of a course, but the record shows no course or its first injection.

    ## What it checks
    Where a line carries EJ, whether the note gives the injection a number of 2 or more.

    ## Why
    EJ is for the later claims of a defined course and not for its first.

    ## Example
    ```yaml
    code: J7323
    date: 2026-02-16
    claim: [{code: J7323, units: 1, modifiers: [EJ]}]
    note: |
      Date of service: 02/16/2026
      Euflexxa one dose was injected intra-articularly into the right knee today.
    fixed:
      replace: {into the right knee today: "into the right knee today, injection 2 of 3"}
    ```

    ## What to do
    Remove EJ from a first injection, or have the number of the injection documented.

    ## Source
    EJ (domain rules A5, unverified, payers differ).
    """

    code: ClassVar[str] = "DC228"
    name: ClassVar[str] = "series-modifier-without-series"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """EJ marks a later injection of a course, but the record shows no course or its first injection."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not carries(case, "EJ"):
            return Pass()
        positions = [int(match[1] or _ORDINALS[match[2].casefold()]) for match in _SERIES.finditer(case.note.text)]
        if any(position > 1 for position in positions):
            return Pass()
        what = "the first of its course" if positions else "no numbered course"
        message = f"EJ on {case.code} marks a later injection of a course, but the record shows {what}."
        return outcome_of([fault(self, message, citations=(TOOL,))])
