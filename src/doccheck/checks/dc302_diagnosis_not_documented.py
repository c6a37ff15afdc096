"""DC302: diagnosis-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["DiagnosisNotDocumented"]


class DiagnosisNotDocumented(DocumentationCheck):
    """The record names no condition, or no valid code of one, that the drug was given for.

    ## What it checks
    The answer to `diagnosis` and `diagnosis_code`: a named condition or a diagnosis code of valid shape, of this
    patient and not ruled out. A required item that is missing blocks, an undecided one asks for a person, an
    advisory one is a note.

    ## Why
    Without a diagnosis nothing supports the drug.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
      Patient left well.
    fixed:
      replace: {Patient left well.: "Assessment: relapsing-remitting multiple sclerosis."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC302"
    name: ClassVar[str] = "diagnosis-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("diagnosis", "diagnosis_code")
