"""A note prepared for the rules: its sentences, and everything of interest in it found once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from doccheck.extract.rules.spoken import Drug, read_drugs
from doccheck.extract.rules.tables import Columns, find_columns
from doccheck.extract.rules.unknown_names import with_unknown_names
from doccheck.extract.rules.zones import Segment, Zone, read_segments
from doccheck.ground.visit import visit_day
from doccheck.language.amounts import find_amounts
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from doccheck.language.amounts import AmountMention
    from doccheck.language.anatomy import AnatomyMention
    from doccheck.note import Note, Span
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["Page", "read_page"]

_Placed = TypeVar("_Placed")


@dataclass(frozen=True)
class Page:
    """A note's text with the drugs and amounts in it, each in order.

    Routes, sites and sides are looked for only in the sentences somebody asks about: few of a note's name a drug.
    """

    text: str
    segments: tuple[Segment, ...]
    drugs: tuple[Drug, ...]
    amounts: tuple[AmountMention, ...]
    columns: Columns
    visit_day: date | None = None
    has_procedure: bool = False
    _anatomy: dict[tuple[str, int], list[AnatomyMention]] = field(default_factory=dict, repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.span.start for segment in self.segments]

    def drugs_in(self, span: Span) -> Sequence[Drug]:
        """Drugs whose name begins in ``span``."""
        return _within(self.drugs, span)

    def amounts_in(self, span: Span) -> Sequence[AmountMention]:
        """Amounts that begin in ``span``."""
        return _within(self.amounts, span)

    def routes_in(self, span: Span) -> Sequence[AnatomyMention]:
        """Routes that begin in ``span``."""
        return self._found("route", find_routes, span)

    def sites_in(self, span: Span) -> Sequence[AnatomyMention]:
        """Sites that begin in ``span``."""
        return self._found("site", _places, span)

    def sides_in(self, span: Span) -> Sequence[AnatomyMention]:
        """Sides that begin in ``span``."""
        return self._found("side", find_sides, span)

    def _found(
        self, kind: str, find: Callable[[str, int, int], list[AnatomyMention]], span: Span
    ) -> Sequence[AnatomyMention]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found: list[AnatomyMention] = []
        for index in range(first, bisect_left(self._starts, span.end)):
            mentions = self._anatomy.get((kind, index))
            if mentions is None:
                sentence = self.segments[index].span
                mentions = self._anatomy[kind, index] = find(self.text, sentence.start, sentence.end)
            found += _within(mentions, span)
        return found


_REACTION = Pattern(
    r"\b(?:itch\w*|prurit\w*|rash(?:es)?|hives|urticaria|welts|flush(?:ed|ing))\s+(?:noted\s+|seen\s+)?"
    r"(?:of|on|in|to|over|across|at)\s+(?:(?:the|both|his|her|their|patient's|upper|lower|bilateral|right|left)\s+)*"
    r"(?:\w+(?:,|\s+and)\s+(?:the\s+|both\s+)?)?$",
    re.IGNORECASE,
)
_REACTION_REACH = 64


def _places(text: str, start: int, end: int) -> list[AnatomyMention]:
    """Find sites in ``text[start:end]``; where a reaction showed itself ("itching of both arms") is no such site."""
    return [
        site
        for site in find_sites(text, start, end)
        if not _REACTION.search(text[max(start, site.span.start - _REACTION_REACH) : site.span.start])
    ]


def _within(mentions: Sequence[_Placed], span: Span) -> Sequence[_Placed]:
    if not mentions:
        return mentions
    first = bisect_left(mentions, span.start, key=_start)
    last = bisect_left(mentions, span.end, key=_start)
    return mentions[first:last]


def _start(mention: object) -> int:
    start: int = mention.span.start  # type: ignore[attr-defined]
    return start


def read_page(note: Note, lexicon: DrugLexicon) -> Page:
    """Find everything of interest in ``note``, once."""
    text = note.text
    segments = read_segments(note)
    amounts = tuple(find_amounts(text))
    return Page(
        text=text,
        segments=segments,
        drugs=with_unknown_names(text, read_drugs(text, lexicon), amounts),
        amounts=amounts,
        columns=find_columns(text),
        visit_day=visit_day(note),
        has_procedure=any(segment.zone is Zone.PROCEDURE for segment in segments),
    )
