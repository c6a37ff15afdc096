"""DC309: dose-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["DoseNotDocumented"]


class DoseNotDocumented(DocumentationCheck):
    """The record does not state the amount given.

    ## What it checks
    The answer to `dose`: an amount with a unit that was given at this visit, in the unit the source asks for. A
    required item that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    No dose, no units.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-09
    authority: cms
    note: |
      Date of service: 03/09/2026
      Ketorolac IM right deltoid was given at 09:30 today.
    fixed:
      replace: {Ketorolac IM: Ketorolac 30 mg IM}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC309"
    name: ClassVar[str] = "dose-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("dose",)
