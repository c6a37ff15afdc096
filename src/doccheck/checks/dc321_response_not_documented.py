"""DC321: response-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["ResponseNotDocumented"]


class ResponseNotDocumented(DocumentationCheck):
    """The record does not say how the patient responds to the drug.

    ## What it checks
    The answer to `treatment_response`: a statement on the response, or that this is the first dose. A required item
    that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    Continued treatment rests on it.

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
      replace: {Seen today.: "On therapy 14 months, responding well: FEV1 stable, one exacerbation since start."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC321"
    name: ClassVar[str] = "response-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("treatment_response",)
