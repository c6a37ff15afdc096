"""What a check is: one class, one fault, three answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, TypeAlias

from doccheck.case.records import Answer, Case

if TYPE_CHECKING:
    from doccheck.note import Evidence
    from doccheck.reference.records import Citation

__all__ = [
    "Answers",
    "Check",
    "Fail",
    "Finding",
    "NotAssessed",
    "NotAssessedCheck",
    "Pass",
    "Result",
    "Severity",
    "fault",
    "outcome_of",
]

Answers: TypeAlias = Mapping[str, Answer]
"""Requirement field → its answer."""


class Severity(StrEnum):
    """What a finding does to the verdict: block → fail, review → at best review, note → nothing."""

    BLOCK = "block"
    REVIEW = "review"
    NOTE = "note"


class Finding(NamedTuple):
    """One fault found. ``message`` is a plain sentence for a biller and holds no words of the note."""

    rule: str
    name: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """The check had what it needs and found no fault."""


class NotAssessed(NamedTuple):
    """The check lacks an input; never a pass."""

    reason: str


class NotAssessedCheck(NamedTuple):
    """A check that lacked an input, and which."""

    rule: str
    reason: str


class Fail(NamedTuple):
    """The check found faults."""

    findings: tuple[Finding, ...]


Result: TypeAlias = Pass | NotAssessed | Fail


class Check(Protocol):
    """A check. Its docstring is its page: ``doccheck explain CODE`` prints it, its example runs as a test.

    Attributes:
        code: ``DCnnn``.
        name: The fault, in kebab case (``units-differ-from-dose``); never the remedy.
        severity: The severity its findings usually have; a finding may carry a lower or higher one.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]

    def run(self, case: Case, answers: Answers) -> Result:
        """Look at the case and say pass, fail or not assessed."""
        ...


def fault(
    check: Check,
    message: str,
    *,
    severity: Severity | None = None,
    evidence: Iterable[Evidence] = (),
    citations: Iterable[Citation] = (),
) -> Finding:
    """Return the finding of ``check`` with ``message``; its usual severity unless another is given.

    Evidence that stands twice is kept once, in the order given.
    """
    return Finding(
        check.code,
        check.name,
        severity or check.severity,
        message,
        tuple(dict.fromkeys(evidence)),
        tuple(dict.fromkeys(citations)),
    )


def outcome_of(findings: Iterable[Finding]) -> Result:
    """Return :class:`Fail` with ``findings``, or :class:`Pass` when there are none."""
    found = tuple(findings)
    return Fail(found) if found else Pass()
