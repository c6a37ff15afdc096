"""What the place of a statement says where its words do not: a table's column, a time or date at the head of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.needle import has_injected_route
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.stance import Standing
from doccheck.language.dates import find_dates, find_times
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.note import Span

__all__ = [
    "dated_otherwise",
    "is_at_site",
    "is_in_given_column",
    "is_near_total",
    "is_record_of_visit",
    "listed_as",
    "starts_with_time",
]

_DATE_AT_HEAD = 4
_DATE_SOON = Pattern(
    rf"[\s\S]{{0,{_DATE_AT_HEAD}}}?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)


def dated_otherwise(page: Page, statement: Statement) -> Standing | None:
    """Return what a date at the head of the line says, when it is not the day of the visit."""
    sentence = statement.segment.span
    head = max(sentence.start, page.text.rfind("\n", 0, statement.start) + 1)
    if page.visit_day is None or not _DATE_SOON.match(page.text, head):
        return None
    found = [mention for mention in find_dates(page.text[head : head + 24]) if mention.precision == "day"]
    if not found or found[0].date is None or found[0].span.start > _DATE_AT_HEAD:
        return None
    if found[0].date == page.visit_day:
        return None
    if found[0].date < page.visit_day:
        return Standing.PREVIOUS
    return None if page.passage(sentence).has(cue("done")) else Standing.PLANNED


def is_near_total(page: Page, statement: Statement) -> bool:
    """Whether the words right in front of an amount call it the total of what was spoken of ("Total 125 units")."""
    sentence = statement.segment.span
    before = page.text[max(sentence.start, statement.start - 24) : statement.start]
    if re.search(r"\btotal\b(?: dose| given| administered| amount| of)*\W{0,3}$", before, re.IGNORECASE):
        return True
    return re.match(r"\s*(?:in )?total\b", page.text[statement.end : sentence.end], re.IGNORECASE) is not None


def is_at_site(page: Page, statement: Statement) -> bool:
    """Whether the line names the side and the place the drug went to ("R thumb CMC joint: Depo-Medrol 40 mg")."""
    sentence = statement.segment.span
    return bool(page.sites_in(sentence)) and bool(page.sides_in(sentence))


def is_in_given_column(page: Page, statement: Statement) -> bool:
    """Whether a dose stands in a table's column of what was given."""
    places = [linked.span.start for linked in statement.parts(Part.DOSE, Part.VOLUME)]
    titles = [page.columns.title_at(place) or "" for place in places]
    if any(re.search(r"\bgiven\b|admin|infused", title, re.IGNORECASE) for title in titles):
        return True
    return any(
        page.columns.is_record(place) and re.search(r"dose|dosage|amount|qty|quantity", title, re.IGNORECASE)
        for place, title in zip(places, titles, strict=True)
    )


_BULLET = Pattern(r"\s*(?:[-*>\u2022\u00b7+]|\d{1,2}[.)])\s*\S")
_LONGEST_LIST = 8
_INJECTED_WITH = Pattern(
    r".*\b(?:inject(?:ed|ion of)|infiltrated|given|administered|infused)\b[^:.;]{0,60}:\s*", re.IGNORECASE
)
_BEFORE = Pattern(r"\b(?:previous\w*|last|prior|before|history|ago|(?:has|have|had) been)\b", re.IGNORECASE)
_NOT_YET = Pattern(r"\b(?:will|to be|not|never|if|may|might|should|could|would|plan\w*|can be|next)\b", re.IGNORECASE)


def listed_as(page: Page, statement: Statement) -> Standing | None:
    """Return what the line that opens a list says of its items ("The knee was injected with the following:")."""
    text = page.text
    start = text.rfind("\n", 0, statement.start) + 1
    for _ in range(_LONGEST_LIST):
        if start == 0 or not _BULLET.match(text, start):
            return None
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        if _INJECTED_WITH.fullmatch(text, start, end) and not _BULLET.match(text, start, end):
            if _NOT_YET.search(text, start, end):
                return Standing.PLANNED
            return Standing.PREVIOUS if _BEFORE.search(text, start, end) else Standing.GIVEN
    return None


def is_record_of_visit(page: Page, statement: Statement) -> bool:
    """Whether a list of medications is what was given during a procedure: sedation, or a clock time beside a route."""
    sentence = statement.segment.span
    if not statement.parts(Part.DOSE, Part.VOLUME) or not has_injected_route(page, statement):
        return False
    if statement.drug.kind in ("sedation", "anaesthesia", "contrast", "local_anaesthetic"):
        return page.has_procedure
    return bool(find_times(page.text[sentence.start : sentence.end]))


def starts_with_time(text: str, sentence: Span) -> bool:
    """Whether a line begins with a clock time, as flowsheets and MAR entries do."""
    return bool(
        re.match(
            r"[\W_]{0,4}(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?\s+)?(?:[01]?\d|2[0-3]):?[0-5]\d\b\s*(?:am|pm|h"
            r"|hrs)?\b(?!\s*(?:mg|mcg|units?|ml|cc))",
            text[sentence.start : sentence.end],
            re.IGNORECASE,
        )
    )
