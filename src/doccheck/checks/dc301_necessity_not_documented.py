"""DC301: necessity-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["NecessityNotDocumented"]


class NecessityNotDocumented(DocumentationCheck):
    """The record does not say why this drug was needed.

    ## What it checks
    The answer to `medical_necessity`: the reason for this drug in this patient; a bare "medically necessary" is
    none. A required item that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    Necessity not shown is the first reason for denials.

    ## Example
    ```yaml
    code: J3250
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Methylprednisolone acetate 40 mg was injected intra-articularly into the right knee today.
      Patient left well.
    fixed:
      replace:
        Patient left well.: The injection was needed because pain keeps her from walking despite exercise.
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC301"
    name: ClassVar[str] = "necessity-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("medical_necessity",)
