"""Answer every requirement of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.facts import Outcome
from doccheck.requirements.applies import applies
from doccheck.requirements.registry import JUDGES

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.reference.records import Requirement

__all__ = ["judge"]


def judge(case: Case) -> tuple[Answer, ...]:
    """Return one answer a requirement, in the order of the reference.

    ``met`` always carries words of the note that were found, read in their context and understood by a reader of
    :mod:`doccheck.language`; that an extractor offered them proves nothing. A conditional requirement whose
    condition does not hold is not applicable. If no extractor finished, nothing is checkable.
    """
    if case.extraction.outcome is not Outcome.OK:
        reason = "The note was not read to its end, so this could not be checked."
        return tuple(Answer(one, Status.NOT_CHECKABLE, reason=reason) for one in case.requirements)
    return tuple(_answer(case, one) for one in case.requirements)


def _answer(case: Case, requirement: Requirement) -> Answer:
    doubt = applies(case, requirement)
    if doubt is not None:
        return Answer(requirement, Status.NOT_APPLICABLE, reason=doubt)
    answer = JUDGES[requirement.evidence](case, requirement)
    if answer.status is Status.MET and not answer.evidence:  # a judge's slip must never look like proof
        return Answer(requirement, Status.MISSING, reason="No words of the note prove this.", refuted=answer.refuted)
    return answer
