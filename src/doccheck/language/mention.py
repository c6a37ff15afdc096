"""One stretch of text that a reader of :mod:`doccheck.language` understood."""

from __future__ import annotations

from dataclasses import dataclass

from doccheck.note import Span

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
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
