"""Regular expressions that are compiled when first used, and folding that keeps every offset.

One note needs few of the expressions there are, and compiling all of them costs more than checking the note.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Pattern", "fold"]

_UPPER = re.compile(r"\\.|[A-Z]")


class Pattern:
    """A regular expression, compiled when it is first asked for something.

    Args:
        source: The expression.
        flags: Flags of :mod:`re`.
        folded: Whether it is meant for text that :func:`fold` has folded: its own letters are folded and case is
            not ignored, which compiles and searches faster than ``IGNORECASE``.
    """

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = 0, *, folded: bool = False) -> None:
        """Keep the expression for later."""
        self._source = (
            _UPPER.sub(lambda match: match[0] if len(match[0]) > 1 else match[0].lower(), source) if folded else source
        )
        self._flags = flags & ~re.IGNORECASE if folded else flags
        self._compiled: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Search ``text[start:end]``."""
        return self.compiled().search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match at ``start``."""
        return self.compiled().match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match all of ``text[start:end]``."""
        return self.compiled().fullmatch(text, start, len(text) if end is None else end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text[start:end]``."""
        return self.compiled().finditer(text, start, len(text) if end is None else end)

    def sub(self, replacement: str, text: str) -> str:
        """Replace every match."""
        return self.compiled().sub(replacement, text)


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """Return ``text`` in lower case, every code point at the same offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one.lower()) != 1 else one.lower() for one in text)
