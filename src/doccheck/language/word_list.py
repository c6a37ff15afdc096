"""Lists of words, written as one string."""

from __future__ import annotations

__all__ = ["word_list"]


def word_list(listed: str) -> frozenset[str]:
    """Return the words of ``listed``, which are divided by white space."""
    return frozenset(listed.split())
