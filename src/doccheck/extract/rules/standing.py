"""Whether a statement says that a drug was given in this encounter, or was ordered, planned, taken at home.

The decision looks at the words of the sentence around the statement first and at the section's title second. A
sentence that says it was done outweighs a title that promises nothing; a title such as "Medication administered"
is enough for a line without a verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.needle import (
    SURGICAL_KINDS,
    has_injected_route,
    is_as_diluent,
    is_fluid_given,
    is_not_injected,
    may_be_undosed,
)
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.support import find_support
from doccheck.extract.rules.tense import (
    ELSEWHERE,
    INTENDED,
    NOW,
    ROW_UNDONE,
    future_governs,
    is_done_behind,
    is_negated,
    is_past,
)
from doccheck.extract.rules.zones import Zone
from doccheck.language.dates import find_dates, find_times
from doccheck.language.deeds import clause_around
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.note import Span

__all__ = ["Standing", "Verdict", "stand"]


class Standing(StrEnum):
    """What a statement says of its drug."""

    GIVEN = "given"
    ORDERED = "ordered"
    PLANNED = "planned"
    PREVIOUS = "previous"
    NEGATED = "negated"
    OTHER = "other"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of a statement and how firmly it stands.

    ``firm``: the sentence itself says it was done. Without it, the title or the layout speaks for it. ``support`` are
    words further on that show an intention was carried out.
    """

    standing: Standing
    firm: bool = False
    support: Span | None = None


_SUBJECT_NOT_PATIENT = Pattern(r"\b(?:family|mother|father|brother|sister|wife|husband|son|daughter)\b", re.IGNORECASE)
_FETCHED = Pattern(
    r"\W{0,2}(?:was|were) (?:obtained|requested|brought|ordered|drawn up|prepared|available)\b", re.IGNORECASE
)
_LEVEL_AFTER = Pattern(
    r"\W{0,2}(?:levels?|therapy|allergy|sensitivity|toxicity|induced|panel|assay|test(?:s|ing)?"
    r"|resistan\w+|refractory|effects?|stimulation|responsive|dependen\w+|withdrawal|pump|patch|clinic"
    r"|use|abuse|trial)\b",
    re.IGNORECASE,
)
_DISCHARGE = Pattern(
    r"\b(?:prescriptions?|discharged? (?:on|with|home)|to take (?:home|at home)|take home|sent home"
    r"|samples?|postoperative (?:care|pain)|home (?:with|on)|refills?)\b",
    re.IGNORECASE,
)
_COURSE_TITLE = Pattern(
    r"course|treatment|\bed\b|emergency|mdm|decision making|intervention|progress|procedure|management", re.IGNORECASE
)
_DATE_AT_HEAD = 4
_NEVER_INJECTED = frozenset({"oral", "inhaled", "allergen", "topical", "antiseptic", "blood", "device"})


def stand(page: Page, statement: Statement) -> Verdict:
    """Return what ``statement`` says of its drug, words further on that show a plan was carried out included."""
    verdict = _stand(page, statement)
    if verdict.standing in (Standing.PLANNED, Standing.MENTIONED, Standing.ORDERED):
        support = find_support(page, statement)
        if support is not None:
            return Verdict(Standing.GIVEN, firm=True, support=support)
    return verdict


