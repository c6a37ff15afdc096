"""DC002: quote-nearly-in-note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.offered import is_torn, offered_places
from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.ground.grounded import Match

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Evidence

__all__ = ["QuoteNearlyInNote"]


class QuoteNearlyInNote:
    """A quote offered as evidence differs from the note in a number, a unit, a name or a word.

    ## What it checks
    Quotes for which the note holds a stretch that is almost the same and not the same.

    ## Why
    A dose that is one digit off is the most expensive misreading there is.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 400 mg IV was given over two hours today.
    extraction:
      fields: [{field: dose, quote: Infliximab 500 mg IV was given over two hours}]
    fixed:
      extraction:
        fields: [{field: dose, quote: Infliximab 400 mg IV was given over two hours}]
    ```

    ## What to do
    Compare the words shown with what the reader reported; only the words of the note count.

    ## Source
    How doccheck grounds quotes (docs/checks.md).
    """

    code: ClassVar[str] = "DC002"
    name: ClassVar[str] = "quote-nearly-in-note"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A quote offered as evidence differs from the note in a number, a unit, a name or a word."""
        near: dict[str, list[Evidence]] = {}
        for name, place in offered_places(case.facts):
            if place.match is Match.NEAR_MISS and not is_torn(case, place):
                near.setdefault(name, []).extend([] if place.span is None else [case.note.evidence(place.span)])
        return outcome_of(
            fault(
                self,
                f"A quote offered for {name} is not what the note says at the nearest place; "
                "it was left out of every decision.",
                evidence=words,
                citations=(TOOL,),
            )
            for name, words in near.items()
        )
