"""DC404: signature-no-signature."""

from __future__ import annotations

import re
from typing import ClassVar

from doccheck.case.records import Case, Status
from doccheck.checks.rule import Answers, NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import SIGNATURE
from doccheck.language.patterns import Pattern
from doccheck.reference.records import Level

__all__ = ["SignatureNoSignature"]

# What looks like a signature or like an order somebody has still to sign; other refuted words say nothing of signing.
_LIKE = {
    "signature": Pattern(
        r"sign|authent|attest|/s/|scribe|draft|pending|\b(?:M\.?D|D\.?O|NP|PA(?:-C)?|RN|LPN|APRN)\b", re.IGNORECASE
    ),
    "order": Pattern(r"unsigned|await|pending|not (?:yet )?signed|no signature|draft|cosign", re.IGNORECASE),
}


class SignatureNoSignature:
    """What stands in the place of a signature is none.

    ## What it checks
    Words offered as a signature that do not count: a draft, a pending or a scribe's signature, one without the
    credentials asked for.

    ## Why
    The author has to authenticate the entry; a draft or a scribe's name does not.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
      Draft - pending signature: Olga Stern, MD
    fixed:
      replace: {"Draft - pending signature: Olga Stern, MD": "Electronically signed by Olga Stern, MD 03/09/2026"}
    ```

    ## What to do
    Have the entry signed by its author, or attested where the rules allow it.

    ## Source
    Signature requirements (domain rule D17, grade A).
    """

    code: ClassVar[str] = "DC404"
    name: ClassVar[str] = "signature-no-signature"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """What stands in the place of a signature is none."""
        found = []
        for field in ("signature", "order"):
            answer = answers.get(field)
            if answer is None or answer.status in (Status.MET, Status.NOT_APPLICABLE) or not answer.refuted:
                continue
            words = [one for one, _ in answer.refuted if _LIKE[field].search(one.quote)]
            if not words:
                continue
            what = "is no signature of the author" if field == "signature" else "shows that the order is not signed"
            weight = Severity.NOTE if answer.requirement.level is Level.ADVISORY else None
            message = (
                "What the record holds for "
                f"{answer.requirement.label[:1].lower()}{answer.requirement.label[1:]} {what}."
            )
            found.append(fault(self, message, severity=weight, evidence=words, citations=(SIGNATURE,)))
        if not found and not {"signature", "order"} & set(answers):
            return NotAssessed("the code asks for no signature")
        return outcome_of(found)
