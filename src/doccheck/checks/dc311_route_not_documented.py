"""DC311: route-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["RouteNotDocumented"]


class RouteNotDocumented(DocumentationCheck):
    """The record does not say how the drug was given.

    ## What it checks
    The answer to `route`: a route of administration. A required item that is missing blocks, an undecided one asks
    for a person, an advisory one is a note.

    ## Why
    Codes and coverage differ by route.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-09
    authority: cms
    note: |
      Date of service: 03/09/2026
      Ketorolac 30 mg was given at 09:30 today.
    fixed:
      replace: {30 mg was: 30 mg was given IM and}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC311"
    name: ClassVar[str] = "route-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("route",)
