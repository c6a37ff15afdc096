"""DC324: signature-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["SignatureNotDocumented"]


class SignatureNotDocumented(DocumentationCheck):
    """The record is not signed as the code asks.

    ## What it checks
    The answer to `signature`: a signature with credentials; drafts and scribes do not count. A required item that
    is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    An entry nobody answers for proves nothing.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
      K. Dunmore, RN
    fixed:
      replace: {"K. Dunmore, RN": "Electronically signed by Olga Stern, MD 03/09/2026"}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC324"
    name: ClassVar[str] = "signature-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("signature",)
