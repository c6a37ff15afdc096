"""DC330: no-known-prior-therapy."""

from __future__ import annotations

import re
from typing import ClassVar

from doccheck.case.records import Case, Status
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.language.patterns import Pattern

__all__ = ["NoKnownPriorTherapy"]

_NONE = Pattern(
    r"\b(?:no|without(?: any)?|denies|not had any)\s+(?:known\s+)?(?:prior|previous|earlier|other|past)\b"
    r"|:\s*none\b|^\W*none\b"
    r"|\bna[iï]ve\b|\bnever\b[^.]{0,30}\b(?:treat|therap|tried|received|taken)|\bfirst[- ]line\b",
    re.IGNORECASE,
)


class NoKnownPriorTherapy:
    """The record says that nothing was tried before.

    ## What it checks
    Whether the requirement on earlier treatment is met by an explicit none.

    ## Why
    The item is documented, but payers with step therapy will ask why the drug came first.

    ## Example
    ```yaml
    code: J3246
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Anakinra 100 mg was injected subcutaneously into the left thigh today for rheumatoid arthritis.
      Prior therapies: none.
    fixed:
      replace: {"Prior therapies: none.": "Methotrexate for six months failed, no response."}
    ```

    ## What to do
    Have the reason for starting with this drug documented.

    ## Source
    An explicit none meets the item and raises a question of necessity (articles on J3246 and J3250).
    """

    code: ClassVar[str] = "DC330"
    name: ClassVar[str] = "no-known-prior-therapy"
    severity: ClassVar[Severity] = Severity.NOTE

    def run(self, case: Case, answers: Answers) -> Result:
        """The record says that nothing was tried before."""
        answer = answers.get("prior_therapies")
        if answer is None:
            return NotAssessed("the code does not ask for earlier treatment")
        if answer.status is not Status.MET:
            return NotAssessed("earlier treatment is not documented")
        if not answer.evidence or not all(_NONE.search(words.quote) for words in answer.evidence):
            return Pass()
        message = (
            f"The record says that no treatment was tried before {case.code}; a payer with step therapy will ask why."
        )
        return outcome_of([fault(self, message, evidence=answer.evidence, citations=(answer.requirement.source,))])
