"""Regular expressions that are compiled when first used, and folding that keeps every offset.

One note needs few of the expressions there are, and compiling all of them costs more than checking the note.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from doccheck.language.beginnings import beginnings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doccheck.language.beginnings import Beginnings

__all__ = ["Pattern", "fold", "matches_at"]

_PAGE = 400
"""Characters from which a text is searched only where a match can begin."""

# Where case is ignored, these letters are an s and an i.
_SAME_LETTERS = {0x17F: "s", 0x131: "i"}
_UPPER = re.compile(r"\\.|[A-Z]")


class Pattern:
    """A regular expression, compiled when it is first asked for something.

    Args:
        source: The expression.
        flags: Flags of :mod:`re`.
        folded: Whether it is meant for text that :func:`fold` has folded: its own letters are folded and case is
            not ignored, which compiles and searches faster than ``IGNORECASE``.
        starts: Beginnings in lower case, divided by spaces, one of which stands wherever a match begins (a test holds
            them against the expression). It is tried only there, and not compiled for a text without any of them.
    """

    __slots__ = ("_beginnings", "_compiled", "_flags", "_source", "starts")

    def __init__(self, source: str, flags: int = 0, *, folded: bool = False, starts: str = "") -> None:
        """Keep the expression for later."""
        self._source = (
            _UPPER.sub(lambda match: match[0] if len(match[0]) > 1 else match[0].lower(), source) if folded else source
        )
        self._flags = flags & ~re.IGNORECASE if folded else flags
        self._compiled: re.Pattern[str] | None = None
        self._beginnings: Beginnings | Literal[False] | None = False
        self.starts = tuple(starts.split())

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    @property
    def beginnings(self) -> Beginnings | None:
        """How a match can begin; ``None`` where it may begin with anything."""
        if self._beginnings is False:
            self._beginnings = beginnings_of(self._source, self._flags)
        return self._beginnings

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Search ``text[start:end]``."""
        if self.starts:
            return next(self._at_starts(text, self.starts, start, end), None)
        return self.compiled().search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match at ``start``."""
        if self.starts and not fold(text).startswith(self.starts, start):
            return None
        return self.compiled().match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match all of ``text[start:end]``."""
        if self.starts and not fold(text).startswith(self.starts, start):
            return None
        return self.compiled().fullmatch(text, start, len(text) if end is None else end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text[start:end]``."""
        stop = len(text) if end is None else end
        starts = self.starts
        if not starts and stop - start >= _PAGE and self.beginnings is not None:
            starts = (*self.beginnings.pieces, *self.beginnings.stems)
        return self._at_starts(text, starts, start, stop) if starts else self.compiled().finditer(text, start, stop)

    def _at_starts(self, text: str, starts: Iterable[str], start: int, end: int | None) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text[start:end]``, tried where one of ``starts`` stands."""
        stop = len(text) if end is None else end
        places = _places(fold(text), starts, start, stop)
        return matches_at(self.compiled(), text, places, start, stop) if places else iter(())

    def sub(self, replacement: str, text: str) -> str:
        """Replace every match."""
        return self.compiled().sub(replacement, text)


def matches_at(
    pattern: re.Pattern[str], text: str, places: Iterable[int], start: int, end: int
) -> Iterator[re.Match[str]]:
    """Yield the matches in ``text[start:end]`` that begin at one of ``places``, left to right, none inside another."""
    for place in places:
        match = pattern.match(text, place, end) if place >= start else None
        if match is not None:
            start = max(match.end(), place + 1)
            yield match


def _places(text: str, starts: Iterable[str], start: int, end: int) -> list[int]:
    """Return where one of ``starts`` stands in ``text[start:end]``, in order."""
    places = []
    for letters in starts:
        at = text.find(letters, start, end)
        while at >= 0:
            places.append(at)
            at = text.find(letters, at + 1, end)
    places.sort()
    return places


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """Return ``text`` in lower case, every code point at the same offset."""
    lower = text.lower()
    if text.isascii():
        return lower
    lower = lower.translate(_SAME_LETTERS)
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one.lower()) != 1 else one.lower() for one in text).translate(_SAME_LETTERS)
