"""DC303: symptoms-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["SymptomsNotDocumented"]


class SymptomsNotDocumented(DocumentationCheck):
    """The record describes no symptom or finding of the condition.

    ## What it checks
    The answer to `clinical_symptoms`: a symptom or finding of this patient. A required item that is missing blocks,
    an undecided one asks for a person, an advisory one is a note.

    ## Why
    The article asks for it, and it carries the necessity.

    ## Example
    ```yaml
    code: J3246
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Anakinra 100 mg was injected subcutaneously into the left thigh today for rheumatoid arthritis.
      Seen at 9 am.
    fixed:
      replace: {Seen at 9 am.: "She has swollen and tender wrists with morning stiffness of two hours."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC303"
    name: ClassVar[str] = "symptoms-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("clinical_symptoms",)
