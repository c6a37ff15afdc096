"""Everything a reader offered as words of the note, each with its name and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.case.records import Case
    from doccheck.ground.grounded import GroundedFacts, Place

__all__ = ["is_torn", "offered_places"]


def offered_places(facts: GroundedFacts) -> Iterator[tuple[str, Place]]:
    """Yield (what the words were offered for, their place) for amounts, their parts, and fields."""
    for amount in facts.amounts:
        role = amount.fact.role.value.replace("_", " ")
        yield f"an amount {role}", amount.place
        for part, place in amount.parts.items():
            yield f"the {part} of an amount {role}", place
    for field in facts.fields:
        yield field.fact.field.replace("_", " "), field.place


def is_torn(case: Case, place: Place) -> bool:
    """Whether the offline reader cut its own quote inside a word or a number: clumsy, but no misreading of the note."""
    return case.extraction.extractor == "rules" and place.quoted.quote in case.note.text
