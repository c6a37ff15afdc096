"""DC308: order-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["OrderNotDocumented"]


class OrderNotDocumented(DocumentationCheck):
    """The record holds no signed order for the drug.

    ## What it checks
    The answer to `order`: a practitioner's order for the drug; an unsigned order is none. A required item that is
    missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    An unsigned order is disregarded, and no later attestation cures it.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-09
    authority: cms
    note: |
      Date of service: 03/09/2026
      Ketorolac 30 mg IM right deltoid was given at 09:30 today.
      Seen at 9 am.
    fixed:
      replace: {Seen at 9 am.: "Order: ketorolac 30 mg IM once, ordered and signed by R. Fenwick, MD."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC308"
    name: ClassVar[str] = "order-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("order",)
