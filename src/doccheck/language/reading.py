"""Readers of single sentences: skipped where no telling word occurs, and never run twice on the same words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.language.phrases import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doccheck.language.mention import Mention

__all__ = ["Reader", "reader", "stems"]

_STEM = 4
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """Return the first four letters of every word of ``text``, folded, and its signs; ``#`` stands for a number."""
    return frozenset("#" if token.word[0].isdigit() else token.word[:_STEM] for token in tokenise(text))


class Reader:
    """A reader of one sentence that is skipped where no telling word stands, and remembers what it read.

    Args:
        read: The function that reads a sentence.
        groups: Beginnings of words; a sentence without one of each group is not read.
    """

    def __init__(self, read: Callable[[str], Iterable[Mention]], groups: tuple[frozenset[str], ...]) -> None:
        """Wrap ``read``."""
        self.__doc__ = read.__doc__
        self.__name__ = read.__name__
        self.groups = groups
        self.remembered = lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(read(text)))

    def may_find(self, here: frozenset[str]) -> bool:
        """Whether a sentence with the stems ``here`` has to be read at all."""
        for group in self.groups:  # noqa: SIM110 - a generator costs more than the question
            if group.isdisjoint(here):
                return False
        return True

    def __call__(self, text: str) -> tuple[Mention, ...]:
        """Read the sentence ``text``."""
        return self.remembered(text) if not self.groups or self.may_find(stems(text)) else ()


def reader(*hints: str) -> Callable[[Callable[[str], Iterable[Mention]]], Reader]:
    """Make a reader of a sentence cheap.

    Args:
        hints: Beginnings of words (four letters, or the whole word when shorter), divided by spaces. A sentence
            that holds none of one of the groups is not read at all; the reader itself decides about the others.
    """
    groups = tuple(frozenset(group.split()) for group in hints if group)
    return lambda read: Reader(read, groups)
