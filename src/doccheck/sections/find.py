"""Find where sections begin and end.

Clinics write headings in many ways: a plain line (``Plan``), capitals with a colon and text behind it
(``PLAN: …``), Markdown (``## Plan``, ``**Plan:**``), labels of one line (``Dx:``), labels in a column
(``Dx        Relapsing …``), labels one behind the other on a line (``Meds: none. Allergies: none.``).

A *heading* governs everything up to the next heading. A *label* governs its own line, and the lines below that
continue it (indented further, or starting in the middle of a sentence).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from doccheck.sections.titles import SectionKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.note import Note

__all__ = ["Section", "find_sections", "section_at"]

_LINE = re.compile(r"[^\r\n\f]+")
_RULE = re.compile(r"[\s=\-_*~#.+|]*")
_MARKDOWN = re.compile(r"\s*(?:>\s*)*#{1,6}\s+(?P<title>[^#\s][^#\r\n]*)#*\s*")
_BOLD = re.compile(
    r"\s*(?:>\s*)*(?:[-*+•]\s+|\d{1,2}[.)]\s+)?(?:\*\*|__)(?P<title>[^*_:\r\n]{1,80}):?(?:\*\*|__)\s*[:\-–—]?\s*"
)
_DECORATED = re.compile(r"\s*[=\-~*]{2,}\s*(?P<title>[^=~*\r\n]{2,80}?)\s*[=\-~*]{2,}\s*")
_TITLE = r"(?P<title>[A-Za-z][A-Za-z0-9/&.'() -]{0,48}?)\s?:(?!\d)"
_FIRST_LABEL = re.compile(_TITLE)
_LATER_LABEL = re.compile(r"(?:(?<=[.;|]\s)|(?<=\s\s)|(?<=\t)|(?<=[\-*•]\s))" + _TITLE)
_COLUMN = re.compile(r"(?P<title>[A-Za-z][A-Za-z/&-]{1,14}(?: [A-Za-z/&-]{1,14}){0,2})(?:\t+| {2,})(?=\S)")
_SIGNING = re.compile(
    r"(?:(?:electronically|digitally|dictated and electronically) (?:co-?)?(?:e-?)?signed|(?:e-?|"
    r"co-?)?signed(?: electronically)?(?: by)?|authenticated by|/s/)"
    r"(?!\W*(?:\w+ ){0,3}(?:consent|order|form|waiver|abn|release))[\s:*,\u2013\u2014-]*(?=[A-Z])",
    re.IGNORECASE,
)
_MAX_TITLE_WORDS = 8
_ABBREVIATION = 3
_LONGEST_HEADING = 160
_WRAP_WIDTH = 55
_TITLE_LEAD = " \t\r\n\f\ufeff#*=-_>|"
# In capitals too, these labels govern their own line only: "ORDER: …" stands above what was then given.
_ONE_LINE = frozenset(
    {
        SectionKind.ORDERS,
        SectionKind.PLAN,
        SectionKind.CONSENT,
        SectionKind.INSTRUCTIONS,
        SectionKind.DIAGNOSIS,
        SectionKind.NECESSITY,
        SectionKind.VITALS,
    }
)
_ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-*•])\s")
_PAPERS = (
    SectionKind.PROCEDURE,
    SectionKind.ADMINISTRATION,
    SectionKind.PREVIOUS_VISIT,
    SectionKind.OTHER_PATIENT,
    SectionKind.ADDENDUM,
)
_END_OF_COPY = re.compile(r"(?i)\bend (?:of )?(?:cop|previous|prior|carr|last)")


@dataclass(frozen=True, slots=True)
class Section:
    """One section.

    Args:
        title: The title as written, without its colon; ``""`` for what stands before the first heading.
        kind: What it is about.
        start: First code point of the title.
        body_start: First code point behind the title and its colon.
        end: One behind its last code point.
        heading: Whether it governs all text up to the next heading (else it is a label of a line).
    """

    title: str
    kind: SectionKind
    start: int
    body_start: int
    end: int
    heading: bool = True


@dataclass(slots=True)
class _Opening:
    """A place where a section begins, before its end is known."""

    title: str
    kind: SectionKind
    start: int
    body_start: int
    heading: bool
    quoted: bool = False


def _heading(text: str, start: int, end: int) -> _Opening | None:
    """Read the line ``text[start:end]`` as a heading of its own, if it is one."""
    for pattern in (_MARKDOWN, _DECORATED):
        match = pattern.fullmatch(text, start, end)
        if match:
            title = match["title"].strip(" :*_")
            return _Opening(title, kind_of(title) or SectionKind.OTHER, match.start("title"), end, heading=True)
    bold = _BOLD.match(text, start, end)
    return _bold(text, start, end, bold) if bold else _plain(text[start:end], start)


def _bold(text: str, start: int, end: int, match: re.Match[str]) -> _Opening | None:
    """Read ``**Title:** …``; alone on its line it is a heading, else a label."""
    title = match["title"].strip()
    alone = not text[match.end() : end].strip()
    quoted = text[start:end].lstrip().startswith(">")
    kind = kind_of(title) if alone or quoted or len(title.split()) <= _MAX_TITLE_WORDS else None
    if kind is None and not alone:
        return None
    return _Opening(title, kind or SectionKind.OTHER, match.start("title"), match.end(), alone, quoted)


def _plain(line: str, start: int) -> _Opening | None:
    """Read a line without marks as a heading: a known title, or a few words in capitals."""
    bare = line.strip(" \t\ufeff*_:#")
    words = bare.split()
    if not 0 < len(words) <= _MAX_TITLE_WORDS or "***" in line or "___" in line:  # a label whose value is unfilled
        return None
    closed = line.rstrip().endswith(":")
    capital = bare.isupper() and "  " not in bare and not any(character.isdigit() for character in bare)
    kind = kind_of(bare, whole=not (closed or capital))
    if kind is None and capital and (closed or len(bare) > _ABBREVIATION) and not bare.endswith((".", ",")):
        kind = SectionKind.OTHER
    if kind is None or not (bare[0].isupper() or closed):
        return None
    at = start + line.index(words[0])
    return _Opening(bare, kind, at, start + len(line), heading=True)


def _labels(text: str, start: int, end: int) -> Iterator[_Opening]:
    """Read the labels on the line ``text[start:end]``."""
    lead = start + len(text[start:end]) - len(text[start:end].lstrip(" \t\ufeff>*-•"))
    column = _COLUMN.match(text, lead, end)
    if column:
        kind = kind_of(column["title"], whole=True)
        if kind is not None:
            yield _Opening(column["title"], kind, lead, column.end(), heading=False)
    signing = _SIGNING.match(text, lead, end)
    if signing:
        yield _Opening(signing[0].strip(), SectionKind.SIGNATURE, lead, signing.end(), heading=True)
        return
    opener = _FIRST_LABEL.match(text, lead, end)
    later = _LATER_LABEL.finditer(text, opener.end() if opener else lead, end)
    for match in chain((opener,) if opener else (), later):
        title = match["title"].strip()
        words = len(title.split())
        if words > _MAX_TITLE_WORDS:
            continue
        first = match.start() == lead
        shout = title.isupper() and len(title) > _ABBREVIATION
        kind = kind_of(title, whole=not (first and (shout or words > 1)))
        if kind is None and first and shout and text[match.end() : end].strip():
            kind = SectionKind.OTHER
        if kind is not None:
            yield _Opening(
                title, kind, match.start("title"), match.end(), heading=first and shout and kind not in _ONE_LINE
            )


def _openings(text: str) -> Iterator[tuple[int, int, list[_Opening]]]:
    """Go through the lines once; yield each with the sections that begin on it."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if _RULE.fullmatch(text, start, end):
            yield start, end, []
            continue
        heading = _heading(text, start, end) if end - start <= _LONGEST_HEADING else None
        yield start, end, [heading] if heading else list(_labels(text, start, end))


