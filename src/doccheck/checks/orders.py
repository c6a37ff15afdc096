"""Ordered amounts of the deciding drug, and whether its dose follows from a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.facts import Role
from doccheck.language.amounts import read_amount
from doccheck.language.orders import find_orders
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.ground.grounded import GroundedAmount
    from doccheck.note import Evidence
    from doccheck.quantity import Quantity

__all__ = ["by_weight", "ordered_amounts"]


def ordered_amounts(case: Case) -> list[tuple[Quantity, Quantity, Evidence]]:
    """Return every amount ordered for this visit as (least, most, words); a plain amount is its own range."""
    found: list[tuple[Quantity, Quantity, Evidence]] = []
    for amount in case.facts.amounts:
        if amount.place.span is None or not _is_order(case, amount) or not _counts(case, amount):
            continue
        reading = read_amount(amount.fact.number, amount.fact.unit)
        if reading.kind in ("amount", "range") and reading.values and not reading.ambiguous:
            low = min(reading.values, key=lambda one: one.value)
            high = max(reading.values, key=lambda one: one.value)
            found.append((low, high, case.note.evidence(amount.place.span)))
    return found


def _is_order(case: Case, amount: GroundedAmount) -> bool:
    """Whether an amount is ordered by its role, or by a sentence that says so of an amount which was not given."""
    if amount.fact.role is Role.ORDERED:
        return True
    if amount.fact.role is not Role.PREVIOUS or amount.place.span is None or not amount.place.context.ordered:
        return False
    around = sentence_around(case.note.text, amount.place.span)
    return any(one.value == "ordered" for one in find_orders(case.note.text[around.start : around.end]))


def _counts(case: Case, amount: GroundedAmount) -> bool:
    """Whether the words stand in the note, are about the deciding drug, and are an order for this patient and visit."""
    context = amount.place.context
    if not amount.place.grounded or not amount.value_follows or amount.fact.drug is None:
        return False
    if context.negated or context.historical or context.other_person or context.template or context.instruction:
        return False
    same: bool = case.reference.drugs.same(amount.fact.drug.quote, case.deciding.definition.drug)
    return same


def by_weight(case: Case) -> bool:
    """Whether the record states the drug per kg or per m², so that a dose may be rounded to what containers hold."""
    if any(one.per_weight for one in case.deciding.administrations):
        return True
    return any(
        amount.place.grounded
        and (
            amount.fact.role is Role.PER_KG
            or read_amount(amount.fact.number, amount.fact.unit).kind in ("per_kg", "per_m2")
        )
        for amount in case.facts.amounts
    )
