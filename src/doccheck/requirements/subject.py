"""Which administrations, and which words, are about the drug of the deciding definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.identity import ANCILLARY_KINDS, means_drug
from doccheck.ground.context import read_context
from doccheck.language.drugs import find_drugs

if TYPE_CHECKING:
    from doccheck.case.records import Administration, Case
    from doccheck.ground.grounded import GroundedAmount

__all__ = ["NOTHING_GIVEN", "is_subject_drug", "subject_administrations"]

NOTHING_GIVEN = "The note does not say that this drug was given."


def subject_administrations(case: Case) -> tuple[Administration, ...]:
    """Return the administrations the requirements speak of.

    They are those of the deciding definition's drug; where another drug was given instead, that drug's (what is not
    about the drug is judged as written), but never only a local anaesthetic, a flush or the like.
    """
    if case.deciding.administrations:
        return case.deciding.administrations
    for ledger in case.ledgers:
        if ledger.administrations:
            return ledger.administrations
    if _spoken_of_only(case):
        return ()  # its drug was ordered, held or planned: what else was given is not in its place
    drugs = case.reference.drugs
    return tuple(one for one in case.administrations if drugs.kind(one.drug) not in ANCILLARY_KINDS)


def _spoken_of_only(case: Case) -> bool:
    """Whether the note orders, holds, denies or plans the deciding drug, which it does not say was given."""
    if any(means_drug(case.deciding.definition, one.drug, case.reference) for one in case.not_given):
        return True
    for mention in find_drugs(case.note.text, case.reference.drugs):
        if not means_drug(case.deciding.definition, mention.generic, case.reference):
            continue
        context = read_context(case.note, mention.span)
        if context.negated or context.planned or context.ordered:
            return True
    return False


def is_subject_drug(case: Case, amount: GroundedAmount) -> bool:
    """Whether an amount is about the deciding definition's drug; an amount that names no drug is."""
    drug = amount.fact.drug
    if drug is None:
        return True
    generic = case.reference.drugs.generic(drug.quote) or drug.quote.casefold()
    return means_drug(case.deciding.definition, generic, case.reference)
