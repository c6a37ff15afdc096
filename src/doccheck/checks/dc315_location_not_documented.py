"""DC315: location-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["LocationNotDocumented"]


class LocationNotDocumented(DocumentationCheck):
    """The record does not say where the service took place.

    ## What it checks
    The answer to `administration_location`: the place of service in words. A required item that is missing blocks,
    an undecided one asks for a person, an advisory one is a note.

    ## Why
    Setting decides payment.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
    fixed:
      replace: {was given today: was given today in the outpatient infusion center}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC315"
    name: ClassVar[str] = "location-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("administration_location",)
