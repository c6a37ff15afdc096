"""Stretches of text that many expressions are looked for in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.language.beginnings import plain, stems_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from doccheck.language.patterns import Pattern

__all__ = ["Passage"]


class Passage:
    """A stretch ``text[start:end]``: what cannot stand in it is not searched for, and nothing is searched for twice."""

    __slots__ = ("_alone", "_found", "_held", "_plain", "_stems", "end", "start", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        """Take the stretch as it is."""
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        self._found: dict[Pattern, re.Match[str] | None] = {}
        self._held: dict[Pattern, bool] = {}
        self._plain = plain(text[start : self.end])
        self._stems: frozenset[str] | None = None
        self._alone: Passage | None = None

    @property
    def stems(self) -> frozenset[str]:
        """The first letters of its words."""
        if self._stems is None:
            self._stems = stems_of(self._plain)
        return self._stems

    @property
    def alone(self) -> Passage:
        """The stretch taken out of its text: an expression sees nothing in front of it, and counts from its start."""
        if self._alone is None:
            self._alone = Passage(self.text[self.start : self.end])
            self._alone._stems = self._stems  # noqa: SLF001 - the words are the same
        return self._alone

    def search(self, pattern: Pattern) -> re.Match[str] | None:
        """Return the first match of ``pattern``."""
        if pattern in self._found:
            return self._found[pattern]
        first = pattern.beginnings
        possible = first is None or not first.stems.isdisjoint(self.stems) or self._holds(first.pieces)
        found = pattern.search(self.text, self.start, self.end) if possible else None
        self._found[pattern] = found
        return found

    def has(self, pattern: Pattern) -> bool:
        """Whether ``pattern`` matches somewhere."""
        return self.search(pattern) is not None

    def may_hold(self, pattern: Pattern) -> bool:
        """Whether ``pattern`` can match in anything cut out of the stretch, be it in the middle of a word."""
        held = self._held.get(pattern)
        if held is None:
            first = pattern.beginnings
            held = first is None or self._holds(first.pieces) or self._holds(first.stems)
            self._held[pattern] = held
        return held

    def _holds(self, pieces: Iterable[str]) -> bool:
        letters = self._plain
        for piece in pieces:  # noqa: SIM110 - a generator costs more than the question
            if piece in letters:
                return True
        return False

    def search_in(self, part: str, pattern: Pattern) -> re.Match[str] | None:
        """Return the first match of ``pattern`` in ``part``, which was cut out of the stretch."""
        return pattern.search(part) if self.may_hold(pattern) else None

    def without(self, pattern: Pattern) -> Passage:
        """Return the stretch with a space for every match of ``pattern``."""
        return Passage(pattern.sub(" ", self.text[self.start : self.end])) if self.has(pattern) else self
