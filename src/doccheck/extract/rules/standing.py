"""Whether a statement says that a drug was given in this encounter, or was ordered, planned, taken at home.

The decision looks at the words of the sentence around the statement first and at the section's title second. A
sentence that says it was done outweighs a title that promises nothing; a title such as "Medication administered"
is enough for a line without a verb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.accounts import is_another_account, is_charted_wrong
from doccheck.extract.rules.clauses import clause_of, is_row
from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.forms import is_dose_of_form
from doccheck.extract.rules.layout import (
    dated_otherwise,
    is_at_site,
    is_in_given_column,
    is_near_total,
    is_record_of_visit,
    listed_as,
    starts_with_time,
)
from doccheck.extract.rules.needle import (
    SURGICAL_KINDS,
    has_injected_route,
    is_fluid_given,
    is_mixed_with_anaesthetic,
    is_not_injected,
)
from doccheck.extract.rules.order_lines import is_order_line
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.stance import Standing, Verdict
from doccheck.extract.rules.support import support_of
from doccheck.extract.rules.tense import (
    ELSEWHERE,
    INTENDED,
    NOW,
    ROW_UNDONE,
    STOPPED_AFTER,
    future_governs,
    is_done_behind,
    is_done_once,
    is_negated,
    is_past,
    is_started,
)
from doccheck.extract.rules.undone import is_running_total, is_thrown_away_whole, is_ticked
from doccheck.extract.rules.undosed import may_be_undosed
from doccheck.extract.rules.unsaid import ON_SCHEDULE, is_given_without_verb, is_vaccinated_today
from doccheck.extract.rules.zones import Zone
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.language.passages import Passage

__all__ = ["stand"]


_FETCHED = Pattern(
    r"\W{0,2}(?:was|were) (?:obtained|requested|brought|ordered|drawn up|prepared|available)\b"
    # Kept for an emergency, not given: "epinephrine auto-injector with patient", "epinephrine at the bedside".
    r"|[^.;,\n]{0,32}?\b(?:available|at (?:the )?bedside|on (?:hand|standby)|carrie[ds]|in (?:the )?room"
    r"|with (?:the )?(?:patient|pt)\b(?! (?:in|on|seated|supine)))",
    re.IGNORECASE,
)
_LEAFLET = Pattern(
    r"\b(?:VIS\w*|information|hand-?outs?|leaflets?|literature|education|instructions|counsel\w+)\b[^.;]{0,20}"
    r"\b(?:given|provided|received|reviewed)\b[^.;]{0,16}$",
    re.IGNORECASE,
)
_LEVEL_AFTER = Pattern(
    r"\W{0,2}(?:levels?|therapy|allergy|sensitivity|toxicity|induced|panel|assay|test(?:s|ing)?"
    r"|resistan\w+|refractory|effects?|stimulation|responsive|dependen\w+|withdrawal|pump|patch|clinic"
    r"|use|abuse|trial)\b",
    re.IGNORECASE,
)
_DISCHARGE = Pattern(
    r"\b(?:prescriptions?|discharged? (?:on|with|home)|to take (?:home|at home)|take home|sent home"
    r"|samples?|(?:at|upon|on) discharge|postoperative (?:care|pain)|home (?:with|on)|refills?)\b",
    re.IGNORECASE,
)
_INJECTED_HERE = Pattern(r"\b(?:injected|infused|given (?:IM|IV|SC|SQ|subcut))", re.IGNORECASE)
_ASIDE = Pattern(r"\([^()\n]{0,60}\)")
_NEVER_INJECTED = frozenset({"oral", "inhaled", "allergen", "topical", "antiseptic", "blood", "device"})


def stand(page: Page, statement: Statement) -> Verdict:
    """Return what ``statement`` says of its drug, words further on that show a plan was carried out included."""
    verdict = _stand(page, statement)
    support = support_of(page, statement, verdict.standing)
    return verdict if support is None else Verdict(Standing.GIVEN, firm=True, support=support)


def _stand(page: Page, statement: Statement) -> Verdict:  # noqa: C901, PLR0911, PLR0912 - one question after the other
    """Return what ``statement`` says of its drug."""
    text, segment = page.text, statement.segment
    sentence = segment.span
    here = page.passage(sentence)
    start, end = statement.start, statement.end
    row = is_row(page, statement)
    clause = clause_of(page, statement)
    if row and (here.has(ROW_UNDONE) or page.columns.is_undone(start)):
        return Verdict(Standing.NEGATED)
    before, after = text[clause.start : start], text[end : clause.end]
    whole = page.passage(clause).alone.without(ON_SCHEDULE)
    zone = segment.zone
    dated = dated_otherwise(page, statement)
    if dated is not None:
        return Verdict(dated)
    if statement.drug.kind in _NEVER_INJECTED:
        return Verdict(Standing.OTHER)
    if zone is Zone.PREVIOUS:
        return Verdict(Standing.PREVIOUS)
    if here.has(cue("other_person")):
        return Verdict(Standing.OTHER)
    if whole.has(cue("template")):
        return Verdict(Standing.MENTIONED)
    if statement.borrowed and STOPPED_AFTER.search(before):
        return Verdict(Standing.GIVEN, firm=True)
    ticked = is_ticked(page, statement)
    if ticked is False or is_running_total(page, statement):
        return Verdict(Standing.MENTIONED)
    if is_thrown_away_whole(page, statement):
        return Verdict(Standing.NEGATED)
    if is_charted_wrong(page, statement):
        return Verdict(Standing.NEGATED, taken_back=True)
    if _ANSWERED_NO.match(text, end):
        return Verdict(Standing.NEGATED, firm=True)
    if is_negated(here, before, after, text[end : sentence.end]):
        return Verdict(Standing.NEGATED, firm=_UNDONE.search(text, start, sentence.end) is not None)
    if is_not_injected(page, statement, clause):
        return Verdict(Standing.OTHER)
    if row and page.columns.is_done(start):
        return Verdict(Standing.GIVEN, firm=True)
    if statement.drug.kind == "diluent" and not is_fluid_given(statement, whole):
        return Verdict(Standing.MENTIONED)
    if here.has(_CALCULATION) and not starts_with_time(text, sentence):
        return Verdict(Standing.MENTIONED)
    if not statement.amounts and _LEAFLET.search(before):
        return Verdict(Standing.MENTIONED)
    if _FETCHED.match(after) and not statement.parts(Part.DOSE, Part.VOLUME):
        return Verdict(Standing.MENTIONED)
    if _LEVEL_AFTER.match(after) and not statement.amounts:
        return Verdict(Standing.MENTIONED)
    if (
        whole.has(_DISCHARGE)
        and not whole.has(_INJECTED_HERE)
        and statement.drug.kind not in SURGICAL_KINDS
        and not has_injected_route(page, statement)
    ):
        return Verdict(Standing.ORDERED)
    done = whole.has(cue("done")) or is_started(text, clause, sentence)
    lead = text[sentence.start : clause.start]
    if not done and lead and ";" not in lead and cue("done").search(lead) and not INTENDED.search(lead):
        done = not whole.has(cue("planned"))
    future = whole.has(INTENDED)
    if future and done and not future_governs(before, after):
        future = False
    past = is_past(whole.without(_ASIDE), zone) and not (
        zone in (Zone.PROCEDURE, Zone.RECORD) and is_done_behind(after)
    )
    if future:
        return Verdict(Standing.PLANNED)
    if past and not whole.has(NOW):
        return Verdict(Standing.PREVIOUS)
    if whole.has(ELSEWHERE) and zone not in (Zone.PROCEDURE, Zone.RECORD):
        return Verdict(Standing.PREVIOUS)
    return _by_zone(page, statement, whole, done=done)


def _by_zone(page: Page, statement: Statement, whole: Passage, *, done: bool) -> Verdict:  # noqa: C901, PLR0911, PLR0912
    zone, kind = statement.segment.zone, statement.drug.kind
    if not may_be_undosed(page, statement, whole):
        return Verdict(Standing.MENTIONED)
    dosed = bool(statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.PER_BODY))
    home = whole.has(cue("home"))
    ordered = whole.has(cue("ordered"))
    now = whole.has(NOW)
    weak = whole.has(cue("weak"))
    injected = has_injected_route(page, statement)
    surgical = kind in SURGICAL_KINDS or kind == "skin_test" or is_mixed_with_anaesthetic(page, statement)
    if is_in_given_column(page, statement) and not home:
        return Verdict(Standing.GIVEN, firm=True)
    if (
        dosed
        and (statement.borrowed or zone in (Zone.OPEN, Zone.RECORD, Zone.PROCEDURE))
        and is_another_account(page, statement)
    ):
        return Verdict(Standing.GIVEN, firm=True)
    if dosed and is_order_line(page, statement):
        return Verdict(Standing.ORDERED)
    listed = listed_as(page, statement) if dosed and not home else None
    if listed is not None:
        return Verdict(listed, firm=True)
    if zone in (Zone.HOME, Zone.HISTORY):
        if zone is Zone.HOME and is_record_of_visit(page, statement) and not home:
            return Verdict(Standing.GIVEN)
        here = now or (injected and whole.has(_DURING))
        here = here or (zone is Zone.HOME and whole.has(_GIVEN_BY))
        return Verdict(Standing.GIVEN, firm=True) if done and here and not home else Verdict(Standing.PREVIOUS)
    if home and not done:
        return Verdict(Standing.PREVIOUS if zone is not Zone.ORDERS else Standing.ORDERED)
    if zone is Zone.ORDERS and whole.has(_GIVEN_BY):
        return Verdict(Standing.GIVEN, firm=True)
    if zone is Zone.ORDERS:
        return Verdict(Standing.GIVEN, firm=True) if done and not ordered else Verdict(Standing.ORDERED)
    if done and ordered and not whole.has(_GIVEN):
        return Verdict(Standing.ORDERED)
    if done:
        if home and not now and zone not in (Zone.RECORD, Zone.PROCEDURE) and not is_done_once(whole):
            return Verdict(Standing.PREVIOUS)
        return Verdict(Standing.GIVEN, firm=True)
    if ordered and zone is not Zone.RECORD:
        return Verdict(Standing.ORDERED)
    if zone is Zone.RECORD:
        return Verdict(Standing.GIVEN)
    if starts_with_time(page.text, statement.segment.span) and dosed:
        return Verdict(Standing.GIVEN, firm=True)
    if statement.borrowed and dosed and zone not in (Zone.PLAN, Zone.PRESENT) and is_near_total(page, statement):
        return Verdict(Standing.GIVEN)
    if is_dose_of_form(page, statement):
        return Verdict(Standing.GIVEN, firm=True)
    if kind == "vaccine" and is_vaccinated_today(page, statement, whole):
        return Verdict(Standing.GIVEN)
    noun = whole.has(cue("noun"))
    if not dosed and kind == "drug" and not injected and not noun:
        return Verdict(Standing.MENTIONED)
    if zone is Zone.PROCEDURE and (weak or noun or (dosed and (injected or surgical))):
        return Verdict(Standing.GIVEN, firm=weak)
    rated = bool(statement.parts(Part.RATE))
    if weak and (surgical or injected or rated) and zone not in (Zone.PLAN, Zone.PRESENT):
        return Verdict(Standing.GIVEN, firm=True)
    if zone not in (Zone.PLAN, Zone.PRESENT) and is_given_without_verb(page, statement, whole):
        return Verdict(Standing.GIVEN)
    if zone in (Zone.PLAN, Zone.PRESENT):
        if weak and surgical and dosed:
            return Verdict(Standing.GIVEN, firm=True)
        return Verdict(Standing.PLANNED if zone is Zone.PLAN else Standing.MENTIONED)
    if dosed and (injected or surgical or is_at_site(page, statement)) and not whole.has(cue("planned")):
        return Verdict(Standing.GIVEN)
    if not dosed and injected and whole.has(_CONTAINER) and not whole.has(cue("planned")):
        return Verdict(Standing.GIVEN)
    return Verdict(Standing.MENTIONED)


_GIVEN = Pattern(r"\b(?:given|gave|administered|injected|infused|received)\b", re.IGNORECASE)
_GIVEN_BY = Pattern(
    r"\b(?:given|administered|injected|infused)\s+(?:by|at|@|in (?:the )?(?:office|clinic)|today"
    r"|\d{1,2}:?\d{2})\b",
    re.IGNORECASE,
)


_ANSWERED_NO = Pattern(r"[^.;:?\n]{0,40}\?\s*(?:no|never)\s*[-\u2013\u2014,.;:]", re.IGNORECASE)
_DURING = Pattern(
    r"\b(?:during|throughout|for|prior to|before) (?:the |this )?(?:procedure|exam\w*|case|study)\b", re.IGNORECASE
)
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
