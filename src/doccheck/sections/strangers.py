"""Parts of a record that stand under another patient's header.

The first header that names a patient says whose record it is. A later one that names somebody else – another name,
record number or date of birth, and nothing that is the same – governs what stands below it until the first patient
is named again, or the page says where it ends. One that agrees in part is for a person to look at: nothing is taken
out for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.note import Span
from doccheck.sections.headers import find_headers
from doccheck.sections.persons import Likeness, Person, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.note import Note
    from doccheck.sections.headers import Header

__all__ = ["Stranger", "find_strangers"]


_END_OF_PAGE = re.compile(r"\bend of (?:the )?(?:scan\w*|fax\w*|copied|copy|imported|page|document)\b", re.IGNORECASE)
_LONGEST = 500
"""A line is followed back no further: what never ends is read in pieces."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A place that names another patient, or may do so.

    Args:
        span: What it governs; none of it is this patient's when it is ``certain``.
        header: The words that name the other one.
        certain: Whether nothing of it agrees with the patient whose record it is.
    """

    span: Span
    header: Span
    certain: bool


@lru_cache(maxsize=4)
def find_strangers(note: Note) -> tuple[Stranger, ...]:
    """Return the parts of ``note`` that name another patient than its first header does, in order."""
    text = note.text
    headers = list(find_headers(text))
    first = next((at for at, header in enumerate(headers) if header.owns), None)
    if first is None:
        return ()
    owner = headers[first].person
    pages: list[Header] = []
    again: list[int] = []
    found: list[Stranger] = []
    for header in headers[first + 1 :]:
        like = likeness(owner, header.person)
        if like is Likeness.SAME:
            owner = _with(owner, header.person)
            if header.heads:
                again.append(_line_of(text, header.span).start)
        elif like is Likeness.OTHER and header.heads:
            pages.append(header)
        elif like is not None:
            found.append(Stranger(_line_of(text, header.span), header.span, like is Likeness.OTHER))
    if pages:
        start = pages[0].span.end
        ends = [_line_of(text, Span(*match.span())).end for match in _END_OF_PAGE.finditer(text, start)]
        found += _pages(text, pages, sorted([*again, *ends, *_named(text, owner, start)]))
    return tuple(sorted(found, key=lambda stranger: stranger.span))


def _with(owner: Person, same: Person) -> Person:
    return Person(max(owner.name, same.name, key=len), owner.number or same.number, owner.born or same.born)


def _pages(text: str, headers: Sequence[Header], again: Sequence[int]) -> list[Stranger]:
    """Return what each header of another patient governs: all up to the place that names the first one again."""
    pages: list[Stranger] = []
    for header in headers:
        start = _line_of(text, header.span).start
        if pages and start < pages[-1].span.end:
            continue
        end = next((at for at in again if at > start), len(text))
        pages.append(Stranger(Span(start, end), header.span, certain=True))
    return pages


def _named(text: str, owner: Person, start: int) -> list[int]:
    """Return the lines from ``start`` on that name the owner in full."""
    words = [word for word in owner.name if len(word) > 1]
    if len(words) < 2:  # noqa: PLR2004 - first name and surname
        return []
    first, last = re.escape(words[0]), re.escape(words[-1])
    named = re.compile(
        rf"\b{first}\b\W{{1,3}}(?:\w+\W{{1,3}}){{0,2}}{last}\b|\b{last}\b\W{{1,3}}{first}\b", re.IGNORECASE
    )
    return [_line_of(text, Span(*match.span())).start for match in named.finditer(text, start)]


def _line_of(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    low = max(0, span.start - _LONGEST)
    start = max(low, *(text.rfind(sign, low, span.start) + 1 for sign in "\n\f"))
    return Span(start, len(text) if end < 0 else end)
