"""DC320: expiry-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["ExpiryNotDocumented"]


class ExpiryNotDocumented(DocumentationCheck):
    """The record states no expiry date, or one that had passed.

    ## What it checks
    The answer to `expiration_date`: an expiry date not before the date of service. A required item that is missing
    blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    An expired drug must not be given.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Alpha-1 proteinase inhibitor 4,500 mg IV was given today. Lot 5ZQ-0418.
    fixed:
      replace: {Lot 5ZQ-0418.: "Lot 5ZQ-0418, exp 11/2027."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC320"
    name: ClassVar[str] = "expiry-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("expiration_date",)
