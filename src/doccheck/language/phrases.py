"""Find phrases of a fixed list in text by the first word of each, in time linear in the text.

A dictionary of first words costs one look-up a word of the note, however long the list is; a regular
expression of the same list would try every alternative at every character.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

from doccheck.language.patterns import Pattern

__all__ = ["Phrases", "Token", "tokenise"]

_T = TypeVar("_T")
_TOKEN = Pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\s\w]|_+")


class Token(NamedTuple):
    """A word, a run of digits or a sign: folded text and place."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=256)
def tokenise(text: str) -> tuple[Token, ...]:
    """Cut ``text`` into words (lower case, straight apostrophes), runs of digits and single signs."""
    return tuple(
        Token(match[0].casefold().replace("’", "'"), match.start(), match.end()) for match in _TOKEN.finditer(text)
    )


class Found(NamedTuple, Generic[_T]):
    """One phrase found: what it stands for and its place."""

    value: _T
    start: int
    end: int


class Phrases(Generic[_T]):
    """A list of phrases, each with a value, ready to be found.

    At one place the longest phrase wins and what it covers is not looked at again, so a longer phrase with
    another value takes a shorter one out of force (``no longer`` and ``no``).
    """

    def __init__(self, values: Mapping[str, _T] | Iterable[tuple[str, _T]]) -> None:
        """Index ``values``: phrase → value."""
        pairs = values.items() if hasattr(values, "items") else values
        index: dict[str, list[tuple[tuple[str, ...], _T]]] = {}
        for phrase, value in pairs:
            words = tuple(token.word for token in tokenise(phrase))
            index.setdefault(words[0], []).append((words, value))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._index = index

    def find(self, tokens: Sequence[Token]) -> Iterator[Found[_T]]:
        """Yield the phrases in ``tokens``, left to right, none inside another."""
        index = self._index
        spoken = tuple([token[0] for token in tokens])
        free = 0
        for at in [at for at, word in enumerate(spoken) if word in index]:
            if at < free:
                continue
            for words, value in index[spoken[at]]:
                size = len(words)
                if size == 1 or spoken[at : at + size] == words:
                    yield Found(value, tokens[at][1], tokens[at + size - 1][2])
                    free = at + size
                    break
