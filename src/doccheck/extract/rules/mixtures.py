"""Volumes that several drugs were in together: the total of a mixture is of none of them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.spoken import Drug
    from doccheck.extract.rules.statement import Linked
    from doccheck.note import Span

__all__ = ["without_totals_of_a_mixture"]

_MIX = Pattern(r"\b(?:mix|mixture|combination|blend|cocktail)\b", re.IGNORECASE)
_TOTAL = Pattern(r"\b(?:total(?:l?ing)?|in all|altogether|combined)\b", re.IGNORECASE)
_TOTAL_REACH = 16


def without_totals_of_a_mixture(
    text: str, sentence: Span, amounts: Sequence[Linked], drugs: Sequence[Drug]
) -> list[Linked]:
    """Drop the volume that several drugs were in together ("a 2:1 mix of lidocaine and Depo-Medrol, 3 cc total")."""
    volumes = [linked for linked in amounts if linked.part is Part.VOLUME]
    if len({drug.generic for drug in drugs}) == 1 or not volumes:
        return list(amounts)
    # Of a mix of anaesthetics alone the volume stays: no dose is worked out from it.
    mixed = any(drug.kind == "drug" for drug in drugs) and _MIX.search(text, sentence.start, sentence.end) is not None
    return [linked for linked in amounts if linked not in volumes or not _is_of_all(text, linked, volumes, mixed=mixed)]


def _is_of_all(text: str, linked: Linked, volumes: Sequence[Linked], *, mixed: bool) -> bool:
    span = linked.span
    if _TOTAL.search(text, max(0, span.start - _TOTAL_REACH), span.end + _TOTAL_REACH) is None:
        return False
    if len(volumes) == 1:
        return mixed
    own = linked.amount.reading.values[0]
    others = [other.amount.reading.values[0] for other in volumes if other is not linked]
    told = sum((one.to(own.unit).value for one in others if one.comparable(own)), Fraction(0))
    return len(others) > 1 and told == own.value
