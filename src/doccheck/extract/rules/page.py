"""A note prepared for the rules: its sentences, and everything of interest in it found once."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from doccheck.extract.rules.tables import Columns, find_columns
from doccheck.language.amounts import find_amounts
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.dates import find_dates, find_times
from doccheck.language.drugs import find_drugs
from doccheck.language.sentences import find_sentences
from doccheck.note import Span
from doccheck.sections import SectionKind, find_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.language.amounts import AmountMention
    from doccheck.language.anatomy import AnatomyMention
    from doccheck.note import Note
    from doccheck.reference.drugs import DrugLexicon
    from doccheck.sections import Section

__all__ = ["Drug", "Page", "Segment", "Zone", "read_page"]


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
        r"allerg|family|social|fhx|shx|past|pmh|psh|surgical h|prior|immunization h|gyn|birth|oncologic h|treatment h|tried|failed",
    ),
    (
        Zone.RECORD,
        r"administ|\bmar\b|given|med(?:ication)? (?:record|admin|log)|infusion record|flow ?sheet|premed|pre-med|sedation|an(?:a?e)sthe|contrast"
        r"|injectate|drug|vaccine|treatment (?:record|given)|nursing (?:mar|record|note|administration)|dose given|anti-?biotic|prophyla|radiopharm|isotope|tracer",
    ),
    (
        Zone.ORDERS,
        r"orders?\b|prescri|\brx\b|pharmacy|new med|instruct|education|teach|after visit|discharge med|avs|charges?|billing|coding",
    ),
    (
        Zone.HOME,
        r"^(?:current |home |active |outpatient |present |other |chronic |daily |preoperative |admission |list of )*(?:medications?|meds|medicines|drugs)\b|med(?:ication)? (?:list|rec|history)",
    ),
    (
        Zone.PROCEDURE,
        r"proced|operat|techni|descri|detail|inject|infus|course|intervention|narrative|treatment(?! plan)|nurs|stress|protocol|block|action|progress|surgery|imaging|exam(?:ination)? (?:type|performed)|study|test|anesthesiol",
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
        r"exam|physical|vital|lab|result|data|finding|objective|ros|review|diagnos|dx|x-?ray|mri|ct\b|specimen|blood loss|ebl|fluids|drains?|complication|urine|culture",
    ),
)


@cache
def _zones() -> tuple[tuple[Zone, re.Pattern[str]], ...]:
    return tuple((zone, re.compile(pattern, re.IGNORECASE)) for zone, pattern in _TITLES)


@cache
def zone_of(title: str) -> Zone:
    """Return what ``title`` leads one to expect."""
    words = title.strip(" \t*#:_-=>|")
    for zone, pattern in _zones():
        if pattern.search(words):
            return zone
    return Zone.OPEN


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug as one stretch of the note, a brand in brackets behind its generic name included.

    Args:
        span: Place of the first name, as written.
        end: Where the last name of the stretch ends.
        generic: Canonical generic name.
        kind: Kind of the lexicon (drug, local_anaesthetic, contrast …).
    """

    span: Span
    end: int
    generic: str
    kind: str


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


_Placed = TypeVar("_Placed")


@dataclass(frozen=True)
class Page:
    """A note's text with all drugs, amounts, routes, sites, sides, dates and times in it, each in order."""

    text: str
    segments: tuple[Segment, ...]
    drugs: tuple[Drug, ...]
    amounts: tuple[AmountMention, ...]
    routes: tuple[AnatomyMention, ...]
    sites: tuple[AnatomyMention, ...]
    sides: tuple[AnatomyMention, ...]
    columns: Columns

    def drugs_in(self, span: Span) -> Sequence[Drug]:
        """Drugs whose name begins in ``span``."""
        return _within(self.drugs, span)

    def amounts_in(self, span: Span) -> Sequence[AmountMention]:
        """Amounts that begin in ``span``."""
        return _within(self.amounts, span)

    def routes_in(self, span: Span) -> Sequence[AnatomyMention]:
        """Routes that begin in ``span``."""
        return _within(self.routes, span)

    def sites_in(self, span: Span) -> Sequence[AnatomyMention]:
        """Sites that begin in ``span``."""
        return _within(self.sites, span)

    def sides_in(self, span: Span) -> Sequence[AnatomyMention]:
        """Sides that begin in ``span``."""
        return _within(self.sides, span)


def _within(mentions: Sequence[_Placed], span: Span) -> Sequence[_Placed]:
    first = bisect_left(mentions, span.start, key=_start)
    last = bisect_left(mentions, span.end, key=_start)
    return mentions[first:last]


def _start(mention: object) -> int:
    start: int = mention.span.start  # type: ignore[attr-defined]
    return start


def read_page(note: Note, lexicon: DrugLexicon) -> Page:
    """Find everything of interest in ``note``, once."""
    text = note.text
    return Page(
        text=text,
        segments=_segments(note),
        drugs=_drugs(text, lexicon),
        amounts=tuple(find_amounts(text)),
        routes=tuple(find_routes(text)),
        sites=tuple(find_sites(text)),
        sides=tuple(find_sides(text)),
        columns=find_columns(text),
    )


