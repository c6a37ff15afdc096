"""One stretch of text that a reader of :mod:`doccheck.language` understood."""

from __future__ import annotations

from typing import NamedTuple

from doccheck.note import Span

__all__ = ["Mention"]


class Mention(NamedTuple):
    """Words that were understood.

    Args:
        span: Their place.
        value: What they say, in one word of the reader that found them (``"none"``, ``"low"``, ``"signed"`` …).
    """

    span: Span
    value: str = ""

    def shifted(self, by: int) -> Mention:
        """Return the same mention ``by`` code points further on."""
        return Mention(Span(self.span.start + by, self.span.end + by), self.value)
