"""Sides of the body: what a modifier claims and what the record documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.case.records import Administration

__all__ = ["SIDES", "documented_sides", "is_systemic"]

SIDES = {"RT": "right", "LT": "left"}
"""Side modifier → the side it names."""

_WHOLE_BODY = frozenset({"intravenous", "subcutaneous", "oral"})
# Drugs that are also injected at the place where they shall work, so that a side may be meant even in a muscle.
_LOCAL = (
    "botulinumtoxin",
    "methylprednisolone acetate",
    "triamcinolone",
    "betamethasone",
    "dexamethasone",
    "collagenase",
)


def documented_sides(administrations: Iterable[Administration]) -> set[str]:
    """Return the sides of ``administrations``: left, right, or both; empty when the record names none."""
    sides: set[str] = set()
    for administration in administrations:
        if administration.laterality == "bilateral":
            sides |= {"left", "right"}
        elif administration.laterality:
            sides.add(administration.laterality)
    return sides


def is_systemic(administration: Administration) -> bool:
    """Whether the drug was given for the whole body: into a vein, under the skin, or into any muscle."""
    if administration.route in _WHOLE_BODY:
        return True
    return administration.route == "intramuscular" and not any(word in administration.drug for word in _LOCAL)