def _stand(page: Page, statement: Statement) -> Verdict:  # noqa: C901, PLR0911, PLR0912 - one question after the other
    """Return what ``statement`` says of its drug."""
    text, segment = page.text, statement.segment
    sentence = segment.span
    start, end = statement.start, statement.end
    row = text.count("|", sentence.start, sentence.end) > 1 or page.columns.title_at(start) is not None
    clause = sentence if row else clause_around(text, sentence, start, end)
    if row and ROW_UNDONE.search(text, sentence.start, sentence.end):
        return Verdict(Standing.NEGATED)
    before, after = text[clause.start : start], text[end : clause.end]
    whole = text[clause.start : clause.end]
    zone = segment.zone
    dated = _dated_otherwise(page, statement)
    if dated is not None:
        return Verdict(dated)
    if statement.drug.kind in _NEVER_INJECTED:
        return Verdict(Standing.OTHER)
    if zone is Zone.PREVIOUS:
        return Verdict(Standing.PREVIOUS)
    if cue("other_person").search(text, sentence.start, sentence.end):
        return Verdict(Standing.OTHER)
    if cue("template").search(whole):
        return Verdict(Standing.MENTIONED)
    if is_negated(before, after, text[end : sentence.end]):
        return Verdict(Standing.NEGATED, firm=_UNDONE.search(text, start, sentence.end) is not None)
    if is_not_injected(page, statement, clause):
        return Verdict(Standing.OTHER)
    if statement.drug.kind == "local_anaesthetic" and is_as_diluent(text[clause.start : start]):
        return Verdict(Standing.MENTIONED)
    if statement.drug.kind == "diluent" and not is_fluid_given(statement, whole):
        return Verdict(Standing.MENTIONED)
    if _CALCULATION.search(text, sentence.start, sentence.end) and not starts_with_time(text, sentence):
        return Verdict(Standing.MENTIONED)
    if _FETCHED.match(after) and not statement.parts(Part.DOSE, Part.VOLUME):
        return Verdict(Standing.MENTIONED)
    if _LEVEL_AFTER.match(after) and not statement.amounts:
        return Verdict(Standing.MENTIONED)
    if (
        _DISCHARGE.search(whole)
        and statement.drug.kind not in SURGICAL_KINDS
        and not has_injected_route(page, statement)
    ):
        return Verdict(Standing.ORDERED)
    done = bool(cue("done").search(whole))
    lead = text[sentence.start : clause.start]
    if not done and ";" not in lead and cue("done").search(lead) and not INTENDED.search(lead):
        done = not cue("planned").search(whole)
    future = bool(INTENDED.search(whole))
    if future and done and not future_governs(before, after):
        future = False
    past = is_past(whole, zone) and not (zone in (Zone.PROCEDURE, Zone.RECORD) and is_done_behind(after))
    if future:
        return Verdict(Standing.PLANNED)
    if past and not NOW.search(whole):
        return Verdict(Standing.PREVIOUS)
    if ELSEWHERE.search(whole) and zone not in (Zone.PROCEDURE, Zone.RECORD):
        return Verdict(Standing.PREVIOUS)
    return _by_zone(page, statement, whole, done=done)


def _by_zone(page: Page, statement: Statement, whole: str, *, done: bool) -> Verdict:  # noqa: C901, PLR0911, PLR0912
    zone, kind = statement.segment.zone, statement.drug.kind
    if not may_be_undosed(page, statement, whole):
        return Verdict(Standing.MENTIONED)
    dosed = bool(statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.PER_BODY))
    home = bool(cue("home").search(whole))
    ordered = bool(cue("ordered").search(whole))
    now = bool(NOW.search(whole))
    weak = bool(cue("weak").search(whole))
    injected = has_injected_route(page, statement)
    surgical = kind in SURGICAL_KINDS
    if zone in (Zone.HOME, Zone.HISTORY):
        if zone is Zone.HOME and _is_record_of_visit(page, statement) and not home:
            return Verdict(Standing.GIVEN)
        return Verdict(Standing.GIVEN, firm=True) if done and now and not home else Verdict(Standing.PREVIOUS)
    if home and not done:
        return Verdict(Standing.PREVIOUS if zone is not Zone.ORDERS else Standing.ORDERED)
    if zone is Zone.ORDERS and _GIVEN_BY.search(whole):
        return Verdict(Standing.GIVEN, firm=True)
    if zone is Zone.ORDERS:
        return Verdict(Standing.GIVEN, firm=True) if done and not ordered else Verdict(Standing.ORDERED)
    if (
        done
        and ordered
        and not re.search(r"\b(?:given|gave|administered|injected|infused|received)\b", whole, re.IGNORECASE)
    ):
        return Verdict(Standing.ORDERED)
    if done:
        if home and not now and zone not in (Zone.RECORD, Zone.PROCEDURE):
            return Verdict(Standing.PREVIOUS)
        return Verdict(Standing.GIVEN, firm=True)
    if ordered and zone is not Zone.RECORD:
        return Verdict(Standing.ORDERED)
    if zone is Zone.RECORD:
        return Verdict(Standing.GIVEN)
    if starts_with_time(page.text, statement.segment.span) and dosed:
        return Verdict(Standing.GIVEN, firm=True)
    if statement.borrowed and dosed and zone not in (Zone.PLAN, Zone.PRESENT) and _near_total(page, statement):
        return Verdict(Standing.GIVEN)
    if _in_given_column(page, statement):
        return Verdict(Standing.GIVEN, firm=True)
    noun = bool(cue("noun").search(whole))
    if not dosed and kind == "drug" and not injected and not noun:
        return Verdict(Standing.MENTIONED)
    if zone is Zone.PROCEDURE and (weak or noun or (dosed and (injected or surgical))):
        return Verdict(Standing.GIVEN, firm=weak)
    if weak and (surgical or injected) and zone not in (Zone.PLAN, Zone.PRESENT):
        return Verdict(Standing.GIVEN, firm=True)
    if zone in (Zone.PLAN, Zone.PRESENT):
        if weak and surgical and dosed:
            return Verdict(Standing.GIVEN, firm=True)
        return Verdict(Standing.PLANNED if zone is Zone.PLAN else Standing.MENTIONED)
    if dosed and (injected or surgical or _at_site(page, statement)) and not cue("planned").search(whole):
        return Verdict(Standing.GIVEN)
    if not dosed and injected and _CONTAINER.search(whole) and not cue("planned").search(whole):
        return Verdict(Standing.GIVEN)
    return Verdict(Standing.MENTIONED)


