"""Amounts that running text ties to a discard: ``50 mg (5 mL) discarded``, ``Waste: 50 mg``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.amounts import find_amounts
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.language.amounts import AmountMention

__all__ = ["find_wasted_amounts"]


_DISCARDED = Pattern(
    r"\b(?:wast(?:e|ed|age|ing)|discard(?:ed|s|ing)?|thrown\s+(?:out|away)|disposed(?:\s+of)?|unused|left[\s-]?over)\b",
    re.IGNORECASE,
)
# What may stand between that word and an amount behind it, or in front of it.
_GAP_BEHIND = Pattern(
    r"\s*+(?:(?:amount|drug|dose|total|today|of|the|was|were|remaining|remainder|approximately|approx\.?|about|documented)"
    r"\s*+){0,4}(?:[:=|~-]\s*+)?",
    re.IGNORECASE,
)
_GAP_IN_FRONT = Pattern(
    r"(?:\s*+\([^()\n]{1,30}\))?\s*+(?:(?:of|drug|medication|the|a|was|were|is|being|(?:left|remained|remains)\s+and|left"
    r"|remaining|remainder|unused|in|vials?|leftover|left-over|overfill|total|from|this|that|solution|properly"
    r"|appropriately|mixture)\s*+){0,7}",
    re.IGNORECASE,
)


def find_wasted_amounts(text: str) -> list[AmountMention]:
    """Find the amounts that a word for discarding speaks of, in order; ``50 mg (5 mL)`` gives both.

    An amount directly in front of the word wins over one behind it ("50 mg discarded, 350 mg given").

    Args:
        text: A sentence or a few of them.
    """
    amounts = [mention for mention in find_amounts(text) if mention.reading.kind == "amount"]
    found: set[int] = set()
    for match in _DISCARDED.finditer(text):
        at = _in_front(text, match, amounts)
        if at is None:
            at = _behind(text, match, amounts)
        if at is not None:
            found.add(at)
            if at + 1 < len(amounts) and _explained(text, amounts[at], amounts[at + 1]):
                found.add(at + 1)
    return [amounts[at] for at in sorted(found)]


def _in_front(text: str, word: re.Match[str], amounts: Sequence[AmountMention]) -> int | None:
    fitting = (
        at
        for at, one in enumerate(amounts)
        if one.span.end <= word.start() and _GAP_IN_FRONT.fullmatch(text, one.span.end, word.start())
    )
    return next(fitting, None)


def _behind(text: str, word: re.Match[str], amounts: Sequence[AmountMention]) -> int | None:
    at = next((at for at, one in enumerate(amounts) if one.span.start >= word.end()), None)
    return at if at is not None and _GAP_BEHIND.fullmatch(text, word.end(), amounts[at].span.start) else None


def _explained(text: str, one: AmountMention, other: AmountMention) -> bool:
    """Whether ``other`` says ``one`` again in brackets: ``50 mg (5 mL)``."""
    return text[one.span.end : other.span.start].strip() == "(" and text[other.span.end : other.span.end + 1] == ")"
