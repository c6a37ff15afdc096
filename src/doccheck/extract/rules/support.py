"""Words elsewhere in the note that show an intended injection was then done ("tolerated the procedure well")."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.stance import Standing
from doccheck.extract.rules.zones import Zone
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["support_of"]

_REACH = 6
"""How many sentences ahead the words may stand."""


@cache
def _patterns() -> tuple[Pattern, Pattern, Pattern, Pattern]:
    flags = re.IGNORECASE
    act = r"(?:procedures?|injections?|infusions?|shots?|blocks?)"
    carried_out = (
        rf"\btolerat(?:ed|ing)\s+(?:(?:the|this|both|these|all|his|her|it"
        rf"|each)\s+)?(?:{act}\s*)?(?:\w+\s+)?(?:well|without)"
        rf"|\b{act}\s+(?:was|were)\s+(?:then |subsequently |\w+ly )?(?:performed|done|given|completed"
        rf"|carried out|administered|made)"
        rf"|\bafter\s+(?:the\s+)?{act}(?:\s*+,)?\s++(?:the\s+|he\s+|she\s+|there\s+|patient\s+)\w+"
        rf"|\b(?:was|were)\s+(?:then\s+)?(?:injected|infiltrated)\b|\bpost-?(?:injection|procedure|infusion)\b"
        r"|\bno (?:immediate )?(?:complications?|adverse (?:reactions?|events?|effects?)) (?:were"
        r"|was)? ?(?:noted|observed|seen|encountered)"
    )
    intent = (
        rf"\b(?:will|we'll|i'll|going to|elected to|decided to|agreed to|proceed(?:ed)? with"
        rf"|plan(?:ned)? to|opted (?:for|to))\b[^.;]{{0,60}}\b(?:inject|{act}|infiltrat|give"
        rf"|administer)\w*"
        rf"|^\W*(?:[A-Za-z/&]{{1,16}}\s?[-:]\s*)?(?:\d+[.)]\s*)?(?:\w+\s+){{0,3}}{act}\b"
    )
    conditional = (
        r"\b(?:if|next|consider\w*|recommend\w*|discuss\w*|may|might|could|should|would|return"
        r"|follow[- ]?up|schedul\w*|prn|as needed|when|once|weeks?|months?|tomorrow|future"
        r"|later|again in|option|refer\w*|pending|await\w*|authori[sz]\w*|candidate|unless|until)\b"
    )
    past = r"\b(?:was|were)\s+(?:then |also |\w+ly )?(?:\w{3,}ed|given|done|put|held|taken|chosen|felt)\b"
    return (
        Pattern(carried_out, flags),
        Pattern(intent, flags),
        Pattern(conditional, flags),
        Pattern(past, flags),
    )


_CARRIED_OUT_AS_ORDERED = Pattern(
    r"\b(?:above|same|it|this|ordered (?:dose|medication|injection)|medication|injection|dose|shot|vaccine|infusion)\s+"
    r"(?:was\s+|were\s+)?(?:given|administered|injected|infused)\b|\b(?:given|administered|injected"
    r"|infused)\s+(?:as|per)\s+(?:\w+\s+)?(?:ordered|orders?|above)\b",
    re.IGNORECASE,
)
_GIVEN_LINE = Pattern(
    r"\W{0,4}(?:(?:at\s+)?\d{1,2}:?\d{2}\s*(?:am|pm|h|hrs)?\W{1,3})?(?:given|administered)\b(?!\s+(?:if|prn|when))",
    re.IGNORECASE,
)
_DIVIDED = Pattern(r"\b(?:divided|split|as two|in two|half in each)\b", re.IGNORECASE)
_UNDONE = Pattern(r"\b(?:not|no|never|if|will|hold|held)\b", re.IGNORECASE)
_IF_NEEDED = Pattern(r"\bp\.?r\.?n\b|\bif\b", re.IGNORECASE)
_INTENDS = Pattern(r"\b(?:will|we'll|i'll|going to|plan\w*)\b", re.IGNORECASE)
_ORDER_REACH = 4


def _find_execution(page: Page, statement: Statement) -> Span | None:
    """Return words behind an order that say it was carried out ("above given"), if there are any."""
    segment = statement.segment
    if not statement.parts(Part.DOSE, Part.ORDERED) or segment.zone in (Zone.PREVIOUS, Zone.HISTORY, Zone.HOME):
        return None
    if page.passage(segment.span).alone.has(_IF_NEEDED):
        return None
    for later in page.segments[segment.index + 1 : segment.index + 1 + _ORDER_REACH]:
        if any(drug.kind != "diluent" for drug in page.drugs_in(later.span)):
            return None
        passage = page.passage(later.span)
        match = passage.search(_CARRIED_OUT_AS_ORDERED)
        if match is None and (
            not page.amounts_in(later.span) or (passage.has(_DIVIDED) and _adds_up(page, statement, later.span))
        ):
            match = _GIVEN_LINE.match(page.text, later.span.start, later.span.end)
        if match is not None and not _UNDONE.search(page.text, later.span.start, match.end()):
            return Span(*match.span())
    return None


def _adds_up(page: Page, statement: Statement, later: Span) -> bool:
    """Whether the parts told in ``later``, once or on both sides, are the whole of what was ordered."""
    total = statement.parts(Part.DOSE, Part.ORDERED)[0].amount.reading.values[0]
    parts = [part for amount in page.amounts_in(later) if (part := amount.reading.exact) and part.comparable(total)]
    told = sum((part.to(total.unit).value for part in parts), Fraction(0))
    twice = re.search(r"\b(?:each|both|per|bilat\w*)\b", page.text[later.start : later.end], re.IGNORECASE)
    return not parts or total.value == told or (twice is not None and total.value == 2 * told)


_STOPPED = Pattern(r"\b(?:stopped|aborted|halted|discontinued|interrupted)\b", re.IGNORECASE)
_ONE_GIVEN = Pattern(
    r"\W{0,4}(?:(?:(?:her|his|the|this|today'?s|month'?s|monthly|weekly|first|second|third|next|due) ){0,2}"
    r"(?:dose|injection|shot|inj|one) (?:was )?)?(?:given|administered|received|injected)\b"
    r"[^.;\n]{0,24}?\b(?:today|now|here|in (?:the )?(?:office|clinic)|(?-i:[RL])|left|right|at \d|deltoid|glut\w*)\b",
    re.IGNORECASE,
)


def _find_one_of_a_course(page: Page, statement: Statement) -> Span | None:
    """Return words behind a dose of a course ("1000 mcg IM monthly") that say one was given now ("Given today")."""
    segment = statement.segment
    if not statement.parts(Part.DOSE, Part.ORDERED) or segment.zone in (Zone.PREVIOUS, Zone.HISTORY, Zone.HOME):
        return None
    sentence = page.text[segment.span.start : segment.span.end]
    if not cue("home").search(sentence) or cue("historical").search(sentence):
        return None
    for later in page.segments[segment.index + 1 : segment.index + 2]:
        if page.drugs_in(later.span) or page.amounts_in(later.span):
            return None
        match = _ONE_GIVEN.match(page.text, later.span.start, later.span.end)
        if match is not None:
            return Span(*match.span())
    return None


_REST = Pattern(
    r"\b\d[\d.,]{0,12}\s?(?:units?|u|mg|mcg|ml|cc)\b[^.;\n]{0,24}?\b(?:wasted|discarded)\b"
    r"|\b(?:wasted|discarded|waste)\b:?\s*\d[\d.,]*\s?(?:units?|u|mg|mcg|ml|cc)\b",
    re.IGNORECASE,
)


def _find_rest(page: Page, statement: Statement) -> Span | None:
    """Return words right behind a dose told without a verb that say what was thrown away of it: it was given."""
    segment = statement.segment
    if (
        statement.borrowed
        or not statement.parts(Part.DOSE)
        or segment.zone not in (Zone.OPEN, Zone.RECORD, Zone.PROCEDURE)
    ):
        return None
    if _UNDONE.search(page.text, statement.start, segment.span.end):
        return None
    if _STOPPED.search(page.text, statement.start, segment.span.end):
        return None
    for later in page.segments[segment.index : segment.index + 2]:
        others = [
            drug for drug in page.drugs_in(later.span) if drug.span.start > statement.end and drug.kind != "diluent"
        ]
        if any(drug.generic != statement.drug.generic for drug in others):
            return None
        match = _REST.search(page.text, max(statement.end, later.span.start), later.span.end)
        if match is not None:
            return Span(*match.span())
    return None


def _find_support(page: Page, statement: Statement) -> Span | None:
    """Return words behind ``statement`` that show the injection it intends was done, ``None`` where there are none.

    Only an unconditional intention for now counts ("we will inject both elbows with …"), never one for another day.
    """
    carried_out, intent, conditional, past = _patterns()
    text, segment = page.text, statement.segment
    sentence = segment.span
    words = page.passage(sentence).alone
    if segment.zone in (Zone.PREVIOUS, Zone.HISTORY, Zone.HOME) or not statement.parts(
        Part.DOSE, Part.VOLUME, Part.CONTENT
    ):
        return None
    if words.has(conditional) or not words.has(intent):
        return None
    verbless = not words.has(_INTENDS)
    for later in page.segments[segment.index + 1 : segment.index + 1 + _REACH]:
        match = page.passage(later.span).search(carried_out)
        if match is None and verbless and later.section == segment.section and later.index - segment.index <= 2:  # noqa: PLR2004
            match = page.passage(later.span).search(past)
        if match is not None and not conditional.search(text, later.span.start, match.start()):
            return Span(*match.span())
    return None


def support_of(page: Page, statement: Statement, standing: Standing) -> Span | None:
    """Return words elsewhere that show that what is only planned, ordered or mentioned was given, if there are any."""
    support: Span | None = None
    if standing in (Standing.PLANNED, Standing.MENTIONED, Standing.ORDERED):
        support = _find_support(page, statement)
    if support is None and standing is Standing.MENTIONED:
        support = _find_rest(page, statement)
    if support is None and standing is Standing.ORDERED:
        support = _find_execution(page, statement)
        if support is not None:
            statement.take_order()
    if support is None and standing in (Standing.PREVIOUS, Standing.ORDERED):
        support = _find_one_of_a_course(page, statement)
    return support
