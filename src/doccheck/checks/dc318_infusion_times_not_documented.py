"""DC318: infusion-times-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["InfusionTimesNotDocumented"]


class InfusionTimesNotDocumented(DocumentationCheck):
    """The record lacks start and stop of the infusion.

    ## What it checks
    The answer to `infusion_times`: start and stop, or start and duration. A required item that is missing blocks,
    an undecided one asks for a person, an advisory one is a note.

    ## Why
    A code by time needs them.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Alpha-1 proteinase inhibitor 4,500 mg IV was given today.
      Seen today.
    fixed:
      replace: {Seen today.: "Start 1:28 pm, stop 2:21 pm."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC318"
    name: ClassVar[str] = "infusion-times-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("infusion_times",)
