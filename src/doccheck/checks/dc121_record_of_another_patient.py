"""DC121: record-of-another-patient."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.ground.other_patients import find_other_patients
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["RecordOfAnotherPatient"]

_STRANGE = Pattern(
    r"\b(?:wrong|incorrect)[\s-]++(?:(?:patient(?:'s)?|pt)[\s-]*+)?(?:charts?|record|encounter|patient|pt|file)\b"
    r"|\b(?:belongs?|belonging|pertains?|meant|intended)\s+(?:to|for|in)\s+(?:an?other|a\s+different|the\s+other)\s+"
    r"(?:patient|pt|person|chart)"
    r"|\b(?:another|a\s+different|other)\s+(?:patient|pt)'?s\s+(?:chart|record|note|entry|mar|file|documentation)\b"
    r"|\bnot\s+th(?:is|e)\s+(?:patient|pt)'?s?\s+(?:chart|record|note|entry|mar|documentation)\b"
    r"|\b(?:misfiled|mis-filed|charted|documented|entered|filed|scanned)\s+(?:in(?:to)?|on|under)\s+(?:the\s+)?"
    r"(?:wrong|incorrect)\b",
    re.IGNORECASE,
    starts="wrong incorrect belong pertain meant intended a other not misfiled mis-filed charted documented entered "
    "filed scanned",
)
# What denies it: a check that there was none, a list of dangers.
_DENIED = Pattern(
    r"\b(?:no|not|never|without|prevent\w*|avoid\w*|verif\w*|risk\s+of|rule\s+out|if)\b[^.;\n]{0,24}$", re.IGNORECASE
)


class RecordOfAnotherPatient:
    """A part of the record belongs to another patient, by its own words or by its header.

    ## What it checks
    Whether text is marked as filed in the wrong chart or as another patient's, and whether a later header names
    another patient, record number or date of birth than the first.

    ## Why
    Nothing of it proves what was done for this patient, and where the foreign part ends is for a person to say.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-20
    note: |
      Date of service: 03/20/2026
      *** WRONG CHART - belongs to another patient ***
      Ketorolac 30 mg IM was given at 09:30 into the right deltoid.
    fixed:
      replace: {"*** WRONG CHART - belongs to another patient ***": Seen at 9.}
    ```

    ## What to do
    Have the foreign part removed from the record, and check the note again.

    ## Source
    Words about another person never prove what was done (docs/checks.md).
    """

    code: ClassVar[str] = "DC121"
    name: ClassVar[str] = "record-of-another-patient"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A part of the record belongs to another patient, by its own words or by its header."""
        text = case.note.text
        found = [
            Span(*match.span())
            for match in _STRANGE.finditer(text)
            if not _DENIED.search(text, max(0, match.start() - 40), match.start())
        ]
        others = find_other_patients(text)
        headers = [Span(one.start, _line_end(text, one)) for one in (*others.passages, *others.doubtful)]
        if not (found or headers):
            return Pass()
        message = "A part of the record says that it belongs to another patient or chart."
        if not found:
            message = "A part of the record names another patient, record number or date of birth than its header."
        found = sorted({*found, *headers})
        return outcome_of([fault(self, message, evidence=map(case.note.evidence, found), citations=(DRUG_RECORD,))])


def _line_end(text: str, passage: Span) -> int:
    end = text.find("\n", passage.start, passage.end)
    return passage.end if end < 0 else end
