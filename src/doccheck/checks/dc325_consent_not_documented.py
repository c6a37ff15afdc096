"""DC325: consent-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["ConsentNotDocumented"]


class ConsentNotDocumented(DocumentationCheck):
    """The record does not show the patient's consent.

    ## What it checks
    The answer to `consent`: consent given. A required item that is missing blocks, an undecided one asks for a
    person, an advisory one is a note.

    ## Why
    The article names it.

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
      replace: {Seen today.: "Informed consent was obtained and signed."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC325"
    name: ClassVar[str] = "consent-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("consent",)
