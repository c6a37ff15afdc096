"""The place that a sentence itself names as injected, in its own words: any tissue, not only known sites."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.note import Span

__all__ = ["injected_place"]

_INTO = Pattern(
    r"\b(?:the\s+)?((?:[a-z-]+\s+){1,4}?)(?:was|were)\s+(?:then\s+|also\s+|again\s+|next\s+)?(?:inject"
    r"|infiltrat|an(?:a?e)stheti|block|locali)\w*|"
    r"\b(?:into|in|around|over|under|beneath|to|at|along|of)\s+(?:the\s+)?((?:[a-z-]+\s*){1,4})",
    re.IGNORECASE,
)
_NO_PLACE = Pattern(r"(?:this|that) (?:time|point)|(?:the )?end of|which|\d|local|an?\b")


@lru_cache(maxsize=64)
def injected_place(text: str, sentence: Span) -> str | None:
    """Return the first place that ``sentence`` names, lower case, ``None`` where it names none."""
    for match in _INTO.finditer(text, sentence.start, sentence.end):
        words = " ".join((match.group(1) or match.group(2)).lower().split())
        if not _NO_PLACE.match(words):
            return words
    return None
