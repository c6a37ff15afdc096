"""From answers and findings to one word. The order of the tests is design.md's."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Case, LedgerStatus, Status
from doccheck.checks.rule import Finding, Severity
from doccheck.facts import Outcome
from doccheck.reference.records import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Verdict", "decide"]

_UNDECIDED = (Status.AMBIGUOUS, Status.CONFLICTING, Status.NOT_CHECKABLE)


class Verdict(StrEnum):
    """The one word of a report."""

    PASS = "pass"  # noqa: S105 - the report's own word
    REVIEW = "review"
    FAIL = "fail"


def decide(case: Case, answers: Sequence[Answer], findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on ``case``.

    fail: a requirement that weighs is missing, or a finding blocks. review: one is undecided, units are unknown
    although a dose was given, a finding asks for review, or no reader finished. pass: none of these.
    """
    if case.extraction.outcome is not Outcome.OK:
        return Verdict.REVIEW
    weighing = [answer.status for answer in answers if answer.requirement.level is not Level.ADVISORY]
    if Status.MISSING in weighing or any(finding.severity is Severity.BLOCK for finding in findings):
        return Verdict.FAIL
    unknown_units = bool(case.administrations) and case.deciding.status is not LedgerStatus.COMPUTED
    undecided = any(status in _UNDECIDED for status in weighing)
    review = any(finding.severity is Severity.REVIEW for finding in findings)
    if unknown_units or undecided or review or case.extraction.fallback is not None:
        return Verdict.REVIEW
    return Verdict.PASS
