"""DC316: waste-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["WasteNotDocumented"]


class WasteNotDocumented(DocumentationCheck):
    """Drug was left over, but the record does not state the amount discarded.

    ## What it checks
    The answer to `wastage`: the amount discarded with its unit, tied to the JW quantity where the source asks for
    it. A required item that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    The discarded amount has to stand in the record.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    authority: cms
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Four 100 mg single-dose vials opened.
    fixed:
      replace: {vials opened.: "vials opened, 50 mg discarded."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC316"
    name: ClassVar[str] = "waste-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("wastage",)
