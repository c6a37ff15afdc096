"""Where a sentence stands: the zone of its section, read from the section's title."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.language.sentences import find_sentences
from doccheck.note import Span
from doccheck.sections import SectionKind, find_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doccheck.note import Note
    from doccheck.sections import Section

__all__ = ["Segment", "Zone", "read_segments"]


class Zone(StrEnum):
    """What a section's title leads one to expect of a drug named in it."""

    RECORD = "record"
    PROCEDURE = "procedure"
    PRESENT = "present"
    HISTORY = "history"
    HOME = "home"
    ORDERS = "orders"
    PLAN = "plan"
    FINDINGS = "findings"
    PREVIOUS = "previous"
    OPEN = "open"


# Tried in this order on the title; the first that fits decides.
_TITLES: tuple[tuple[Zone, str], ...] = (
    (Zone.PREVIOUS, r"previous|last (?:visit|infusion|injection|dose)|copied|prior (?:visit|note|dose|infusion)"),
    (
        Zone.HISTORY,
        (
            r"allerg(?!\w* (?:&|and|asthma|clinic|cent|assoc|shot|visit))|fhx|shx|past|pmh|psh|surgical h"
            r"|(?:family|social|birth|gyn)(?: (?:\w+ )?h|\W*$)|prior|immunization h"
            r"|oncologic h|treatment h|tried|failed"
        ),
    ),
    (
        Zone.RECORD,
        (
            r"administ|\b(?:inject|infiltrat)ed\b.{0,80}\bfollowing\b"
            r"|\bmar\b|given|med(?:ication)? (?:record|admin|log)|infusion record|flow ?sheet"
            r"|premed|pre-med|sedation|an(?:a?e)sthe|contrast"
            r"|injectate|injectables?|(?:meds?|medications?) (?:injected|infused)|"
            r"(?:meds?|medications?) (?:at|during|used|for)\b|(?:procedur\w{1,8}"
            r"|intra-?op\w{0,12}|ed|er|emergency) (?:meds?|medications?)|drug|vaccine|treatment (?:record"
            r"|given)|nursing (?:mar|record|note"
            r"|administration)|dose given|anti-?biotic|prophyla|radiopharm|isotope|tracer"
        ),
    ),
    (
        Zone.ORDERS,
        (
            r"orders?\b|prescri|\brx\b|pharmacy|new med|instruct|education|teach|after visit|discharge med"
            r"|avs|charges?|billing|coding"
        ),
    ),
    (
        Zone.HOME,
        (
            r"^(?:current |home |active |outpatient |present |other |chronic |daily |preoperative "
            r"|admission |list of )*(?:medications?|meds|medicines|drugs)\b|med(?:ication)? (?:list|rec"
            r"|history)"
        ),
    ),
    (
        Zone.PROCEDURE,
        (
            r"proced|operat|techni|descri|detail|inject|infus|course|intervention|narrative"
            r"|treatment(?! plan)|nurs|stress|protocol|block|action|progress|surgery|imaging"
            r"|exam(?:ination)? (?:type|performed)|study|test|anesthesiol"
        ),
    ),
    (
        Zone.PRESENT,
        r"hpi|history|subjective|chief|complaint|reason|interval|indication|cc\b|presentation|summary|dictat",
    ),
    (
        Zone.PLAN,
        r"plan|recommend|dispos|assess|impression|follow|a/p|a&p|\bap\b|discuss|decision|mdm|next|monitor|goals?",
    ),
    (
        Zone.FINDINGS,
        (
            r"exam|physical|vital|lab|result|data|finding|objective|ros|review|diagnos|dx|x-?ray|mri|ct\b"
            r"|specimen|blood loss|ebl|fluids|drains?|complication|urine|culture"
        ),
    ),
)


@cache
def _zones() -> tuple[tuple[Zone, Pattern], ...]:
    return tuple((zone, Pattern(pattern, re.IGNORECASE)) for zone, pattern in _TITLES)


@cache
def zone_of(title: str) -> Zone:
    """Return what ``title`` leads one to expect."""
    words = title.strip(" \t*#:_-=>|")
    for zone, pattern in _zones():
        if pattern.search(words):
            return zone
    return Zone.OPEN


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or a line of a table, with its section's zone.

    ``section`` numbers the section it stands in; ``title`` is that section's.
    """

    span: Span
    zone: Zone
    section: int
    title: str
    index: int


def read_segments(note: Note) -> tuple[Segment, ...]:
    """Cut the note into sentences and give each the zone of the section it stands in."""
    sections: tuple[Section, ...] = find_sections(note)
    zones = _section_zones(sections)
    starts = [section.start for section in sections]
    segments: list[Segment] = []
    copied_to: int | None = None
    for index, span in enumerate(_readable(note.text, find_sentences(note.text))):
        marks = _MARKS.match(note.text, span.start, span.end)
        here = marks.end() if marks is not None and marks.end() < span.end else span.start
        at = bisect_left(starts, here + 1) - 1
        inside = at >= 0 and here < sections[at].end
        title = sections[at].title if inside else ""
        zone = zones[at] if inside else Zone.OPEN
        if _COPIED.match(note.text, span.start, span.end) or (copied_to is not None and span.start < copied_to):
            copied_to = _line_end(note.text, span.start)
            zone = Zone.PREVIOUS
        segments.append(Segment(span, zone, at if inside else -1, title, index))
    return tuple(segments)


_MARKS = Pattern(r"[-*_>+\u2022\s]{0,8}")
"""Marks of a list and of bold type in front of a label: its section begins behind them."""
_LONGEST = 700
"""No sentence is longer: what never ends is read in pieces, so that its time does not grow with its square."""


def _readable(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """Yield the sentences, overlong ones cut at a space."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            end = cut if cut > start else start + _LONGEST
            yield Span(start, end)
            start = end
        yield Span(start, sentence.end)


_COPIED = Pattern(r"\W{0,4}(?:copied|carried|pulled|brought|imported|copy)[ -](?:forward|from|over)\b", re.IGNORECASE)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_letterhead(title: str, zone: Zone) -> bool:
    """Whether a title names who writes ("Family Medicine", "Pharmacy & Infusion"), not what stands below it."""
    if zone is Zone.ORDERS:
        return not any(word in title.casefold() for word in ("order", "prescri", "after visit"))
    return zone in (Zone.HISTORY, Zone.HOME, Zone.FINDINGS)


_MEDICATION = Pattern(r"(?:adjunct(?:ive)? )?(?:med(?:ication)?s?|pharmaceuticals?)", re.IGNORECASE)
"""Below a procedure's heading, or in a report that names its tracer: what it was done with."""


def _section_zones(sections: Sequence[Section]) -> list[Zone]:
    """Return each section's zone; a label that says nothing has the zone of the heading it stands under."""
    zones: list[Zone] = []
    governing = Zone.OPEN
    for section in sections:
        if section.kind is SectionKind.PREVIOUS_VISIT or section.kind is SectionKind.OTHER_PATIENT:
            zone = Zone.PREVIOUS
        else:
            zone = zone_of(section.title)
            if section.kind is SectionKind.HEADER and _is_letterhead(section.title, zone):
                zone = Zone.OPEN
        if section.kind is SectionKind.ADMINISTRATION and _MEDICATION.fullmatch(section.title.strip(" *_:")):
            zone = Zone.RECORD
        if section.heading:
            governing = zone
        elif zone is Zone.OPEN or governing is Zone.PREVIOUS:
            zone = governing
        zones.append(zone)
    return zones
