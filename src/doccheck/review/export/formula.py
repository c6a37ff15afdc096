"""Cells that a spreadsheet would run as a formula are made harmless, and can be read back unchanged.

OWASP ASVS 5.0, 1.2.10: a cell that begins with ``= + - @``, a tab, a carriage return or a NUL gets a single quote in
front; a cell that begins with a single quote gets one too, so that taking one off is always right.
"""

from __future__ import annotations

__all__ = ["harmless", "original"]

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """Return ``text`` with a quote in front when a spreadsheet might run it."""
    return f"'{text}" if text.startswith(_STARTS) else text


def original(text: str) -> str:
    """Return the text that :func:`harmless` was given."""
    return text.removeprefix("'")
