"""Route, site, side, time, count and container of a statement: the nearest words for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from doccheck.extract.rules.container_words import container_after, container_before
from doccheck.extract.rules.counts import count_of
from doccheck.extract.rules.forms import form_around
from doccheck.extract.rules.injected_place import injected_place
from doccheck.extract.rules.labelled_places import LabelledPlace, labelled_place, sides_told
from doccheck.extract.rules.prepared_places import is_complaint, prepared_side
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.shares_of_places import places_counted
from doccheck.language.anatomy import INJECTED, find_sides
from doccheck.language.dates import find_times
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.language.anatomy import AnatomyMention

__all__ = ["Surroundings", "surroundings"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Places of the words around a statement; ``None`` where there are none.

    ``own_side`` is the side named in the statement's own clause, ``time_text`` the clock time with its digits only.
    ``counted`` is the only amount that ``count`` multiplies, where it counts places that each got that much.
    """

    route: Span | None = None
    site: Span | None = None
    side: Span | None = None
    time: Span | None = None
    count: Span | None = None
    container: Span | None = None
    own_side: str | None = None
    own_site: str | None = None
    time_text: str | None = None
    counted: Span | None = None


def surroundings(page: Page, statement: Statement) -> Surroundings:
    """Return the words around ``statement``: its own sentence first, then the sentences just before in its section."""
    sentence = statement.segment.span
    inner = _between_neighbours(page, statement)
    route = _nearest([route for route in page.routes_in(sentence) if route.name in INJECTED], statement)
    site = _paired_site(page, statement, sentence)
    site = site or _nearest(page.sites_in(inner), statement) or _nearest(page.sites_in(sentence), statement)
    near = site.span if site is not None else None
    record = labelled_place(page, statement) if route is None or site is None else LabelledPlace()
    route = route or record.route
    if near is None and record.site is not None:
        near = record.site.span
    if route is None or near is None:
        for earlier in form_around(page, statement) or reversed(_before(page, statement)):
            route = route or _last([mention for mention in page.routes_in(earlier) if mention.name in INJECTED])
            found = _last(page.sites_in(earlier)) if near is None else None
            if found is not None and not is_complaint(page, earlier):
                near = found.span
    near, side = _with_side(page, near, sentence)
    if side is None and site is None and record.side is not None and near is not None and not page.sides_in(near):
        side = record.side.span
    sides = page.sides_in(inner)
    if statement.borrowed and (behind := page.sides_in(Span(statement.end, inner.end))):
        sides = behind[:1]
    own = {mention.name for mention in sides} or _sides_of_title(statement.segment.title)
    if near is not None and sides and len(own) == 1 and side is None and not near.covers(sides[0].span):
        told = {mention.name for mention in page.sides_in(near)}
        if told and told != own:
            bare = page.sites_in(near)
            near, side = (bare[-1].span if bare else near), sides[0].span
    own = own or sides_told(page, record)
    if side is None and not own and (near is None or not page.sides_in(near)):
        prepared = prepared_side(page, statement)
        side = prepared.span if prepared is not None else None
    time = _time(page, statement, inner)
    count, counted = places_counted(page, statement) or (count_of(page, statement), None)
    return Surroundings(
        route=route.span if route is not None else None,
        site=near,
        side=side,
        time=time,
        count=count,
        counted=counted,
        container=_container(page, statement),
        own_site=injected_place(page.text, sentence),
        own_side=next(iter(own)) if len(own) == 1 else None,
        time_text=re.sub(r"\D", "", page.text[time.start : time.end]).lstrip("0") if time is not None else None,
    )


@lru_cache(maxsize=256)
def _sides_of_title(title: str) -> frozenset[str]:
    """Return the sides a section's title names ("RIGHT KNEE:")."""
    return frozenset(mention.name for mention in find_sides(title))


_SIDE_REACH = 60


def _between_neighbours(page: Page, statement: Statement) -> Span:
    """Return the stretch of the sentence nearer to this statement than to its neighbours' drugs."""
    sentence = statement.segment.span
    start, end = sentence.start, page.next_drug(statement.end, sentence.end)
    for again in _same_kind(page, statement, sentence):
        end = min(end, again)
    if statement.borrowed:
        for amount in page.amounts_in(sentence):
            if amount.span.start >= statement.end:
                end = min(end, amount.span.start)
            elif amount.span.end <= statement.start:
                start = max(start, amount.span.end)
    return Span(start, end)


