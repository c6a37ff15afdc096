"""DC319: lot-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["LotNotDocumented"]


class LotNotDocumented(DocumentationCheck):
    """The record states no lot number.

    ## What it checks
    The answer to `lot_number`: the lot or batch of the container used. A required item that is missing blocks, an
    undecided one asks for a person, an advisory one is a note.

    ## Why
    Recalls and plasma rules need it.

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
      replace: {Seen today.: "Lot 5ZQ-0418."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC319"
    name: ClassVar[str] = "lot-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("lot_number",)
