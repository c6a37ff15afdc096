"""What the checks on refuted words share: words offered for an unmet item whose context speaks against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.case.records import Status
from doccheck.checks.rule import NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.facts import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.case.records import Answer, Case
    from doccheck.checks.rule import Answers
    from doccheck.ground.grounded import Context, Place

__all__ = ["OutOfContextCheck"]

_SETTLED = (Status.MET, Status.NOT_APPLICABLE)
_NOT_SHOWN = 3


class OutOfContextCheck:
    """A check on one kind of context; subclasses name its flags and what is said of the words.

    Items that are met by other words are left alone. The finding is a note, because the unmet item weighs by itself.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.NOTE
    flags: ClassVar[tuple[str, ...]]
    said: ClassVar[str]
    natural: ClassVar[tuple[str, ...]] = ()
    """Fields whose words are of that kind by nature: an order is an order, an earlier treatment is past."""

    def run(self, case: Case, answers: Answers) -> Result:
        """Look at the words offered for items that are not met."""
        unmet = {field: answer.requirement.label for field, answer in answers.items() if self._weighs(field, answer)}
        if not unmet:
            return NotAssessed("every item is met")
        found = []
        for field, label in unmet.items():
            spans = [
                place.span for place in _offered(case, field) if place.span is not None and self._says(place.context)
            ]
            if spans:
                words = f"{label[:1].lower()}{label[1:]}"
                message = f"Words offered for {words} {self.said}, so they do not count."
                evidence = [case.note.evidence(span) for span in dict.fromkeys(spans)][:_NOT_SHOWN]
                found.append(fault(self, message, evidence=evidence, citations=(TOOL,)))
        return outcome_of(found)

    def _weighs(self, field: str, answer: Answer) -> bool:
        return answer.status not in _SETTLED and field not in self.natural

    def _says(self, context: Context) -> bool:
        return any(getattr(context, flag) for flag in self.flags)


def _offered(case: Case, field: str) -> Iterator[Place]:
    """Yield the places of the words offered for ``field`` that stand in the note."""
    for one in case.facts.fields:
        if one.fact.field == field and one.place.grounded:
            yield one.place
    if field == "dose":
        for amount in case.facts.amounts:
            if amount.fact.role is Role.GIVEN and amount.place.grounded:
                yield amount.place
