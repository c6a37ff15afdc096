"""DC903: note-not-read-by-model."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.facts import Outcome

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["NoteNotReadByModel"]

_WORDS = {
    Outcome.OK: "ok",
    Outcome.REFUSED: "refused",
    Outcome.TRUNCATED: "answer cut off",
    Outcome.INVALID: "answer not in the agreed form",
    Outcome.TRANSPORT: "no answer from the server",
    Outcome.TOO_LONG: "note too long",
}


class NoteNotReadByModel:
    """The model did not read the note to its end.

    ## What it checks
    How asking the model ended: refused, truncated, invalid, transport or too long; also where the offline reader
    stepped in for it.

    ## Why
    What nobody read is not checked, and a report must not look as if it were.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    extraction: {fallback: truncated}
    fixed:
      extraction: {}
    ```

    ## What to do
    Run the note again, or read it yourself.

    ## Source
    Every outcome of a model call is recorded (docs/checks.md).
    """

    code: ClassVar[str] = "DC903"
    name: ClassVar[str] = "note-not-read-by-model"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The model did not read the note to its end."""
        extraction = case.extraction
        if extraction.outcome is not Outcome.OK:
            message = (
                f"No reader read the note to its end (outcome: {_WORDS[extraction.outcome]}); nothing could be checked."
            )
        elif extraction.fallback is not None:
            message = (
                f"The model did not read the note (outcome: {_WORDS[extraction.fallback]}); the offline "
                "reader read it instead."
            )
        else:
            return Pass()
        return outcome_of([fault(self, message, citations=(TOOL,))])
