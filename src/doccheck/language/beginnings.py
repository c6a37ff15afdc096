"""How a match of a regular expression can begin, read from the expression: what a text lacks is not searched for.

Most expressions are a word boundary and a list of words. A text without any of these words holds no match, and asking
a set for them costs a small part of a search.
"""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Beginnings", "beginnings_of", "plain", "stems_of"]

STEM = 4
"""Letters of a word that are compared."""
_BOUND = "\b"
_LONGEST = 8
_MOST = 400
_FEW = 12
_STEMS = re.compile(rf"(\w{{1,{STEM}}})\w*")
_WORD = re.compile(r"\w*")
# Without regard to case these are the letters s, i and k too.
_SAME_LETTERS = {0x17F: "s", 0x131: "i", 0x130: "i", 0x212A: "k"}
_Leads = set[tuple[str, bool]]


class Beginnings(NamedTuple):
    """Where a match can begin: a word of ``stems`` (:data:`STEM` letters, or a whole shorter word) or ``pieces``."""

    stems: frozenset[str]
    pieces: tuple[str, ...]


def plain(text: str) -> str:
    """Return ``text`` without regard to case, as :data:`re.IGNORECASE` sees its plain letters."""
    return text.lower() if text.isascii() else text.translate(_SAME_LETTERS).lower()


def stems_of(text: str) -> frozenset[str]:
    """Return the first letters of every word of ``text``, which :func:`plain` gave."""
    return frozenset(_STEMS.findall(text))


def beginnings_of(source: str, flags: int) -> Beginnings | None:
    """Return how a match of the expression ``source`` can begin; ``None`` where it may begin with anything."""
    stems: set[str] = set()
    pieces: set[str] = set()
    for lead, _ in _sequence(parser.parse(source, flags)):
        letters = lead.lstrip(_BOUND)
        word = _WORD.match(letters)[0]  # type: ignore[index]
        whole = len(word) < len(letters) or len(word) >= STEM
        if word and whole and lead.startswith(_BOUND) and word.isascii():
            stems.add(word[:STEM])
            continue
        piece = letters.split(_BOUND)[0]
        while piece and not piece.isascii() and any(one.isalpha() and not one.isascii() for one in piece):
            piece = piece[:-1]
        if not piece:
            return None
        pieces.add(piece)
    return Beginnings(frozenset(stems), tuple(_shortest(pieces)))


def _shortest(pieces: set[str]) -> Iterator[str]:
    """Yield ``pieces`` without those that hold another one."""
    for piece in sorted(pieces):
        if not any(other in piece for other in pieces if other != piece):
            yield piece


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Leads:
    """Return what stands at the beginning of ``items`` one after the other, and whether no more is known behind it."""
    going = {""}
    ended: set[str] = set()
    for code, value in items:
        further: set[str] = set()
        for more, ends in _item(code, value):
            for lead in going:
                whole = lead + more
                (ended if ends or len(whole) >= _LONGEST else further).add(whole)
        going = further
        if not going:
            break
        if len(going) + len(ended) > _MOST:
            ended |= going
            going = set()
            break
    return {(lead, False) for lead in going} | {(lead, True) for lead in ended}


def _item(code: Any, value: Any) -> _Leads:  # noqa: ANN401, PLR0911 - the parser's own tree
    if code is codes.LITERAL:
        return {(chr(value).lower(), False)}
    if code is codes.AT:
        return {(_BOUND if value is codes.AT_BOUNDARY else "", False)}
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return {(_BOUND if code is codes.ASSERT_NOT and _behind_a_word(*value) else "", False)}
    if code is codes.BRANCH:
        return set().union(*map(_sequence, value[1]))
    if code is codes.SUBPATTERN:
        return _sequence(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _sequence(value)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        fewest, most, repeated = value
        once = {(lead, ends or most > 1) for lead, ends in _sequence(repeated)}
        return once if fewest else once | {("", False)}
    return _class(value) if code is codes.IN else {("", True)}


def _behind_a_word(direction: int, looked_for: Any) -> bool:  # noqa: ANN401
    """Whether a letter in front is what may not be: the same as a boundary in front of a word."""
    if direction > 0 or len(looked_for) != 1 or looked_for[0][0] is not codes.IN:
        return False
    members = looked_for[0][1]
    return (codes.CATEGORY, codes.CATEGORY_WORD) in members and (codes.NEGATE, None) not in members


def _class(members: list[tuple[Any, Any]]) -> _Leads:
    """Return the signs of a class: few are told one by one, and white space ends a word."""
    if all(code is codes.LITERAL for code, _ in members) and len(members) <= _FEW:
        return {(chr(value).lower(), False) for _, value in members}
    gaps = (codes.CATEGORY_SPACE, codes.CATEGORY_NOT_WORD)
    if all(
        value in gaps if code is codes.CATEGORY else not chr(value).isalnum() and value != ord("_")
        for code, value in members
        if code in (codes.CATEGORY, codes.LITERAL)
    ) and all(code in (codes.CATEGORY, codes.LITERAL) for code, _ in members):
        return {(_BOUND, True)}
    return {("", True)}
