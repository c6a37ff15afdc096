"""Whether a number and its unit follow from the words that were quoted for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.ground.boundaries import cuts_token, cuts_unit
from doccheck.ground.fold import fold
from doccheck.quantity import canonical_unit

if TYPE_CHECKING:
    from doccheck.facts import AmountFact
    from doccheck.note import Span

__all__ = ["value_follows"]

_WORDS_BETWEEN = re.compile(r"[\s\-\u2013(,]*(?:(?:more|additional|further|extra)\s+)?")
_UNIT = re.compile(
    r"%|[^\W\d_]+\.?(?:[^\W\d_]\.)*(?:\s*(?:/|\bper\b)\s*[^\W\d_]+[2\u00b2]?|\s+units?\b)?", re.IGNORECASE
)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])")
_SHARED_UNIT = re.compile(r"(?:[\d.,]|\s|[-/+&x]|and|or|to|then)*", re.IGNORECASE)


def value_follows(text: str, fact: AmountFact, span: Span | None) -> bool:
    """Return whether number and unit of ``fact`` stand in its quote and are not torn out of a larger value.

    Args:
        text: The note's text.
        fact: The fact; a fact without a number claims no value, so nothing has to follow.
        span: Where its quote stands, ``None`` when it stands nowhere.
    """
    if not fact.number.strip():
        return not fact.unit.strip() or _unit_in(fold(fact.quote.quote), fact.unit)
    quote = fold(text[span.start : span.end] if span else fact.quote.quote)
    if span is not None and _ends_with(quote, fact.unit) and cuts_unit(text, span.end):
        return False
    return any(_carries(quote, end, start, fact.unit) for start, end in _numbers(quote, fact.number))


def _numbers(quote: str, number: str) -> list[tuple[int, int]]:
    """Where the number as written stands in the quote, as a whole number or word; ``1,000`` is also ``1000``."""
    wanted = fold(number.strip())
    found = [(at.start(), at.end()) for at in _GROUPED.finditer(quote) if at.group().replace(",", "") == wanted]
    for spelling in dict.fromkeys((wanted, wanted.replace(",", ""))):
        at = quote.find(spelling)
        while at >= 0:
            if not cuts_token(quote, at, at + len(spelling)):
                found.append((at, at + len(spelling)))
            at = quote.find(spelling, at + 1)
    return found


def _carries(quote: str, end: int, start: int, unit: str) -> bool:
    """Whether the unit belongs to the number at ``start``-``end`` of the quote."""
    if not unit.strip():
        return True
    behind = end
    shared = _SHARED_UNIT.match(quote, end)
    for begin in (_skip(quote, end), _skip(quote, shared.end() if shared else end)):
        if _unit_starts(quote, begin, unit):
            return True
    return behind == len(quote.rstrip(" ).:")) and _unit_in(quote[:start], unit) and not re.search(r"\d", quote[:start])


def _skip(quote: str, at: int) -> int:
    gap = _WORDS_BETWEEN.match(quote, at)
    return gap.end() if gap else at


def _unit_starts(quote: str, at: int, unit: str) -> bool:
    written = _spelled(unit).match(quote, at)
    if written is not None:
        return "/" in written.group() or not cuts_unit(quote, written.end())
    found = _UNIT.match(quote, at)
    return found is not None and canonical_unit(found.group()) == canonical_unit(unit)


@lru_cache(maxsize=256)
def _spelled(unit: str) -> re.Pattern[str]:
    """The unit as written, with any blanks between its parts and ``per`` for a stroke, up to the end of its word."""
    parts = re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\S", re.sub(r"\bper\b", "/", fold(unit.strip())))
    joined = r"\s*".join(r"(?:/|\bper\b)" if part == "/" else re.escape(part) for part in parts)
    return re.compile(joined + (r"(?![^\W_])" if parts and parts[-1].isalnum() else ""))


def _unit_in(words: str, unit: str) -> bool:
    wanted = fold(unit.strip())
    at = words.find(wanted)
    while at >= 0:
        if not cuts_token(words, at, at + len(wanted)):
            return True
        at = words.find(wanted, at + 1)
    return False


def _ends_with(quote: str, unit: str) -> bool:
    """Whether the quote ends with the unit itself, so that what follows the quote may change it."""
    plain = fold(unit.strip())
    return bool(plain) and "/" not in plain and " per " not in plain and quote.rstrip().endswith(plain)