_GIVEN_BY = Pattern(
    r"\b(?:given|administered|injected|infused)\s+(?:by|at|@|in (?:the )?(?:office|clinic)|today"
    r"|\d{1,2}:?\d{2})\b",
    re.IGNORECASE,
)


def _dated_otherwise(page: Page, statement: Statement) -> Standing | None:
    """Return what a date at the head of the line says, when it is not the day of the visit."""
    sentence = statement.segment.span
    found = [
        mention for mention in find_dates(page.text[sentence.start : sentence.start + 24]) if mention.precision == "day"
    ]
    if page.visit_day is None or not found or found[0].date is None or found[0].span.start > _DATE_AT_HEAD:
        return None
    if found[0].date == page.visit_day:
        return None
    if found[0].date < page.visit_day:
        return Standing.PREVIOUS
    return None if cue("done").search(page.text, sentence.start, sentence.end) else Standing.PLANNED


def _near_total(page: Page, statement: Statement) -> bool:
    """Whether the words right in front of an amount call it the total of what was spoken of ("Total 125 units")."""
    before = page.text[max(statement.segment.span.start, statement.start - 24) : statement.start]
    return re.search(r"\btotal\b(?: dose| given| administered| amount| of)*\W{0,3}$", before, re.IGNORECASE) is not None


def _at_site(page: Page, statement: Statement) -> bool:
    """Whether the line names the side and the place the drug went to ("R thumb CMC joint: Depo-Medrol 40 mg")."""
    sentence = statement.segment.span
    return bool(page.sites_in(sentence)) and bool(page.sides_in(sentence))


def _in_given_column(page: Page, statement: Statement) -> bool:
    """Whether a dose stands in a table's column of what was given."""
    titles = [page.columns.title_at(linked.span.start) or "" for linked in statement.parts(Part.DOSE, Part.VOLUME)]
    return any(re.search(r"\bgiven\b|admin|infused", title, re.IGNORECASE) for title in titles)


def _is_record_of_visit(page: Page, statement: Statement) -> bool:
    """Whether a list of medications is what was given during a procedure: sedation, or a clock time beside a route."""
    sentence = statement.segment.span
    if not statement.parts(Part.DOSE, Part.VOLUME) or not has_injected_route(page, statement):
        return False
    if statement.drug.kind in ("sedation", "anaesthesia", "contrast", "local_anaesthetic"):
        return any(segment.zone is Zone.PROCEDURE for segment in page.segments)
    return bool(find_times(page.text[sentence.start : sentence.end]))


_CONTAINER = Pattern(r"\b(?:syringes?|vials?|PFS|ampules?|ampoules?)\b", re.IGNORECASE)
_UNDONE = Pattern(
    r"\b(?:was|were|is)\s+(?:not\s+(?:given|administered|injected|infused)|held|withheld|deferred"
    r"|cancell?ed|refused|declined)\b|\bnot (?:given|administered)\b|\bheld\b",
    re.IGNORECASE,
)
_CALCULATION = Pattern(
    r"\u00f7|\bper (?:billing |hcpcs )?unit\b|\bbilling units?\b|\bcalc(?:ulation|ulated|'d)?\b"
    r"|/\s?unit\b|\bunits (?:billed|to bill)\b|\b[JQ]\d{4}\b|=\s*\d+ (?:billing )?units\b(?! (?:IM|IV"
    r"|given|inj))",
    re.IGNORECASE,
)


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