def _paired_site(page: Page, statement: Statement, sentence: Span) -> AnatomyMention | None:
    """Return the statement's own site where doses and sites alternate ("X into the right eye and X into the left")."""
    own = [linked.amount for linked in statement.parts(Part.DOSE)]
    if not own:
        return None
    value = own[0].reading.values[0]
    doses = [
        amount.span
        for amount in page.amounts_in(sentence)
        if amount.reading.kind == "amount" and amount.reading.values[0].comparable(value)
    ]
    sites = page.sites_in(sentence)
    if len(doses) != len(sites) or len(doses) < 2:  # noqa: PLR2004 - a pair is the least that alternates
        return None
    order = sorted([*((span.start, "dose") for span in doses), *((site.span.start, "site") for site in sites)])
    kinds = [kind for _, kind in order]
    if any(one == other for one, other in pairwise(kinds)):
        return None
    index = next((at for at, span in enumerate(doses) if span == own[0].span), None)
    return None if index is None else sites[index]


def _same_kind(page: Page, statement: Statement, sentence: Span) -> list[int]:
    """Return where further doses of its kind begin behind it ("40 mg into the right … 40 mg into the left")."""
    own = [linked.amount.reading.values[0] for linked in statement.parts(Part.DOSE) or statement.parts(Part.VOLUME)]
    return [
        amount.span.start
        for amount in page.amounts_in(sentence)
        if amount.span.start > statement.end
        and amount.reading.kind == "amount"
        and any(amount.reading.values[0].comparable(value) for value in own)
    ]


def _before(page: Page, statement: Statement) -> list[Span]:
    """Return up to three sentences in front of the statement's, of the same section."""
    index, section = statement.segment.index, statement.segment.section
    return [page.segments[at].span for at in range(max(0, index - 3), index) if page.segments[at].section == section]


def _nearest(mentions: Sequence[AnatomyMention], statement: Statement) -> AnatomyMention | None:
    def distance(mention: AnatomyMention) -> int:
        if mention.span.start >= statement.end:
            return mention.span.start - statement.end
        return max(0, statement.start - mention.span.end) + 8

    return min(mentions, key=distance, default=None)


def _last(mentions: Sequence[AnatomyMention]) -> AnatomyMention | None:
    return mentions[-1] if mentions else None


def _with_side(page: Page, site: Span | None, sentence: Span) -> tuple[Span | None, Span | None]:
    """Widen the site by a side right beside it, else return the side that stands apart."""
    if site is None:
        return None, None
    for side in reversed(page.sides_in(Span(max(0, site.start - 30), site.start))):
        between = page.text[side.span.end : site.start]
        if len(between) <= 24 and "." not in between and "\n" not in between and "," not in between:  # noqa: PLR2004
            return Span(side.span.start, site.end), None
    for side in page.sides_in(Span(site.end, site.end + 12)):
        if not page.text[site.end : side.span.start].strip(" ,(-"):
            return Span(site.start, side.span.end), None
    if sentence.covers(site):
        apart = [
            side
            for side in page.sides_in(sentence)
            if side.name == "bilateral" or abs(side.span.start - site.start) < _SIDE_REACH
        ]
        return site, apart[0].span if apart else None
    return site, None


# "(ordered and signed by A. Bee, MD, 14:00)": when it was ordered, not when it was given.
_OF_THE_ORDER = Pattern(
    r"\((?:[^()\n]{0,30}\s)?(?:order(?:ed|s)?|e-?signed|signed|verbal|telephone)\b[^()\n]{0,60}\Z", re.IGNORECASE
)


def _times_an_order(text: str, start: int, at: int) -> bool:
    return _OF_THE_ORDER.search(text, max(start, at - 70), at) is not None


def _time(page: Page, statement: Statement, inner: Span) -> Span | None:
    if statement.borrowed:  # what stands before a semicolon is of the dose before
        inner = Span(max(inner.start, page.text.rfind(";", inner.start, statement.start) + 1), inner.end)
    found = [
        Span(inner.start + mention.span.start, inner.start + mention.span.end)
        for mention in find_times(page.text[inner.start : inner.end])
        if not _times_an_order(page.text, inner.start, inner.start + mention.span.start)
    ]
    if not found:
        return None
    later = [span for span in found if span.start >= statement.end]
    if statement.borrowed and not later:
        return found[-1]
    return later[0] if later and found[0].start > inner.start + 4 else found[0]


def _container(page: Page, statement: Statement) -> Span | None:
    for linked in statement.parts(Part.CONTENT, Part.HOLDER, Part.DOSE, Part.VOLUME, Part.CONCENTRATION):
        found = container_after(page.text, linked.span) or container_before(page.text, linked.span)
        if found is not None:
            return found
    return None
