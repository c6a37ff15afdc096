"""DC304: prior-therapies-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["PriorTherapiesNotDocumented"]


class PriorTherapiesNotDocumented(DocumentationCheck):
    """The record does not say what was tried before.

    ## What it checks
    The answer to `prior_therapies`: a named earlier treatment with its outcome, or an explicit none. A required
    item that is missing blocks, an undecided one asks for a person, an advisory one is a note.

    ## Why
    Step therapy and necessity rest on it.

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
      replace: {Seen at 9 am.: "Methotrexate for six months failed, no response."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC304"
    name: ClassVar[str] = "prior-therapies-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("prior_therapies",)
