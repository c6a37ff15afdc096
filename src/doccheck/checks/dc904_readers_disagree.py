"""DC904: readers-disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.ground.locate import at_hint, occurrences

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.facts import Disagreement, Quoted
    from doccheck.note import Evidence, Note

__all__ = ["ReadersDisagree"]


def _words(note: Note, quoted: Quoted | None) -> list[Evidence]:
    """The words where the reader says they stand, else where they first stand; none when the note lacks them."""
    if quoted is None:
        return []
    span = at_hint(note.text, quoted)
    spans = (span,) if span is not None else occurrences(note.text, quoted.quote)[:1]
    return [note.evidence(one) for one in spans]


def _who(one: Disagreement) -> str:
    if one.rules is None:
        return "Only the model"
    return "Only the offline reader" if one.model is None else "Model and offline reader, each in other words,"


class ReadersDisagree:
    """The model and the offline reader do not agree.

    ## What it checks
    Where both read the note: amounts given or discarded, and fields, that only one of them found or found
    elsewhere.

    ## Why
    Two independent readers that agree are better evidence than one; where they differ, a person looks.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Hospital stay: none.
    extraction:
      disagreements: [{kind: amount, name: given, model: 350 mg}]
    fixed:
      extraction: {}
    ```

    ## What to do
    Read the words of both.

    ## Source
    Two readers (docs/checks.md).
    """

    code: ClassVar[str] = "DC904"
    name: ClassVar[str] = "readers-disagree"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The model and the offline reader do not agree."""
        if case.extraction.extractor != "both" and not case.extraction.disagreements:
            return NotAssessed("only one reader read the note")
        return outcome_of(
            fault(
                self,
                f"{_who(one)} found evidence for {one.name.replace('_', ' ')}.",
                evidence=[words for quoted in (one.model, one.rules) for words in _words(case.note, quoted)],
                citations=(TOOL,),
            )
            for one in case.extraction.disagreements
        )
