"""The date of service: given by the caller, on the claim, or the visit date of the note.

A date of the note counts when a label says what it is, when it heads the note, when it opens a timed entry of a
record, or when it stands beside an administration. Birth, order, signature, expiry, previous and next dates do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.case.records import DatedService
from doccheck.facts import Role
from doccheck.language.dates import find_dates
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from doccheck.claim import ClaimLine
    from doccheck.ground.grounded import GroundedFacts
    from doccheck.language.dates import DateMention
    from doccheck.note import Evidence, Note

__all__ = ["VisitDate", "read_service_date", "read_visit_dates"]

VisitDate = tuple["date", "Evidence"]
"""A day that the note gives for this encounter, and its words."""

_HEADER_LINES = 6
_LABEL_REACH = 60

_CLOCK = Pattern(
    r"[\s,;@-]*(?:at\s+)?(?:\d{1,2}:\d{2}|[0-2]\d[0-5]\d\b|\d{1,2}\s*[ap]\.?m\b)",
    re.IGNORECASE,
)
_FOLLOW_UP = Pattern(r"\bfollow[\s-]?up\s(?:and|visit|note|infusion|injection|encounter)\b", re.IGNORECASE)
"""In the title of a note a follow-up is this visit ("Retina follow-up and injection, 2/17/2026"), below it the next."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compiled once: label of a visit date at the end of the words before it, other labels."""
    label = re.compile(
        r"(?:\bdate\s+of\s+(?:service|visit|encounter|procedure|infusion|injection|treatment|administration|exam\w*)"
        r"|\bd\.?o\.?s\b|\b(?:visit|encounter|service|appointment|infusion|injection|treatment|procedure|session|exam)"
        r"(?:\s+(?:date|visit|note|record|on))?|\b(?:today(?:'s\s+date)?|seen(?:\s+(?:on|today))?|date(?:/time)?|this\s+visit))"
        r"[\s:*_|,()\[\]\u2013\u2014-]{0,24}$",
        re.IGNORECASE,
    )
    other = re.compile(
        r"\b(?:d\.?o\.?b|birth\w*|born|exp(?:ir\w*)?|order\w*|sign(?:ed|ature|s)?|e-?sign\w*|authenticat\w*|last|prev(?:ious\w*)?"
        r"|prior|next|follow\w*|f/?u|due|return\w*|lot|print\w*|dictat\w*|transcri\w*|report\w*|result\w*|collect\w*|drawn"
        r"|onset|consent\w*|opened|since|lab\w*|review\w*|admi(?:t|ssion)\w*|discharg\w*|addend\w*|from|until|through|prepared"
        r"|received|co-?sign\w*|scheduled|started|diagnos\w*|copied|verified|approved|auth\w*|effective|revis\w*|updated)\b",
        re.IGNORECASE,
    )
    return label, other


def read_service_date(
    note: Note, facts: GroundedFacts, lines: Sequence[ClaimLine] | None, given: date | None
) -> tuple[DatedService, tuple[VisitDate, ...]]:
    """Return the date of service with its sources, and every visit date of the note.

    Args:
        note: The note.
        facts: Its grounded facts; a date beside a drug given today is a visit date.
        lines: Claim lines of the code under check, if a claim was given.
        given: Date the caller gave, which wins.
    """
    visits = read_visit_dates(note, facts)
    claimed = next((line.date for line in lines or () if line.date is not None), None)
    days = [day for day, _ in visits]
    # A record of several days (a log, a series) is about the day that caller or claim names, if it is one of them.
    in_note = next((day for day in (given, claimed) if day in days), days[0] if days else None)
    chosen = given or claimed or in_note
    evidence = tuple(words for day, words in visits if day == in_note)[:1]
    return DatedService(chosen, given, claimed, in_note, evidence), visits


def read_visit_dates(note: Note, facts: GroundedFacts) -> tuple[VisitDate, ...]:
    """Return the days the note gives for this encounter, surest first: labelled, beside a drug given, entry, head."""
    mentions = find_dates(note.text)
    labelled: list[DateMention] = []
    entries: list[DateMention] = []
    heads: list[DateMention] = []
    previous_end = 0
    head_end = _head_end(note.text)
    for mention in mentions:
        before = _words_before(note.text, mention.span.start, previous_end)
        previous_end = mention.span.end
        if mention.date is None or mention.precision != "day":
            continue
        if not note.text[: mention.span.start - len(before)].strip():
            before = _FOLLOW_UP.sub("", before)
        kind = _kind(before, note.text[mention.span.end : mention.span.end + 12], in_head=mention.span.start < head_end)
        {"label": labelled, "entry": entries, "head": heads}.get(kind, []).append(mention)
    found = [(mention.date, note.evidence(mention.span)) for mention in labelled]
    found += _beside_administrations(note, facts)
    unlabelled = entries or ([] if labelled else heads[:1])
    found += [(mention.date, note.evidence(mention.span)) for mention in unlabelled]
    seen: set[tuple[date, int]] = set()
    unique: list[VisitDate] = []
    for day, words in found:
        if day is not None and (day, words.start) not in seen:
            seen.add((day, words.start))
            unique.append((day, words))
    return tuple(unique)


def _head_end(text: str) -> int:
    """Where the first few lines with words end."""
    at = lines = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        lines += bool(re.search(r"\w", line))
        if lines == _HEADER_LINES:
            break
    return at


def _words_before(text: str, start: int, previous_end: int) -> str:
    """Words in front of a date on its line, up to the date before it; where there are none, the label line above."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start), text.rfind("\f", 0, start)) + 1
    here = text[max(line, previous_end, start - _LABEL_REACH) : start]
    if here.strip(" \t*|>#-\ufeff") or line == 0 or previous_end > line:
        return here
    above = text[:line].rstrip().rsplit("\n", 1)[-1] + " "
    labels = len(above) <= _LABEL_REACH and not re.search(r"\d", above) and _patterns()[0].search(above)
    return above if labels else here


def _kind(before: str, after: str, *, in_head: bool) -> str:
    """Return label, entry, head or nothing for a date with the words before and after it."""
    label, other = _patterns()
    found = label.search(before)
    tail = before if found is None else before[max(0, found.start() - 16) :]
    if other.search(re.split(r"[|\t;]|\s{3,}", tail)[-1] if found is None else tail.split("|")[-1]):
        return ""
    if found:
        return "label"
    if not before.strip(" \t*|>#[(-\ufeff") and _CLOCK.match(after):
        return "entry"
    return "head" if in_head else ""


def _beside_administrations(note: Note, facts: GroundedFacts) -> Iterable[tuple[date | None, Evidence]]:
    """Days written beside an amount given today, or offered as the date of administration."""
    for amount in facts.amounts:
        place = amount.parts.get("date")
        if amount.fact.role is not Role.GIVEN or not amount.place.context.proves_today or place is None:
            continue
        if place.grounded and place.span is not None:
            evidence = note.evidence(place.span)
            yield from (
                (mention.date, evidence) for mention in find_dates(evidence.quote) if mention.precision == "day"
            )
