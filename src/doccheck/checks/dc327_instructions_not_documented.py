"""DC327: instructions-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["InstructionsNotDocumented"]


class InstructionsNotDocumented(DocumentationCheck):
    """The record does not say what the patient was told.

    ## What it checks
    The answer to `patient_instructions`: instructions given. A required item that is missing blocks, an undecided
    one asks for a person, an advisory one is a note.

    ## Why
    The article names it.

    ## Example
    ```yaml
    code: J3246
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Anakinra 100 mg was injected subcutaneously into the left thigh today.
      Seen today.
    fixed:
      replace: {Seen today.: "Patient was instructed to rotate sites and to call for fever."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC327"
    name: ClassVar[str] = "instructions-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("patient_instructions",)
