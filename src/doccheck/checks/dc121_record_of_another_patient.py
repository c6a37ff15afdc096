"""DC121: record-of-another-patient."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.language.patterns import Pattern
from doccheck.note import Span
from doccheck.sections.strangers import find_strangers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.case.records import Case
    from doccheck.checks.rule import Finding

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
_NAMED = (
    "A part of the record names another patient than its first header; nothing of it counts until the first is named "
    "again."
)
_SAYS_SO = "A part of the record says that it belongs to another patient or chart."
_UNCLEAR = (
    "A name, record number or date of birth differs from the one in the first header; it may be another patient's."
)


class RecordOfAnotherPatient:
    """A part of the record belongs to another patient, or may do so.

    ## What it checks
    Whether text is marked as filed in the wrong chart or as another patient's, and whether a header below the first
    one names another patient: another name, record number or date of birth.

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
        """A part of the record belongs to another patient, or may do so."""
        text = case.note.text
        found = [
            Span(*match.span())
            for match in _STRANGE.finditer(text)
            if not _DENIED.search(text, max(0, match.start() - 40), match.start())
        ]
        faults = []
        if found:
            faults.append(self._fault(case, _SAYS_SO, found))
        strangers = find_strangers(case.note)
        certain = [one.header for one in strangers if one.certain]
        if certain:
            faults.append(self._fault(case, _NAMED, certain))
        unclear = [one.header for one in strangers if not one.certain]
        if unclear:
            faults.append(self._fault(case, _UNCLEAR, unclear))
        return outcome_of(faults)

    def _fault(self, case: Case, message: str, places: Sequence[Span]) -> Finding:
        return fault(self, message, evidence=map(case.note.evidence, places), citations=(DRUG_RECORD,))
