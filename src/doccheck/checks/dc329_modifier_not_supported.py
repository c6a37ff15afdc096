"""DC329: modifier-not-supported."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["ModifierNotSupported"]


class ModifierNotSupported(DocumentationCheck):
    """A modifier on the claim has no words in the record.

    ## What it checks
    The answer to `modifier_support`: words in the record for each modifier. A required item that is missing blocks,
    an undecided one asks for a person, an advisory one is a note.

    ## Why
    A modifier is a statement about the record.

    ## Example
    ```yaml
    code: J3250
    date: 2026-03-09
    authority: article
    claim: [{code: J3250, units: 1, modifiers: [RT]}]
    note: |
      Date of service: 03/09/2026
      Methylprednisolone acetate 40 mg was injected intra-articularly into the left knee today.
    fixed:
      replace: {into the left: into the right}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC329"
    name: ClassVar[str] = "modifier-not-supported"
    fields: ClassVar[tuple[str, ...]] = ("modifier_support",)
