"""DC313: time-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["TimeNotDocumented"]


class TimeNotDocumented(DocumentationCheck):
    """The record states no clock time of the administration.

    ## What it checks
    The answer to `administration_time`: a clock time of this visit. A required item that is missing blocks, an
    undecided one asks for a person, an advisory one is a note.

    ## Why
    The article asks for it.

    ## Example
    ```yaml
    code: J3424
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Cyanocobalamin 1000 mcg IM left deltoid was given today.
    fixed:
      replace: {was given today: "was given at 9:40 AM today"}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC313"
    name: ClassVar[str] = "time-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("administration_time",)
