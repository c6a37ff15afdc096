"""Follow a draft while a scribe writes it: what each version newly proves, and what is still missing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doccheck.assessment import Report
    from doccheck.checks.rule import Finding
    from doccheck.reference.records import Level, Requirement

__all__ = ["Delta", "OpenItem", "Session", "finding_id"]

_SETTLED = (Status.MET, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A requirement that a draft does not meet yet.

    Args:
        id: Requirement id (``J2326.signature``), the same for every version of the draft.
        label: Short name for people.
        level: required, conditional or advisory.
        status: Its answer for the latest draft; ``missing`` before the first one.
        question: A non-leading question to show.
    """

    id: str
    label: str
    level: Level
    status: Status
    question: str


@dataclass(frozen=True, slots=True)
class Delta:
    """What one version of a draft changed. All ids are stable from version to version.

    Args:
        newly_met: Requirement ids that the last version did not meet and this one does.
        no_longer_met: Requirement ids that the last version met and this one does not.
        still_missing: What is open now, in the order of the reference.
        new_findings: Findings the last version did not have, as ``id → finding``.
        cleared_findings: Ids of findings that are gone.
        report: The report on this version; ``None`` while the draft is empty.
    """

    newly_met: tuple[str, ...]
    no_longer_met: tuple[str, ...]
    still_missing: tuple[OpenItem, ...]
    new_findings: dict[str, Finding]
    cleared_findings: tuple[str, ...]
    report: Report | None


class Session:
    """One draft under one code. Made by :meth:`doccheck.Checker.session`; safe to call from several threads."""

    def __init__(self, check: Callable[[str], Report], requirements: Sequence[Requirement]) -> None:
        """Start with an empty draft.

        Args:
            check: Checks the text of a draft.
            requirements: What the code asks for.
        """
        self._check = check
        self._requirements = tuple(requirements)
        self._met: frozenset[str] = frozenset()
        self._findings: dict[str, Finding] = {}
        self._lock = Lock()

    def update(self, draft: str) -> Delta:
        """Check ``draft``, the whole text so far, and say what changed since the last call.

        Raises:
            InputError: The draft is too large or not text. The session keeps its last state.
        """
        with self._lock:
            report = self._check(draft) if draft.strip() else None
            answers = () if report is None else report.answers
            met = frozenset(answer.requirement.id for answer in answers if answer.status in _SETTLED)
            findings = {} if report is None else _by_id(report.findings)
            delta = Delta(
                newly_met=self._in_order(met - self._met),
                no_longer_met=self._in_order(self._met - met),
                still_missing=self._open(answers),
                new_findings={key: found for key, found in findings.items() if key not in self._findings},
                cleared_findings=tuple(key for key in self._findings if key not in findings),
                report=report,
            )
            self._met, self._findings = met, findings
            return delta

    def _in_order(self, ids: frozenset[str]) -> tuple[str, ...]:
        return tuple(requirement.id for requirement in self._requirements if requirement.id in ids)

    def _open(self, answers: Sequence[Answer]) -> tuple[OpenItem, ...]:
        if not answers:
            return tuple(_item(needed, Status.MISSING, needed.question) for needed in self._requirements)
        return tuple(
            _item(answer.requirement, answer.status, answer.question or answer.requirement.question)
            for answer in answers
            if answer.status not in _SETTLED
        )


def _item(requirement: Requirement, status: Status, question: str) -> OpenItem:
    return OpenItem(requirement.id, requirement.label, requirement.level, status, question)


def _by_id(findings: Sequence[Finding]) -> dict[str, Finding]:
    return {finding_id(finding): finding for finding in findings}


def finding_id(finding: Finding) -> str:
    """Return an id that stays while the same fault stands on the same words, wherever they move in the note."""
    words = "\x1f".join([finding.message, *(evidence.quote for evidence in finding.evidence)])
    return f"{finding.rule}-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