def _indent(text: str, start: int, end: int) -> int:
    line = text[start:end]
    return len(line) - len(line.lstrip(" \t\ufeff"))


def _continues(text: str, start: int, end: int, label: _Builder) -> bool:
    """Whether a line goes on with the label above, as it stands in ``label``."""
    here = _indent(text, start, end)
    if here > label.indent or (not label.item and _ITEM.match(text, start, end)):
        return True
    above = text[max(0, start - 400) : start].rstrip("\r\n\f \t")
    line = above[above.rfind("\n") + 1 :]
    return text[start + here : start + here + 1].islower() and len(line) >= _WRAP_WIDTH and line[-1] not in ".;:!?"


def _is_part(opening: _Opening) -> bool:
    return not opening.heading or opening.kind is SectionKind.SIGNATURE


def _as_title_of_note(opening: _Opening) -> None:
    """A heading in the first line names the paper (``INFUSION ORDER FORM``), not what all of it says."""
    if opening.heading and opening.kind not in _PAPERS and kind_of(opening.title, whole=True) is None:
        opening.kind = SectionKind.HEADER


class _Builder:
    """Turns openings into sections that tile the note."""

    def __init__(self) -> None:
        self.done: list[Section] = []
        self.heading = _Opening("", SectionKind.HEADER, 0, 0, heading=True)
        self.open = self.heading
        self.indent = 0
        self.item = False

    def begin(self, opening: _Opening, indent: int, *, item: bool) -> None:
        """Close what is open and open ``opening``, on a line indented by ``indent``, an item of a list or not."""
        self.close(opening.start)
        self.item = item
        self.open = opening
        self.indent = indent
        if opening.heading:
            self.heading = opening

    def back_to_heading(self, at: int) -> None:
        """A label has ended: what follows belongs to the heading above again."""
        self.close(at)
        self.open = _Opening(self.heading.title, self.heading.kind, at, at, heading=True)

    def leave(self, at: int) -> None:
        """A copied block has ended: what follows belongs to no known section."""
        self.close(at)
        self.heading = self.open = _Opening("", SectionKind.OTHER, at, at, heading=True)

    def close(self, at: int) -> None:
        """End the open section at ``at``."""
        here = self.open
        if at > here.start:
            body = min(here.body_start, at)
            self.done.append(Section(here.title, here.kind, here.start, body, at, here.heading))


