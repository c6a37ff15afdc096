"""DC326: adverse-events-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["AdverseEventsNotDocumented"]


class AdverseEventsNotDocumented(DocumentationCheck):
    """The record does not say whether there were adverse events.

    ## What it checks
    The answer to `adverse_events`: events, or an explicit none. A required item that is missing blocks, an
    undecided one asks for a person, an advisory one is a note.

    ## Why
    The article asks for any event.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
      Seen today.
    fixed:
      replace: {Seen today.: "No adverse events."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC326"
    name: ClassVar[str] = "adverse-events-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("adverse_events",)
