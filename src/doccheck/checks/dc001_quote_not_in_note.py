"""DC001: quote-not-in-note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.offered import is_torn, offered_places
from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.checks.wording import listing
from doccheck.ground.grounded import Match

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["QuoteNotInNote"]


class QuoteNotInNote:
    """A quote offered as evidence does not stand in the note.

    ## What it checks
    Every quote of the reader, and the quotes for drug, route, site, side and date that belong to it, against the
    text.

    ## Why
    A quote that cannot be found proves nothing, and a reader that invents one may have misread the rest.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today.
    extraction:
      fields: [{field: diagnosis, quote: Crohn disease of the colon}]
    fixed:
      extraction:
        fields: [{field: dose, quote: Infliximab 350 mg}]
    ```

    ## What to do
    Read the note yourself for the point in question; the fact was left out of every decision.

    ## Source
    How doccheck grounds quotes (docs/checks.md).
    """

    code: ClassVar[str] = "DC001"
    name: ClassVar[str] = "quote-not-in-note"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A quote offered as evidence does not stand in the note."""
        lost = [
            name
            for name, place in offered_places(case.facts)
            if place.match is Match.NOT_FOUND and not is_torn(case, place)
        ]
        if not lost:
            return Pass()
        counted = f"{len(lost)} quotes offered for" if len(lost) > 1 else "A quote offered for"
        verb = "do" if len(lost) > 1 else "does"
        message = (
            f"{counted} {listing(dict.fromkeys(lost))} {verb} not stand in the note and was left out of every decision."
        )
        return outcome_of([fault(self, message, citations=(TOOL,))])
