"""Drug names in running text, found by a first-word dictionary over the reference's drug lexicon.

The matcher reads the text once: a regular expression cuts it into words, and only a word that begins some name is
looked at further. Building the dictionary and reading are linear; nothing is compiled from the lexicon.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol
from weakref import WeakKeyDictionary

from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DrugMention", "DrugNames", "find_drugs"]

_WORD = re.compile(r"[^\W\d_]+[\d]*|\d+[^\W\d_]*")
# What may stand between two words of one name: "alpha-1 proteinase", "Celestone, Soluspan", "f(ab')2".
_GAP = re.compile(r"[ \t\-\u2010-\u2013/.,%'\u2019()\u00ae\u2122]{0,3}(?:\r?\n[ \t]{0,16})?")
_DIGITS = re.compile(r"(?<!\d)\d+$")
_UNIT_BEHIND = re.compile(r"[\s-]?(?:mg|mcg|g\b|gm\b|gram|milli|micro|ml|cc\b|units?\b|iu\b|%)", re.IGNORECASE)
_TAIL_BREAKS = (" - ", " \u2013 ", ". ")


class DrugNames(Protocol):
    """What the matcher needs of a lexicon: every folded name with its canonical generic name."""

    def names(self) -> Mapping[str, str]:
        """Folded name → generic name."""
        ...

    def ambiguous_names(self) -> Mapping[str, str]:
        """Folded words that mean a drug only where the words around say so → generic name."""
        ...


class DrugMention(NamedTuple):
    """A drug named in the text.

    Args:
        span: Place of the name as written.
        generic: Canonical generic name, lower case.
        ambiguous: The word means this drug only where an amount or a route beside it says so ("MS 4 mg IV").
    """

    span: Span
    generic: str
    ambiguous: bool = False


_Entry = tuple[tuple[str, ...], str, bool]
_Index = dict[str, list[_Entry]]
_INDEXES: WeakKeyDictionary[DrugNames, _Index] = WeakKeyDictionary()


def _index(lexicon: DrugNames) -> _Index:
    """Return the first-word dictionary of ``lexicon``, longest names first, built once."""
    index = _INDEXES.get(lexicon)
    if index is None:
        index = {}
        for names, ambiguous in ((lexicon.names(), False), (lexicon.ambiguous_names(), True)):
            for name, generic in names.items():
                words = tuple(_WORD.findall(name.casefold()))
                if words:
                    index.setdefault(words[0], []).append((words[1:], generic, ambiguous))
        for entries in index.values():
            if len(entries) > 1:
                entries.sort(key=lambda entry: -len(entry[0]))
        _INDEXES[lexicon] = index
    return index


def find_drugs(text: str, lexicon: DrugNames) -> list[DrugMention]:
    """Return every drug named in ``text``, in order, longest name first, never overlapping.

    Args:
        text: Any text.
        lexicon: Gives the names; :class:`doccheck.reference.drugs.DrugLexicon` does.
    """
    index = _index(lexicon)
    words = list(_WORD.finditer(text))
    found: list[DrugMention] = []
    taken = 0
    folded = [match[0].casefold() for match in words]
    for at in [at for at, word in enumerate(folded) if word in index or (word[-1].isdigit() and word[0].isalpha())]:
        if at < taken:
            continue
        match, word = words[at], folded[at]
        entries = index.get(word)
        glued = 0
        if entries is None:
            bare = _DIGITS.sub("", word)  # "Kenalog40": the digits are a strength, not part of the name
            entries = [entry for entry in index.get(bare, ()) if not entry[0]] if len(bare) > 3 else None  # noqa: PLR2004
            glued = len(word) - len(bare)
        longest = _longest(text, words, at, entries) if entries else None
        if longest is None:
            continue
        length, generic, ambiguous = longest
        found.append(DrugMention(Span(match.start(), words[at + length].end() - glued), generic, ambiguous))
        taken = at + length + 1
    return found


def _longest(text: str, words: list[re.Match[str]], at: int, entries: list[_Entry]) -> tuple[int, str, bool] | None:
    """Return how many further words the longest entry takes, its generic name and whether it is ambiguous."""
    for rest, generic, ambiguous in entries:
        if at + len(rest) >= len(words):
            continue
        here = at
        for part in rest:
            gap = text[words[here].end() : words[here + 1].start()]
            if words[here + 1].group().casefold() != part or not _GAP.fullmatch(gap) or gap in _TAIL_BREAKS:
                break
            here += 1
        else:
            if rest and rest[-1].isdigit() and _UNIT_BEHIND.match(text, words[here].end()):
                continue  # "Kenalog 40 mg": the number is an amount here, not the end of the name
            return len(rest), generic, ambiguous
    return None
