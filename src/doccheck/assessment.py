"""The report as a value: what was decided about one note and one code, ready to be rendered or queued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Case, Status
from doccheck.checks.rule import Finding, NotAssessedCheck, Severity

if TYPE_CHECKING:
    from datetime import date

    from doccheck.case.records import Administration, Ledger
    from doccheck.claim import ClaimLine
    from doccheck.facts import Extraction
    from doccheck.note import Note
    from doccheck.verdict import Verdict

__all__ = ["NotAssessedCheck", "Report"]


@dataclass(frozen=True)
class Report:
    """Everything decided about one note under one code.

    Args:
        case: The case that was judged.
        answers: One answer a requirement, in the order of the reference.
        findings: Faults, worst first.
        not_assessed: Checks that lacked an input.
        verdict: pass, review or fail.
        doccheck_version: Version of this package.
    """

    case: Case
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    not_assessed: tuple[NotAssessedCheck, ...]
    verdict: Verdict
    doccheck_version: str

    @property
    def code(self) -> str:
        """HCPCS code checked."""
        return self.case.code

    @property
    def note(self) -> Note:
        """The note checked."""
        return self.case.note

    @property
    def extraction(self) -> Extraction:
        """How the note was read."""
        return self.case.extraction

    @property
    def date_of_service(self) -> date | None:
        """Date of service used for look-ups."""
        return self.case.service.date

    @property
    def units(self) -> tuple[Ledger, ...]:
        """How dose becomes units, one ledger a definition."""
        return self.case.ledgers

    @property
    def administrations(self) -> tuple[Administration, ...]:
        """Drugs given in this encounter."""
        return self.case.administrations

    @property
    def claim(self) -> tuple[ClaimLine, ...]:
        """Claim lines of the code."""
        return self.case.claim

    @property
    def missing(self) -> tuple[Answer, ...]:
        """Requirements that apply and are not met, advisory ones included."""
        settled = (Status.MET, Status.NOT_APPLICABLE)
        return tuple(answer for answer in self.answers if answer.status not in settled)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Findings that make the verdict fail by themselves."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.BLOCK)
