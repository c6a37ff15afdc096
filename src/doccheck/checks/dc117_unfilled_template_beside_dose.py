"""DC117: unfilled-template-beside-dose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL
from doccheck.facts import Role
from doccheck.language.patterns import Pattern
from doccheck.language.placeholders import find_placeholders
from doccheck.language.sentences import sentence_around
from doccheck.sections import SectionKind, find_sections, section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.case.records import Case
    from doccheck.note import Span

__all__ = ["UnfilledTemplateBesideDose"]

# The label of the place where the dose given is written down; who gave it, and when, are other places.
_GIVEN = Pattern(
    r"\W{0,8}(?:(?:drug|dose|amount|medication|med|total)s?\s+){0,2}(?:given|administered|infused|injected)\b"
    r"(?!\s+(?:by|at|on|to|in)\b)[^\w\n]{0,12}"
    r"|\W{0,8}(?:dose|dosage|amount)(?:\s+(?:today|in mg))?[^\w\n]{1,12}",
    re.IGNORECASE,
)


_DOSE = Pattern(r"\W{0,8}(?:(?:actual|total|final)\s+)?(?:dose|dosage|amount)\b[^\w\n]{0,12}", re.IGNORECASE)
_INTENDED = frozenset(
    {
        SectionKind.ORDERS,
        SectionKind.PLAN,
        SectionKind.MEDICATIONS,
        SectionKind.PREVIOUS_VISIT,
        SectionKind.PAST_HISTORY,
        SectionKind.INSTRUCTIONS,
    }
)


def _stands_for_the_dose(case: Case, placeholder: Span) -> bool:
    """Whether the label in front is that of the dose given: no order's, no plan's."""
    text = case.note.text
    line = text.rfind("\n", 0, placeholder.start) + 1
    if _GIVEN.fullmatch(text, line, placeholder.start) is not None:
        return True
    if _DOSE.fullmatch(text, line, placeholder.start) is None:
        return False
    return section_at(find_sections(case.note), line).kind not in _INTENDED


def _mentions(case: Case) -> Iterator[Span]:
    """Where dose and drug of each administration stand, and where the drug itself is named as given."""
    for administration in case.deciding.administrations:
        for words in administration.evidence[:2]:
            yield words.span
    for amount in case.facts.amounts:
        drug = amount.parts.get("drug")
        if amount.fact.role is Role.GIVEN and drug is not None and drug.span is not None:
            yield drug.span


class UnfilledTemplateBesideDose:
    """A template was left unfilled in the words on the drug given.

    ## What it checks
    Whether the sentence that names the drug or the dose of an administration holds a placeholder such as [dose],
    *** or ____, or whether such a one stands where the dose given belongs.

    ## Why
    An unfilled place beside the dose means that nobody finished the entry; what other words suggest is no record of
    it.

    ## Example
    ```yaml
    code: J0897
    date: 2026-04-22
    note: |
      Date of service: 04/22/2026
      Prolia (denosumab) [dose] was given subcutaneously in the right upper arm.
      One 60 mg/mL single-dose prefilled syringe, all given, no waste.
    fixed:
      replace: {"[dose]": 60 mg}
    ```

    ## What to do
    Have the entry completed by the person who gave the drug.

    ## Source
    Template text never proves what was done (docs/checks.md).
    """

    code: ClassVar[str] = "DC117"
    name: ClassVar[str] = "unfilled-template-beside-dose"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A template was left unfilled in the words on the drug given."""
        administrations = case.deciding.administrations
        if not administrations:
            return NotAssessed("no administration of the drug is documented")
        placeholders = find_placeholders(case.note.text)
        if not placeholders:
            return Pass()
        sentences = {sentence_around(case.note.text, span) for span in _mentions(case)}
        found = [
            one
            for one in placeholders
            if _stands_for_the_dose(case, one) or any(sentence.covers(one) for sentence in sentences)
        ]
        if not found:
            return Pass()
        message = f"A template was left unfilled in the words on the drug of {case.code} that was given."
        return outcome_of([fault(self, message, evidence=map(case.note.evidence, found), citations=(TOOL,))])
