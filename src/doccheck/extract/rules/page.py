"""A note prepared for the rules: its sentences, and everything of interest in it found once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from doccheck.extract.rules.spoken import Drug, read_drugs
from doccheck.extract.rules.tables import Columns, find_columns
from doccheck.extract.rules.unknown_names import with_unknown_names
from doccheck.extract.rules.zones import Segment, Zone, read_segments
from doccheck.ground.visit import visit_day
from doccheck.language.amounts import find_amounts
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.passages import Passage
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from doccheck.language.amounts import AmountMention
    from doccheck.language.anatomy import AnatomyMention
    from doccheck.note import Note, Span
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["Page", "read_page"]


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
    _passages: dict[Span, Passage] = field(default_factory=dict, repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.span.start for segment in self.segments]

    @cached_property
    def _drug_starts(self) -> list[int]:
        return [drug.span.start for drug in self.drugs]

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [amount.span.start for amount in self.amounts]

    def drugs_in(self, span: Span) -> Sequence[Drug]:
        """Drugs whose name begins in ``span``."""
        starts = self._drug_starts
        return self.drugs[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def amounts_in(self, span: Span) -> Sequence[AmountMention]:
        """Amounts that begin in ``span``."""
        starts = self._amount_starts
        return self.amounts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def next_drug(self, at: int, end: int) -> int:
        """Return where the next drug named behind ``at`` begins, ``end`` where none is before it."""
        index = bisect_right(self._drug_starts, at)
        return min(end, self._drug_starts[index]) if index < len(self._drug_starts) else end

    def passage(self, span: Span) -> Passage:
        """Return the words at ``span`` in their place: expressions see what stands in front of them."""
        found = self._passages.get(span)
        if found is None:
            found = self._passages[span] = Passage(self.text, span.start, span.end)
        return found

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
        for index in range(first, bisect_left(self._starts, span.end, first)):
            mentions = self._anatomy.get((kind, index))
            if mentions is None:
                sentence = self.segments[index].span
                mentions = self._anatomy[kind, index] = find(self.text, sentence.start, sentence.end)
            if mentions:
                found += [mention for mention in mentions if span.start <= mention.span.start < span.end]
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
