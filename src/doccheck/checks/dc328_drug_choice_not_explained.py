"""DC328: drug-choice-not-explained."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["DrugChoiceNotExplained"]


class DrugChoiceNotExplained(DocumentationCheck):
    """The record does not say why this kind of drug was chosen.

    ## What it checks
    The answer to `drug_rationale`: a reason for the drug. A required item that is missing blocks, an undecided one
    asks for a person, an advisory one is a note.

    ## Why
    The article asks for it.

    ## Example
    ```yaml
    code: J3250
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Methylprednisolone acetate 40 mg was injected intra-articularly into the right knee today.
      Seen today.
    fixed:
      replace: {Seen today.: "A steroid injection was chosen because NSAIDs are contraindicated after a GI bleed."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC328"
    name: ClassVar[str] = "drug-choice-not-explained"
    fields: ClassVar[tuple[str, ...]] = ("drug_rationale",)
