"""One searchable form of a note's text, and the way back to its offsets.

Folding changes only what never changes a meaning: letter case, the kind of white space and how much of it, the
shape of quotation marks and dashes, composed against combining accents, and the blank between a number and its
unit. Digits, decimal points, units and names stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Folded", "fold", "folded"]

_QUOTES_AND_DASHES = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"),
    0xB5: "\u03bc",  # both code points of micro are in use (domain rule T1)
    0x130: "i",  # the one letter whose lower case is two code points
}

# What is replaced by a text of another length: runs of white space (dropped between a number and its unit, else one
# blank), and letters with combining accents. The first pattern starts with a blank, which makes it four times as fast;
# the second is for the few texts that hold such accents.
_GAP = r"\s(?:(?P<unit_gap>(?<=\d\s)\s*(?=[^\W\d_]|%))|\s+|(?<=[^\S ]))"
_BLANKS = re.compile(_GAP)
_BLANKS_AND_ACCENTS = re.compile(_GAP + r"|(?P<accented>[^\W\d_][\u0300-\u036f]+)")
_COMBINING = re.compile("[\u0300-\u036f]")


class Folded:
    """A folded text whose positions map back to the text it was made of.

    Args:
        source: The text as given.

    Attributes:
        text: The folded form.
        lengths_kept: Whether every code point stayed where it was.
    """

    __slots__ = ("_folded_at", "_source_at", "lengths_kept", "source", "text")

    def __init__(self, source: str) -> None:
        """Fold ``source``."""
        self.source = source
        even = source.translate(_QUOTES_AND_DASHES).lower()
        if len(even) != len(source):  # pragma: no cover - no other letter grows in lower case today
            even = "".join(low if len(low := letter.lower()) == 1 else letter for letter in source)
        pieces: list[str] = []
        self._folded_at = [0]
        self._source_at = [0]
        at = length = 0
        pattern = _BLANKS_AND_ACCENTS if _COMBINING.search(even) else _BLANKS
        for run in pattern.finditer(even):
            start, end = run.span()
            new = _REPLACEMENT[run.lastgroup](run.group())
            pieces += (even[at:start], new)
            length += start - at + len(new)
            at = end
            if len(new) != end - start:
                self._folded_at.append(length)
                self._source_at.append(end)
        pieces.append(even[at:])
        self.text = "".join(pieces)
        self.lengths_kept = len(self._folded_at) == 1

    def start_in_source(self, position: int) -> int:
        """Offset in the source of the folded code point at ``position``."""
        if self.lengths_kept:
            return position
        index = bisect_right(self._folded_at, position) - 1
        return self._source_at[index] + position - self._folded_at[index]

    def end_in_source(self, position: int) -> int:
        """Offset in the source just after the folded code point before ``position``."""
        if position == 0:
            return 0
        last = position - 1
        begin = self.start_in_source(last)
        # The end of a piece that was replaced as a whole lies where the next piece begins.
        index = bisect_right(self._folded_at, position) - 1
        if not self.lengths_kept and self._folded_at[index] == position and index:
            piece_end = self._source_at[index]
            if self.text[last] != " " and unicodedata.combining(self.source[piece_end - 1]):
                return piece_end
        return begin + 1


_REPLACEMENT: dict[str | None, Callable[[str], str]] = {
    None: lambda _run: " ",
    "unit_gap": lambda _run: "",
    "accented": partial(unicodedata.normalize, "NFC"),
}


@lru_cache(maxsize=32)
def folded(source: str) -> Folded:
    """Return the folded form of a note's text; kept for the notes read last."""
    return Folded(source)


def fold(text: str) -> str:
    """Return the folded form of ``text`` without the way back."""
    return Folded(text).text
