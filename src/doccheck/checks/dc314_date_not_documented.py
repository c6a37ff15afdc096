"""DC314: date-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["DateNotDocumented"]


class DateNotDocumented(DocumentationCheck):
    """The record states no date of the administration.

    ## What it checks
    The answer to `administration_date`: a calendar date of this visit in the note itself. A required item that is
    missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    A dose without a date belongs to no claim.

    ## Example
    ```yaml
    code: J3424
    date: 2026-03-09
    authority: article
    note: |
      Cyanocobalamin 1000 mcg IM left deltoid was given.
    fixed:
      replace: {was given.: was given on 03/09/2026.}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC314"
    name: ClassVar[str] = "date-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("administration_date",)
