"""Drugs and amounts told in two lists: "Decadron and Toradol, 10 mg and 30 mg respectively"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.statement import Linked, Statement
    from doccheck.note import Span

__all__ = ["in_two_lists"]

_RESPECTIVELY = Pattern(r"\brespectively\b", re.IGNORECASE)
_FEWEST = 2


def in_two_lists(
    text: str, sentence: Span, statements: Sequence[Statement], amounts: Sequence[Linked]
) -> dict[int, Statement]:
    """Return whose each amount is, by where it starts, where a list of drugs and one of amounts go in step."""
    doses = [linked for linked in amounts if linked.part in (Part.DOSE, Part.VOLUME)]
    if len(statements) < _FEWEST or len(doses) != len(statements):
        return {}
    if _RESPECTIVELY.search(text, sentence.start, sentence.end) is None:
        return {}
    starts = [statement.drug.span.start for statement in statements]
    if max(starts) < doses[0].span.start or doses[-1].span.start < min(starts):
        return {linked.span.start: statement for linked, statement in zip(doses, statements, strict=True)}
    return {}
