"""The stretch of a note that a quote almost says: the same words but for a number, a unit or one name.

A near miss is never evidence. It is shown, because *quote says 500 mg, note says 400 mg* is what a reviewer has to
see.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.ground.fold import fold, folded
from doccheck.language.patterns import Pattern
from doccheck.note import Span
from doccheck.quantity import canonical_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["nearest_stretch"]

_TOKEN = Pattern(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|%")
_NAME_LETTERS = 5
_MAX_WINDOWS = 400
_UNITS = frozenset(
    {
        "mg",
        "mcg",
        "g",
        "ng",
        "kg",
        "ml",
        "l",
        "units",
        "million units",
        "mci",
        "uci",
        "meq",
        "doses",
        "vials",
        "lb",
        "%",
    }
)


@lru_cache(maxsize=8)
def _tokens_of_note(source: str) -> tuple[list[tuple[str, int, int]], dict[str, list[int]]]:
    """Tokens of a note's folded text with their places, and where each token occurs."""
    tokens = [(token.group(), token.start(), token.end()) for token in _TOKEN.finditer(folded(source).text)]
    places: dict[str, list[int]] = {}
    for index, (word, _, _) in enumerate(tokens):
        places.setdefault(word, []).append(index)
    return tokens, places


def _is_unit(token: str) -> bool:
    return canonical_unit(token).casefold() in _UNITS


def _difference(said: str, written: str) -> int | None:
    """How far two tokens are apart: 0 the same, 1 another number or unit, 2 another name, ``None`` unrelated."""
    if said == written:
        return 0
    if said[0].isdigit() and written[0].isdigit():
        return 1
    if _is_unit(said) and _is_unit(written):
        return 1
    if len(said) >= _NAME_LETTERS and len(written) >= _NAME_LETTERS and said.isalpha() and written.isalpha():
        return 2
    return None


def _distance(quote: Sequence[str], window: Sequence[tuple[str, int, int]]) -> int | None:
    total = names = same = 0
    for said, (written, _, _) in zip(quote, window, strict=True):
        difference = _difference(said, written)
        if difference is None:
            return None
        names += difference > 1
        same += difference == 0
        total += difference
    if names > 1 or not same or same * 2 < len(quote):
        return None
    return total


def nearest_stretch(text: str, quote: str, near: Span | None = None) -> Span | None:
    """Return the stretch of ``text`` that differs from ``quote`` only in numbers, units or one name.

    Args:
        text: The note's text.
        quote: Words that do not stand in it.
        near: A place the words belong to; of equally near stretches the one closest to it is taken.
    """
    said = [token.group() for token in _TOKEN.finditer(fold(quote))]
    if not said:
        return None
    tokens, places = _tokens_of_note(text)
    anchor = min(
        (index for index, word in enumerate(said) if word in places and not word[0].isdigit()),
        key=lambda index: len(places[said[index]]),
        default=None,
    )
    if anchor is None:
        return None
    way_back = folded(text)
    best: tuple[int, int, Span] | None = None
    for place in places[said[anchor]][:_MAX_WINDOWS]:
        first = place - anchor
        window = tokens[first : first + len(said)] if first >= 0 else []
        if len(window) != len(said):
            continue
        distance = _distance(said, window)
        if distance is None:
            continue
        span = Span(way_back.start_in_source(window[0][1]), way_back.end_in_source(window[-1][2]))
        away = abs(span.start - near.start) if near else span.start
        if best is None or (distance, away) < best[:2]:
            best = (distance, away, span)
    return best[2] if best else None
