"""DC322: plan-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["PlanNotDocumented"]


class PlanNotDocumented(DocumentationCheck):
    """The record holds no plan for the treatment.

    ## What it checks
    The answer to `treatment_plan`: interval, next dose or monitoring. A required item that is missing blocks, an
    undecided one asks for a person, an advisory one is a note.

    ## Why
    The article asks for it.

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
      replace: {Seen today.: "Plan: next infusion in 4 weeks, JCV antibody every 6 months."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC322"
    name: ClassVar[str] = "plan-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("treatment_plan",)
