"""DC312: site-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["SiteNotDocumented"]


class SiteNotDocumented(DocumentationCheck):
    """The record does not say where the drug was injected, or leaves the side open.

    ## What it checks
    The answer to `injection_site`: an anatomical site, with its side where it has two. A required item that is
    missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    Side modifiers and the procedure rest on it.

    ## Example
    ```yaml
    code: J3250
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Methylprednisolone acetate 40 mg was injected intra-articularly into the knee today.
    fixed:
      replace: {into the knee: into the right knee}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC312"
    name: ClassVar[str] = "site-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("injection_site",)
