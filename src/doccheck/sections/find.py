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
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from doccheck.sections.openings import Opening, read_heading, read_labels
from doccheck.sections.past import ends_past
from doccheck.sections.strangers import find_strangers
from doccheck.sections.titles import SectionKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.note import Note, Span

__all__ = ["Section", "find_sections", "section_at"]

_LINE = re.compile(r"[^\r\n\f]+")
_RULE = re.compile(r"[\s=\-_*~#.+|]*")
_LONGEST_HEADING = 160
_WRAP_WIDTH = 55
_TITLE_LEAD = " \t\r\n\f\ufeff#*=-_>|"
_ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-*•])\s")
_PAPERS = (
    SectionKind.PROCEDURE,
    SectionKind.ADMINISTRATION,
    SectionKind.PREVIOUS_VISIT,
    SectionKind.OTHER_PATIENT,
    SectionKind.ADDENDUM,
)
_NOT_YET = re.compile(r"(?i)schedul|planned|propos|request|authori|upcoming|next|prior|previous|last")
_INJECTION = re.compile(r"(?i)\b(?:injections?|infusions?|blocks?|aspiration|arthrocentesis)\s*$")
_TRACER = re.compile(r"(?i)radiopharm|radiotracer|\btracer|isotope")
_MEDICATIONS = re.compile(r"(?i)\W*(?:adjunct(?:ive)?\s)?(?:med(?:ication)?s?|pharmaceuticals?)\W*")
_END_OF_COPY = re.compile(r"(?i)\bend (?:of )?(?:cop|previous|prior|carr|last)")


class Section(NamedTuple):
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


def _openings(text: str) -> Iterator[tuple[int, int, list[Opening]]]:
    """Go through the lines once; yield each with the sections that begin on it."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if _RULE.fullmatch(text, start, end):
            yield start, end, []
            continue
        heading = read_heading(text, start, end) if end - start <= _LONGEST_HEADING else None
        yield start, end, [heading] if heading else list(read_labels(text, start, end))


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


def _is_today_again(text: str, start: int, end: int, label: _Builder) -> bool:
    """Whether a line ends what the label above, as it stands in ``label``, tells of an earlier time."""
    return ends_past(text, (start, end), label.open.title, label.open.body_start, item=label.item)


def _is_part(opening: Opening) -> bool:
    return not opening.heading or opening.kind is SectionKind.SIGNATURE


def _as_title_of_note(opening: Opening) -> None:
    """A heading in the first line names the paper (``INFUSION ORDER FORM``), not what all of it says."""
    if opening.heading and opening.kind not in _PAPERS and kind_of(opening.title, whole=True) is None:
        opening.kind = SectionKind.HEADER


def _below_procedure(label: Opening, heading: Opening) -> None:
    """A label in the singular below a procedure's heading ("Medication:") names what it was done with."""
    if (
        not label.heading
        and label.title.strip().casefold() in ("medication", "med")
        and (heading.kind in (SectionKind.PROCEDURE, SectionKind.ADMINISTRATION) or _INJECTION.search(heading.title))
        and not _NOT_YET.search(heading.title)
    ):
        label.kind = SectionKind.ADMINISTRATION


class _Builder:
    """Turns openings into sections that tile the note."""

    def __init__(self) -> None:
        self.done: list[Section] = []
        self.heading = Opening("", SectionKind.HEADER, 0, 0, heading=True)
        self.open = self.heading
        self.indent = 0
        self.item = False

    def begin(self, opening: Opening, indent: int, *, item: bool) -> None:
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
        self.open = Opening(self.heading.title, self.heading.kind, at, at, heading=True)

    def leave(self, at: int) -> None:
        """A copied block has ended: what follows belongs to no known section."""
        self.close(at)
        self.heading = self.open = Opening("", SectionKind.OTHER, at, at, heading=True)

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
        elif copied and not here.heading and indent <= builder.indent and _is_today_again(text, start, end, builder):
            builder.back_to_heading(start)
            copied = False
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
            _below_procedure(opening, builder.heading)
            builder.begin(opening, indent, item=bool(_ITEM.match(text, start, end)))
        previous_end = end
    builder.close(len(text))
    strangers = [one.span for one in find_strangers(note) if one.certain]
    done = _as_imaged(builder.done)
    return tuple(_without(done, strangers) if strangers else done)


def _without(sections: list[Section], strangers: list[Span]) -> Iterator[Section]:
    """Yield the sections, what belongs to another patient cut out of them as sections of their own."""
    left = iter(sections)
    here = next(left, None)
    for stranger in strangers:
        while here is not None and here.end <= stranger.start:
            yield here
            here = next(left, None)
        if here is not None and here.start < stranger.start:
            yield here._replace(body_start=min(here.body_start, stranger.start), end=stranger.start)
        yield Section("", SectionKind.OTHER_PATIENT, stranger.start, stranger.start, stranger.end, heading=False)
        while here is not None and here.end <= stranger.end:
            here = next(left, None)
        if here is not None and here.start < stranger.end:
            end = stranger.end
            if (
                here.start >= stranger.start and here.kind is not SectionKind.OTHER_PATIENT
            ):  # opened on the other's page: it says nothing of what follows
                here = Section("", SectionKind.OTHER, end, end, here.end)
            else:
                here = here._replace(start=end, body_start=max(here.body_start, end))
    if here is not None:
        yield here
    yield from left


def _as_imaged(sections: list[Section]) -> list[Section]:
    """In a report that names its radiopharmaceutical, "Medications" are what the study was done with."""
    if not any(_TRACER.search(section.title) for section in sections):
        return sections
    return [
        section._replace(kind=SectionKind.ADMINISTRATION) if _MEDICATIONS.fullmatch(section.title) else section
        for section in sections
    ]


def section_at(sections: tuple[Section, ...], offset: int) -> Section:
    """Return the section that holds the code point ``offset``."""
    return sections[max(0, bisect_right(sections, offset, key=lambda section: section.start) - 1)]
