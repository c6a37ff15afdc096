"""DC307: progression-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["ProgressionNotDocumented"]


class ProgressionNotDocumented(DocumentationCheck):
    """The record does not show that the disease progresses.

    ## What it checks
    The answer to `disease_progression`: lung function, imaging, breathlessness or exacerbations over time. A
    required item that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    The article names it among the evidence.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Alpha-1 proteinase inhibitor 4,500 mg IV was given today for alpha-1 antitrypsin deficiency.
      Seen at 9 am.
    fixed:
      replace: {Seen at 9 am.: "FEV1 fell from 58% to 51% over 18 months, more dyspnea on exertion."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC307"
    name: ClassVar[str] = "progression-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("disease_progression",)