@lru_cache(maxsize=4)
def find_sections(note: Note) -> tuple[Section, ...]:
    """Return the sections of ``note``; they tile the text from its first to its last code point.

    A note given as a mapping keeps its own titles; sections inside each part are found as well.
    """
    text = note.text
    builder = _Builder()
    previous_end = 0
    for start, end, openings in _openings(text):
        blank = "\n\n" in text[previous_end:start].replace("\r", "") or "\f" in text[previous_end:start]
        indent = _indent(text, start, end)
        here = builder.open
        copied = here.kind is SectionKind.PREVIOUS_VISIT
        if copied and here.quoted and not text[start:end].lstrip().startswith(">"):
            builder.leave(start)
        elif copied and _END_OF_COPY.search(text, start, end):
            builder.leave(end)
        elif not here.heading and not openings and (blank or not _continues(text, start, end, builder)):
            if copied and not blank:
                pass  # a copied block goes on to its blank line
            else:
                builder.back_to_heading(start)
        for opening in openings:
            if not text[: opening.start].strip(_TITLE_LEAD):
                _as_title_of_note(opening)
            quoted = here.quoted and text[start:end].lstrip().startswith(">") and not opening.heading
            if copied and (quoted or (not blank and builder.open is here and _is_part(opening))):
                continue  # labels and signatures inside a copied block stay part of it
            builder.begin(opening, indent, item=bool(_ITEM.match(text, start, end)))
        previous_end = end
    builder.close(len(text))
    return tuple(builder.done)


def section_at(sections: tuple[Section, ...], offset: int) -> Section:
    """Return the section that holds the code point ``offset``."""
    return sections[max(0, bisect_right(sections, offset, key=lambda section: section.start) - 1)]
