"""DC310: claim-units-not-supported."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["ClaimUnitsNotSupported"]


class ClaimUnitsNotSupported(DocumentationCheck):
    """The units on the claim are not those of the documented dose.

    ## What it checks
    The answer to `units`: units on the claim equal to the units computed from the dose. A required item that is
    missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    The claim has to follow from the record.

    ## Example
    ```yaml
    code: J3246
    date: 2026-03-09
    authority: article
    claim: [{code: J3246, units: 200}]
    note: |
      Date of service: 03/09/2026
      Anakinra 100 mg was injected subcutaneously into the left thigh today.
    fixed:
      replace: {Anakinra 100 mg: Anakinra 200 mg}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC310"
    name: ClassVar[str] = "claim-units-not-supported"
    fields: ClassVar[tuple[str, ...]] = ("units",)
