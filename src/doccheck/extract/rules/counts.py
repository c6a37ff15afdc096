"""The words that say how often a dose was given: "x2", "each knee", "two 150 mg injections"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.extract.rules.both_sides import each_of_both
from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.own_route import own_route
from doccheck.extract.rules.roles import Part
from doccheck.language.multiplicity import PAIRED
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["count_of"]


@cache
def _count_patterns() -> tuple[Pattern, Pattern]:
    paired = "|".join(sorted(PAIRED, key=len, reverse=True))
    other = r"mg|mcg|ml|cc|cm|mm|days?|wks?|weeks?|hours?|hrs?|h|min\w*|months?|mos?|yrs?"
    other += r"|units?\b|[\d.,]+\s?(?:mg|mcg|g|ml|cc|units?)"
    times = rf"(?:\bx|\u00d7)\s?\d{{1,2}}\b(?!\s?(?:{other}))"
    after = Pattern(
        rf"[^.;\n]{{0,60}}?(?P<count>{times}|\b(?:in |into |per |to |for )?(?:each|per) "
        rf"(?:of (?:the )?(?:\w+ )?)?(?:\w+ )?(?:{paired})s?\b)",
        re.IGNORECASE,
    )
    each = Pattern(
        rf"\b(?:each|per) (?:\w+ )?(?:{paired}|of the (?:two|three|four|five|six) \w+)\b"
        r"|\b(?:OD|right|R)\s+(?:eye\s+|side\s+)?(?:then|followed by)\s+(?:the\s+)?(?:OS|left|L)\b"
        r"|\b(?:OS|left|L)\s+(?:eye\s+|side\s+)?(?:then|followed by)\s+(?:the\s+)?(?:OD|right|R)\b",
        re.IGNORECASE,
    )
    return after, each


_COUNTED_ACTS = Pattern(
    r"\b(?:two|three|four|five|six|2|3|4|5|6)\s+[\d.,]+\s?(?:mg|mcg|g|units?)\s+(?:injections|shots|doses|boluses)\b",
    re.IGNORECASE,
)


_SPLIT = Pattern(r"\b(?:split|divided|halves|half|equally)\b", re.IGNORECASE)
"""Words in front of "each …" that make the places share one dose ("2.4 MU IM, split 1.2 each gluteus")."""


def count_of(page: Page, statement: Statement) -> Span | None:
    """Return the words that multiply the doses of ``statement``, if there are any."""
    after, each = _count_patterns()
    text, sentence = page.text, statement.segment.span
    doses = statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT)
    if not doses:
        return None
    for linked in statement.parts(Part.DOSE):
        counted = _COUNTED_ACTS.search(
            text[max(sentence.start, linked.span.start - 12) : min(sentence.end, linked.span.end + 16)]
        )
        if counted is not None:
            offset = max(sentence.start, linked.span.start - 12)
            return Span(offset + counted.start(), offset + counted.end())
    tail = after.match(text, statement.end, min(sentence.end, statement.end + 90))
    if (
        tail is not None
        and not _SPLIT.search(text, statement.end, tail.start("count"))
        and not cue("home").search(text, statement.end, tail.start("count"))  # "daily x3" is a course
        and not any(
            statement.end < drug.span.start < tail.start("count")
            and (drug.generic == statement.drug.generic or tail["count"][0] in "xX\u00d7")
            for drug in page.drugs_in(sentence)
        )
        and not _is_of_a_neighbour(page, statement, tail.start("count"))
    ):
        return Span(*tail.span("count"))
    both = each_of_both(page, statement)
    if both is not None:
        return both
    shared = page.passage(sentence).search(each)
    if (
        shared is None
        or _SPLIT.search(text, statement.end, shared.start()) is not None
        or _is_of_a_neighbour(page, statement, shared.start())
    ):
        return None
    return Span(*shared.span())


_WHOLE_BODY = frozenset({"intramuscular", "intravenous", "subcutaneous"})


def _is_of_a_neighbour(page: Page, statement: Statement, at: int) -> bool:
    """Whether the count at ``at`` stands beside another drug and not beside this one, which has a route of its own.

    "B12 1000 mcg IM given and Kenalog 20 mg in each knee"; what is mixed for a joint shares its count.
    """
    low, high = min(statement.end, at), max(statement.start, at)
    between = [drug for drug in page.drugs_in(Span(low, high)) if drug is not statement.drug]
    if any(drug.generic == statement.drug.generic for drug in between):
        return statement.end < at
    if not between and at >= statement.end:
        return False
    following = [drug.span.start for drug in page.drugs_in(statement.segment.span) if drug.span.start > statement.end]
    stop = min([*following, statement.segment.span.end])
    return own_route(page, statement, stop) in _WHOLE_BODY and (
        bool(between) or _has_a_drug_before(page, statement, at)
    )


def _has_a_drug_before(page: Page, statement: Statement, at: int) -> bool:
    return any(drug.span.start < at for drug in page.drugs_in(Span(statement.segment.span.start, statement.start)))
