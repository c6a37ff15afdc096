"""Whether the words beside a dose divide it, so that it stays one dose: "two 150 mg injections", "in 31 sites"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.amounts import find_amounts
from doccheck.language.multiplicity import is_spread_over_sites, read_multiplicity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.ground.grounded import GroundedAmount
    from doccheck.note import Note
    from doccheck.quantity import Quantity

__all__ = ["is_divided", "is_spread"]

_BEHIND = 120


def is_divided(note: Note, believed: Sequence[GroundedAmount], dose: Quantity | None) -> bool:
    """Whether the words that count say how the dose was divided ("300 mg", "two 150 mg injections"): it is one dose."""
    for amount in believed:
        if dose is not None and _is_told_in_parts(note, amount, dose):
            return True
        words = amount.fact.count.quote if amount.fact.count is not None else ""
        times = read_multiplicity(words)
        shares = [mention.reading.exact for mention in find_amounts(words)]
        if (
            dose is not None
            and times is not None
            and any(
                share is not None and share.comparable(dose) and share.times(times.times).same_as(dose)
                for share in shares
            )
        ):
            return True
    return False


def _is_told_in_parts(note: Note, amount: GroundedAmount, dose: Quantity) -> bool:
    """Whether counted parts right behind the dose make it up ("300 mg, 2 x 150 mg syringes, one each thigh")."""
    if amount.place.span is None:
        return False
    behind = re.split(r"[;\n]|\.\s", note.text[amount.place.span.end : amount.place.span.end + _BEHIND])[0]
    for mention in find_amounts(behind):
        share = mention.reading.exact
        counted = re.search(r"\b(\d{1,2}|two|three|four)\s?[x\u00d7]?\s?$", behind[: mention.span.start], re.IGNORECASE)
        times = read_multiplicity(counted.group(1)) if counted is not None else None
        if share is not None and times is not None and share.comparable(dose) and times.times > 1:
            return share.times(times.times).same_as(dose)
    return False


def is_spread(note: Note, believed: Sequence[GroundedAmount]) -> bool:
    """Whether the words behind an amount say in how many places it went ("155 units IM in 31 sites"): it is a total."""
    spans = [amount.place.span for amount in believed if amount.fact.number]
    return any(span is not None and is_spread_over_sites(note.text[span.end : span.end + _BEHIND]) for span in spans)
