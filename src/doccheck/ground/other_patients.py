"""Which lines of a note belong to another patient's record: a page whose header names somebody else.

The first header says whose note it is. A later one with another record number or date of birth, and nothing in
common, opens a page of somebody else; it ends where the first patient is named again. Where a header agrees in one
point and differs in another, a person has to look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from doccheck.language.identities import Identity, find_identities
from doccheck.language.patterns import Pattern
from doccheck.note import Span

__all__ = ["OtherPatients", "find_other_patients"]

_END_OF_PAGE = Pattern(r"\bend of (?:the )?(?:scan\w*|fax\w*|copied|copy|imported|page|document)\b", re.IGNORECASE)
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class OtherPatients:
    """Parts of a note that are not its patient's.

    Args:
        passages: Text that belongs to somebody else.
        doubtful: Headers that differ from the first in one point and agree with it in another, or only by name.
    """

    passages: tuple[Span, ...] = ()
    doubtful: tuple[Span, ...] = ()


@lru_cache(maxsize=8)
def find_other_patients(text: str) -> OtherPatients:
    """Return the parts of ``text`` whose headers name another patient than the first header does."""
    patient: Identity | None = None
    passages: list[Span] = []
    doubtful: list[Span] = []
    for identity in _blocks(text):
        if patient is None:
            patient = identity if identity.heads else None
            continue
        differs, agrees = _compared(patient, identity)
        if not differs:
            patient = _known_better(patient, identity) if agrees else patient
        elif agrees or differs == {"name"}:  # a name alone may be a maiden or a short one
            doubtful.append(identity.span)
        elif identity.heads:
            passages.append(Span(identity.span.start, _page_end(text, identity.span.end, patient)))
        else:
            passages.append(identity.span)
    return OtherPatients(tuple(passages), tuple(doubtful))


def _blocks(text: str) -> list[Identity]:
    """Return the identities of ``text``; lines of one header that follow each other become one."""
    found: list[Identity] = []
    for identity in find_identities(text):
        last = found[-1] if found else None
        if last is not None and last.heads and identity.heads and not text[last.span.end : identity.span.start].strip():
            joined = _joined(last, identity)
            if joined is not None:
                found[-1] = joined
                continue
        found.append(identity)
    return found


def _joined(one: Identity, other: Identity) -> Identity | None:
    """Return two lines of one header as one; ``None`` where both say the same kind of thing."""
    if (one.name and other.name) or (one.born and other.born) or set(one.numbers) & set(other.numbers):
        return None
    joined = _known_better(one, other)
    return replace(joined, span=Span(one.span.start, other.span.end))


def _known_better(one: Identity, other: Identity) -> Identity:
    return replace(
        one,
        name=one.name or other.name,
        born=one.born or other.born,
        numbers={**other.numbers, **one.numbers},
    )


def _compared(patient: Identity, other: Identity) -> tuple[set[str], set[str]]:
    """Return in which points two identities differ, and in which they agree."""
    differs: set[str] = set()
    agrees: set[str] = set()
    for kind in set(patient.numbers) & set(other.numbers):
        (agrees if patient.numbers[kind] == other.numbers[kind] else differs).add(kind)
    if patient.born and other.born:
        (agrees if patient.born == other.born else differs).add("born")
    if patient.name and other.name:
        shared = _shared(patient.name, other.name)
        if shared == min(len(patient.name), len(other.name)):
            agrees.add("name")
        elif not shared or not agrees:
            differs.add("name")
    return differs, agrees


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many words two names share; an initial stands for its word."""
    return sum(
        any(word == there or (min(len(word), len(there)) == 1 and word[0] == there[0]) for there in other)
        for word in one
    )


def _page_end(text: str, start: int, patient: Identity) -> int:
    """Return where a page of somebody else ends: where it says so, or at the line that names the patient again."""
    at = start
    while 0 <= at < len(text):
        stop = text.find("\n", at + 1)
        line_end = stop if stop >= 0 else len(text)
        if _END_OF_PAGE.search(text, at, line_end):
            return line_end
        if _names(text[at:line_end], patient):
            return at
        at = line_end
    return len(text)


def _names(line: str, patient: Identity) -> bool:
    """Whether a line names the patient: all words of the name, or the record number."""
    words = {re.sub(r"[^\w-]", "", word).casefold() for word in line.split()}
    long_words = {word for word in patient.name if len(word) >= _SHORTEST_WORD}
    if len(long_words) > 1 and long_words <= words:
        return True
    bare = re.sub(r"[^\w\s]", "", line).casefold().split()
    return any(number in bare for number in patient.numbers.values())
