"""Readers of single sentences: skipped where no telling word occurs, and never run twice on the same words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.language.phrases import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doccheck.language.mention import Mention

__all__ = ["reader", "stems"]

_STEM = 4
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """Return the first four letters of every word of ``text``, folded, and its signs; ``#`` stands for a number."""
    return frozenset("#" if token.word[0].isdigit() else token.word[:_STEM] for token in tokenise(text))


def reader(
    *hints: str,
) -> Callable[[Callable[[str], Iterable[Mention]]], Callable[[str], tuple[Mention, ...]]]:
    """Make a reader of a sentence cheap.

    Args:
        hints: Beginnings of words (four letters, or the whole word when shorter), divided by spaces. A sentence
            that holds none of one of the groups is not read at all; the reader itself decides about the others.
    """
    groups = tuple(frozenset(group.split()) for group in hints if group)

    def wrap(read: Callable[[str], Iterable[Mention]]) -> Callable[[str], tuple[Mention, ...]]:
        remembered = lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(read(text)))

        def quick(text: str) -> tuple[Mention, ...]:
            if groups:
                here = stems(text)
                for group in groups:
                    if group.isdisjoint(here):
                        return ()
            return remembered(text)

        quick.__doc__ = read.__doc__
        quick.__name__ = read.__name__
        return quick

    return wrap