def _segments(note: Note) -> tuple[Segment, ...]:
    """Cut the note into sentences and give each the zone of the section it stands in."""
    sections: tuple[Section, ...] = find_sections(note)
    zones = _section_zones(sections)
    starts = [section.start for section in sections]
    segments: list[Segment] = []
    copied_to: int | None = None
    for index, span in enumerate(find_sentences(note.text)):
        at = bisect_left(starts, span.start + 1) - 1
        inside = at >= 0 and span.start < sections[at].end
        title = sections[at].title if inside else ""
        zone = zones[at] if inside else Zone.OPEN
        if _COPIED.match(note.text, span.start, span.end) or (copied_to is not None and span.start < copied_to):
            copied_to = _line_end(note.text, span.start)
            zone = Zone.PREVIOUS
        segments.append(Segment(span, zone, at if inside else -1, title, index))
    return tuple(segments)


_COPIED = re.compile(r"\W{0,4}(?:copied|carried|pulled|brought|imported|copy)[ -](?:forward|from|over)\b", re.IGNORECASE)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _section_zones(sections: Sequence[Section]) -> list[Zone]:
    """Return each section's zone; a label that says nothing has the zone of the heading it stands under."""
    zones: list[Zone] = []
    governing = Zone.OPEN
    for section in sections:
        if section.kind is SectionKind.PREVIOUS_VISIT or section.kind is SectionKind.OTHER_PATIENT:
            zone = Zone.PREVIOUS
        else:
            zone = zone_of(section.title)
        if section.heading:
            governing = zone
        elif zone is Zone.OPEN or governing is Zone.PREVIOUS:
            zone = governing
        zones.append(zone)
    return zones


# A second name of the same drug close behind the first: "infliximab (Remicade)", "Celestone, Soluspan".
_APPOSITION = re.compile(r"\s{0,2}[(\[/,]?\s{0,2}(?:brand|generic|aka|i\.e\.)?\s{0,2}")


# Words right beside an ambiguous name that show a drug is meant.
_SHOWN_BEFORE = re.compile(
    r"(?:\d\s?(?:mg|mcg|g|ml|cc|units?|u|%|mci)\.?\s*(?:/\s?(?:ml|cc)\s*)?(?:of\s+)?(?:\w+\s){0,2}|\b(?:gave|given|with|injected|received|iv|of)\s+)$",
    re.IGNORECASE,
)
_SHOWN_AFTER = re.compile(
    r"[\s,(:=-]{0,3}(?:\w+ ){0,1}(?:\d[\d.,]*\s?(?:mg|mcg|g|ml|cc|units?|u|%|mci)\b|\b(?:iv|im|sq|sc|subq|was (?:given|injected|administered|infused|used)|injection))",
    re.IGNORECASE,
)


# "lidocaine with epinephrine 1:100,000": a vasoconstrictor in a local anaesthetic is part of it.
_ADDED = re.compile(
    r"[\s,]*(?:\d[\d.]*\s?%\s*)?(?:plain\s*)?(?:solution\s*)?[\s,]*"
    r"(?:(?:with|w/|w|c|and|plus|\+|/|containing|-|\(|mixed with|in)\s*(?:\(?1\s?:\s?\d[\d,]*\)?\s*(?:of\s+)?)?|1\s?:\s?\d[\d,]*\s+)(?:dilute\s+)?",
    re.IGNORECASE,
)
_RATIO_BEHIND = re.compile(
    r"\s*,?\s*(?:in\s+|at\s+|of\s+)?(?:a\s+)?(?:concentration\s+(?:of\s+|in\s+)?|dilution\s+of\s+)?\(?1\s?(?::|to|in|/)\s?\d[\d,]*(?:k\b)?\)?(?:\s*units)?(?:\s*(?:solution|dilution|concentration))?",
    re.IGNORECASE,
)


_LISTED = re.compile(r"\s*(?:and|,|with|&|/|\+|plus|,\s*and)\s*", re.IGNORECASE)


def _is_additive(before: Drug, generic: str, gap: str) -> bool:
    return (
        before.kind == "local_anaesthetic"
        and generic == "epinephrine"
        and len(gap) < 48
        and bool(_ADDED.fullmatch(gap))
    )  # noqa: PLR2004


def _behind_ratio(text: str, end: int) -> int:
    match = _RATIO_BEHIND.match(text, end, end + 60)
    return match.end() if match else end


def _drugs(text: str, lexicon: DrugLexicon) -> tuple[Drug, ...]:
    """Find the drugs; names of one drug side by side count once."""
    found: list[Drug] = []
    for mention in find_drugs(text, lexicon):
        span = mention.span
        listed = bool(found) and _LISTED.fullmatch(text[found[-1].end : span.start][:12])
        if (
            mention.ambiguous
            and not listed
            and not (
                _SHOWN_BEFORE.search(text[max(0, span.start - 40) : span.start])
                or _SHOWN_AFTER.match(text, span.end, span.end + 40)
            )
        ):
            continue
        kind = lexicon.kind(mention.generic)
        generic = mention.generic.removesuffix(" with epinephrine")
        if found:
            before = found[-1]
            gap = text[before.end : span.start]
            if _is_additive(before, mention.generic, gap):
                found[-1] = Drug(before.span, _behind_ratio(text, span.end), before.generic, before.kind)
                continue
            if before.kind == kind == "radiopharmaceutical" and not gap.strip(" -("):
                found[-1] = Drug(before.span, span.end, generic, kind)
                continue
            if len(gap) <= 12 and _APPOSITION.fullmatch(gap) and lexicon.same(before.generic, mention.generic):  # noqa: PLR2004
                generic = generic if lexicon.is_vague(before.generic) else before.generic
                found[-1] = Drug(before.span, span.end, generic, before.kind)
                continue
        found.append(Drug(span, _behind_ratio(text, span.end) if generic != mention.generic else span.end, generic, kind))
    return tuple(found)
