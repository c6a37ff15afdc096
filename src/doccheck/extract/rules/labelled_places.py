"""Route, site and side that a record gives on lines of their own: ``Route: IM``, ``Injection site: left thigh``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.zones import Zone
from doccheck.language.anatomy import INJECTED
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.extract.rules.zones import Segment
    from doccheck.language.anatomy import AnatomyMention

__all__ = ["LabelledPlace", "labelled_place", "sides_told"]

_REACH = 8
"""How many sentences may stand between a dose and the lines of its record."""

_TITLE = Pattern(
    r"(?<![A-Za-z])(?<![A-Za-z] )(?P<title>(?:(?:injection|inj|infusion|iv|body|anatomic(?:al)?|administration|needle|"
    r"access|route|sites?|location|side|laterality|of|the|and|used|given)[ /&,.]{0,3}){1,6})"
    r"[*_]{0,2}(?:[ ]{0,3}[:\t]|[ ]{2})",
    re.IGNORECASE,
)
_ROUTE = Pattern(r"\broute", re.IGNORECASE)
_SITE = Pattern(r"\bsites?\b|\binj\w* location|location of (?:the )?inj", re.IGNORECASE)
_SIDE = Pattern(r"\bside\b|\blaterality\b", re.IGNORECASE)
_CELL_END = Pattern(r"[|\t\n]| {3,}")
_LINE_END = Pattern(r"[|\t\n.;]")
_SIDE_REACH = 24
_OF_CARE = Pattern(r"\b(?:clinic|cent(?:er|re)|office|suite|building|hospital|dep(?:t|artment)|room)\b", re.IGNORECASE)
_CONTAINER = Pattern(r"\b(?:vials?|syringes?|ampou?les?|ampules?|pens?|supply|supplied|lot|ndc)\b", re.IGNORECASE)
_OTHER_PARTS = frozenset({Zone.PREVIOUS, Zone.HISTORY, Zone.HOME, Zone.ORDERS, Zone.PLAN})


@dataclass(frozen=True, slots=True)
class LabelledPlace:
    """What the lines of a record say of where and how a dose went in; ``None`` where they do not."""

    route: AnatomyMention | None = None
    site: AnatomyMention | None = None
    side: AnatomyMention | None = None


def labelled_place(page: Page, statement: Statement) -> LabelledPlace:
    """Return route, site and side from the labelled lines around ``statement``, in its own part of the note."""
    told = statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.CONCENTRATION, Part.PER_BODY)
    segment = statement.segment
    listed = segment.zone is Zone.HOME and cue("done").search(page.text, segment.span.start, segment.span.end)
    if not told or (segment.zone in _OTHER_PARTS and not listed):
        return LabelledPlace()
    below, _ = _around(page, statement, 1)
    above, other_dose = _around(page, statement, -1)
    lines = (_labelled(page, below), [] if other_dose else _labelled(page, above))
    return LabelledPlace(
        _agreed(lines, _ROUTE, lambda value: [one for one in page.routes_in(value) if one.name in INJECTED]),
        _agreed(lines, _SITE, page.sites_in),
        _agreed(lines, _SIDE, page.sides_in),
    )


def sides_told(page: Page, record: LabelledPlace) -> set[str]:
    """Return the sides that the labelled lines of a dose's own record name."""
    told = {record.side.name} if record.side is not None else set()
    if record.site is not None:
        site = record.site.span
        line = Span(max(0, site.start - _SIDE_REACH), site.end + _SIDE_REACH)
        told |= {
            side.name
            for side in page.sides_in(line)
            if not _LINE_END.search(page.text, min(side.span.end, site.end), max(side.span.start, site.start))
        }
    return told


def _agreed(
    lines: Sequence[Sequence[tuple[str, Span]]], label: Pattern, read: Callable[[Span], Sequence[AnatomyMention]]
) -> AnatomyMention | None:
    """Return what the nearest line of a label says, below or above; nothing where the two differ."""
    found = [
        next((mentions[0] for title, value in told if label.search(title) and (mentions := read(value))), None)
        for told in lines
    ]
    below, above = found
    if below is not None and above is not None and below.name != above.name:
        return None
    return below or above


def _around(page: Page, statement: Statement, step: int) -> tuple[list[Segment], bool]:
    """Return the sentences below or above ``statement`` of its record, nearest first, and whether a dose ends them.

    Lines between two doses belong to the first.
    """
    index = statement.segment.index
    lines: list[Segment] = []
    for at in range(index + step, index + step * (_REACH + 1), step):
        if not 0 <= at < len(page.segments):
            break
        segment = page.segments[at]
        if segment.zone in _OTHER_PARTS or _is_heading(page, segment):
            break
        if _tells_a_dose(page, segment, statement):
            return lines, True
        lines.append(segment)
    return lines, False


def _is_heading(page: Page, segment: Segment) -> bool:
    return page.text[segment.span.start : segment.span.end].strip("#*_=-: \t") == segment.title.strip("#*_=-: \t")


def _tells_a_dose(page: Page, segment: Segment, statement: Statement) -> bool:
    """Whether a sentence names a drug with an amount, and more than the containers of this one."""
    if not any(amount.reading.kind == "amount" for amount in page.amounts_in(segment.span)):
        return False
    named = {drug.generic for drug in page.drugs_in(segment.span) if drug.kind == "drug"}
    if not named:
        return False
    return bool(named - {statement.drug.generic}) or not page.passage(segment.span).has(_CONTAINER)


def _labelled(page: Page, segments: Sequence[Segment]) -> list[tuple[str, Span]]:
    """Return the labels of ``segments`` that may name a route, site or side, each with what stands behind it."""
    found: list[tuple[str, Span]] = []
    for segment in segments:
        if not page.passage(segment.span).may_hold(_TITLE):
            continue
        for match in _TITLE.finditer(page.text, segment.span.start, segment.span.end):
            end = _CELL_END.search(page.text, match.end() + 3, segment.span.end)
            value = Span(match.end(), end.start() if end is not None else segment.span.end)
            if not _OF_CARE.search(page.text, value.start, value.end):
                found.append((match["title"], value))
    return found
