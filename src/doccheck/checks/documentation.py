"""What all documentation checks share: the answer to a requirement becomes a finding when it is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.case.records import Status
from doccheck.checks.rule import NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.facts import Outcome
from doccheck.reference.records import Level

if TYPE_CHECKING:
    from doccheck.case.records import Answer, Case
    from doccheck.checks.rule import Answers, Finding

__all__ = ["DocumentationCheck"]

_WORDS = {
    Status.MISSING: "missing",
    Status.CONFLICTING: "conflicting",
    Status.AMBIGUOUS: "ambiguous",
    Status.NOT_CHECKABLE: "not checkable",
}


class DocumentationCheck:
    """A check of one family of requirements; subclasses name the fields.

    A required item that is missing blocks, one that is undecided asks for a person, an advisory one is a note. That is
    how the verdict weighs the answers too; the finding adds the reason and the words that did not count.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.BLOCK
    fields: ClassVar[tuple[str, ...]]

    def run(self, case: Case, answers: Answers) -> Result:
        """Turn unmet answers of the family into findings."""
        if case.extraction.outcome is not Outcome.OK:
            return NotAssessed("no reader read the note to its end")
        asked = [answers[field] for field in self.fields if field in answers]
        if not asked:
            return NotAssessed("the code does not ask for it")
        settled = (Status.MET, Status.NOT_APPLICABLE)
        found = [self._finding(answer) for answer in asked if answer.status not in settled]
        return outcome_of(found) if found else Pass()

    def _finding(self, answer: Answer) -> Finding:
        label = answer.requirement.label
        reason = (answer.reason or "").rstrip(".")
        because = f"; {reason[:1].lower()}{reason[1:]}" if reason else ""
        evidence = [*answer.evidence, *(words for words, _ in answer.refuted)]
        return fault(
            self,
            f"{label[:1].upper()}{label[1:]}: {_WORDS[answer.status]}{because}.",
            severity=_weight(answer),
            evidence=evidence,
            citations=(answer.requirement.source,),
        )


def _weight(answer: Answer) -> Severity:
    if answer.requirement.level is Level.ADVISORY:
        return Severity.NOTE
    return Severity.BLOCK if answer.status is Status.MISSING else Severity.REVIEW
