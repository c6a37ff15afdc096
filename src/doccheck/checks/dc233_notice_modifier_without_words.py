"""DC233: notice-modifier-without-words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import carries, no_claim
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ABN
from doccheck.ground.context import read_context
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["NoticeModifierWithoutWords"]

_NOTICE = Pattern(r"\bABN\b|\badvance(?:d)?\s+beneficiary\s+notice|\bnotice\s+of\s+non-?\s?coverage", re.IGNORECASE)


class NoticeModifierWithoutWords:
    """GA or GZ does not fit what the record says of an advance notice.

    ## What it checks
    Where a line carries GA, whether the note mentions a notice to the patient; where it carries GZ, whether the
    note mentions that one was given.

    ## Why
    GA declares that a signed notice is on file, GZ that there is none.

    ## Example
    ```yaml
    code: J3420
    date: 2026-02-25
    claim: [{code: J3420, units: 1, modifiers: [GA]}]
    note: |
      Date of service: 02/25/2026
      Cyanocobalamin 1000 mcg IM left deltoid was given today.
    fixed:
      replace: {was given today.: was given today. ABN signed before the injection.}
    ```

    ## What to do
    File the signed notice with the record, or change the modifier.

    ## Source
    GA and GZ (domain rules A5, grade A).
    """

    code: ClassVar[str] = "DC233"
    name: ClassVar[str] = "notice-modifier-without-words"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """GA or GZ does not fit what the record says of an advance notice."""
        if (missing := no_claim(case)) is not None:
            return missing
        if not carries(case, "GA", "GZ"):
            return Pass()
        places = [Span(*match.span()) for match in _NOTICE.finditer(case.note.text)]
        given = [
            span
            for span in places
            if not (context := read_context(case.note, span)).negated and not context.instruction
        ]
        if carries(case, "GA") and not given:
            message = (
                f"GA on {case.code} says that a signed advance notice is on file, but the record does not mention one."
            )
        elif carries(case, "GZ") and given:
            message = f"GZ on {case.code} says that no advance notice was given, but the record mentions one."
        else:
            return Pass()
        return outcome_of([fault(self, message, evidence=map(case.note.evidence, given), citations=(ABN,))])
