"""DC114: administration-contradicted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.refusals import find_refusals
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.facts import Role
from doccheck.ground.context import read_context
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.language.takebacks import undoing_label

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.ground.grounded import Context
    from doccheck.note import Span

__all__ = ["AdministrationContradicted"]


def _against(context: Context, *, supported: bool) -> bool:
    """A plan is no contradiction where other words of the note say that it was carried out."""
    against = context.negated or context.other_person or context.template or context.instruction
    return against or (context.planned and not supported)


def _denials(case: Case) -> list[Span]:
    """Where an amount of the deciding drug is denied for this patient and visit."""
    found = []
    for amount in case.facts.amounts:
        context, drug = amount.place.context, amount.fact.drug
        if amount.fact.role not in (Role.GIVEN, Role.ORDERED) or not amount.place.grounded or drug is None:
            continue
        if amount.place.span is None or not context.negated or context.historical or context.other_person:
            continue
        if case.reference.drugs.same(drug.quote, case.deciding.definition.drug):
            found.append(amount.place.span)
    return found


_LATER = Pattern(
    r"\b(?:next|return\w*|follow|weeks?|months?|days?|years?|every|q\d|tomorrow|continue|repeat\w*|future|cycle|then)\b|\d[/-]\d",
    re.IGNORECASE,
)


def _still_to_come(case: Case) -> list[Span]:
    """Where the dose is still to be given at this visit, and only the containers' words say that it was."""
    contents = {one.place.span for one in case.facts.amounts if one.fact.role is Role.PREPARED}
    doses = case.deciding.administrations
    if not all(one.evidence and one.evidence[0].span in contents for one in doses):
        return []
    found = []
    for amount in case.facts.amounts:
        span, drug = amount.place.span, amount.fact.drug
        if amount.fact.role is not Role.PLANNED or span is None or drug is None or not amount.place.context.planned:
            continue
        around = sentence_around(case.note.text, span)
        if case.reference.drugs.same(drug.quote, case.deciding.definition.drug) and not _LATER.search(
            case.note.text, around.start, around.end
        ):
            found.append(span)
    return found


class AdministrationContradicted:
    """The record says of one drug that it was given and that it was not.

    ## What it checks
    For every administration, whether dose and drug stand in words that deny it, put it in the future or the past,
    or speak of another person, although other words say it was done.

    ## Why
    One of the two statements is wrong, and only the person who was there can say which.

    ## Example
    ```yaml
    code: J3357
    date: 2026-04-09
    note: |
      Date of service: 04/09/2026
      Ustekinumab 45 mg was not injected today because of fever.
      MAR: ustekinumab 45 mg given subcutaneously into the left thigh at 10:00.
    extraction:
      amounts:
        - {role: given, quote: Ustekinumab 45 mg was, number: "45", unit: mg, drug: Ustekinumab}
        - {role: given, quote: ustekinumab 45 mg given, number: "45", unit: mg, drug: ustekinumab}
    fixed:
      replace: {was not injected today because of fever: was injected today}
    ```

    ## What to do
    Have the record corrected by an addendum of the person who gave the drug, or remove the claim.

    ## Source
    Words that deny, plan or recall an administration never prove it (docs/checks.md).
    """

    code: ClassVar[str] = "DC114"
    name: ClassVar[str] = "administration-contradicted"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The record says of one drug that it was given and that it was not."""
        administrations = case.deciding.administrations
        if not administrations:
            return NotAssessed("no administration of the drug is documented")
        supported = any(amount.fact.support is not None for amount in case.facts.amounts)
        words = [one.span for given in administrations for one in given.evidence[:2]]
        found = [span for span in words if _against(read_context(case.note, span), supported=supported)]
        found += [*_denials(case), *find_refusals(case), *_still_to_come(case)]
        labels = (undoing_label(case.note.text, span.start) for span in words)
        found += [label for label in labels if label is not None]
        if not found:
            return Pass()
        message = (
            f"The record says of the drug of {case.code} that it was given at this visit, and also that it was not."
        )
        return outcome_of([fault(self, message, evidence=map(case.note.evidence, found), citations=(DRUG_RECORD,))])
