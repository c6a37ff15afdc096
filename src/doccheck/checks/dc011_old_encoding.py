"""DC011: old-encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["OldEncoding"]


class OldEncoding:
    """The note was not UTF-8 and was read as cp1252.

    ## What it checks
    How the bytes of the note were decoded.

    ## Why
    A micro sign or a fraction in another encoding may have been read as another character.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    encoding: cp1252
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    fixed:
      encoding: utf-8
    ```

    ## What to do
    Save the note as UTF-8 if units or names look odd in the quotes.

    ## Source
    How doccheck reads files (docs/checks.md).
    """

    code: ClassVar[str] = "DC011"
    name: ClassVar[str] = "old-encoding"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The note was not UTF-8 and was read as cp1252."""
        if case.note.encoding != "cp1252":
            return Pass()
        message = "The note is not UTF-8 and was read as cp1252; check the unit signs in the quotes."
        return outcome_of([fault(self, message, citations=(TOOL,))])
