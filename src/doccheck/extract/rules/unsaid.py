"""Lines without a verb that still say that a dose went in: where to, how fast and what was flushed behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.tense import NOW
from doccheck.extract.rules.undone import is_ticked
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.language.passages import Passage

__all__ = ["ON_SCHEDULE", "is_given_without_verb", "is_vaccinated_today"]

ON_SCHEDULE = Pattern(
    r"\b(?:per|on|by|as per)\s+(?:(?:the|her|his|their|monthly|weekly|biweekly|quarterly|yearly|usual|normal|regular"
    r"|dosing)\s+){0,2}schedule\b|\bas scheduled\b",
    re.IGNORECASE,
)
"""Words that say a dose kept its schedule, not that one is to come ("156 mg IM today per monthly schedule")."""
_INTO = Pattern(
    r"[^.;,\n\d]{0,12}\b(?:into|in|to|around|at) (?:the |his |her |each |both )?(?:[a-z-]+ ){0,2}?$", re.IGNORECASE
)
_ACROSS_SITES = Pattern(
    r"\W{0,2}(?:IM |SC |total |given |divided )?(?:across|in|over|into)\s+\d{1,3}\s+"
    r"(?:\w+ )?(?:sites|points|locations)\b",
    re.IGNORECASE,
)
_FLUSHED = Pattern(
    r"[^.;\n]{0,24}?\bover\s+(?:about\s+|approx\.?\s+)?\d{1,3}\s*(?:-\s*\d{1,3}\s*)?(?:sec|s\b|min)\w*\W{1,3}"
    r"(?:followed by|then|with)\s[^.;\n]{0,30}\bflush",
    re.IGNORECASE,
)
_AFTER = Pattern(r"\b(?:after|following|under|with)\s+(?:[\w%]+\s+){1,3}(?:infiltration|wheal)\b", re.IGNORECASE)
_OVER = Pattern(r"\bover \d{1,3}\+? ?(?:min\w*|h|hrs?|hours?)\b", re.IGNORECASE)
_REACH = 48
_HEAD_OF_LINE = 4
"""A line that begins with the drug is an entry ("Dysport 500 U into the cervical muscles")."""


_HEAD = Pattern(r"[\W\d_]{0,6}(?:(?:[Ss]easonal|[Aa]nnual|high[- ]dose|adult|2nd|second|first|1st) )?")
_ASKED = Pattern(
    r"\?|\b(?:due|needs?|wants?|declin\w+|refus\w+|defer\w*|overdue|recommend\w*|counsel\w*|ask\w*)\b", re.IGNORECASE
)


def is_vaccinated_today(page: Page, statement: Statement, whole: Passage) -> bool:
    """Whether a line that begins with a vaccine says no more than that it was today ("Flu shot today, L arm")."""
    sentence = statement.segment.span
    head = _HEAD.match(page.text, sentence.start)
    if head is None or head.end() < statement.start or not whole.has(NOW):
        return False
    return not (whole.has(cue("planned")) or whole.has(_ASKED))


def is_given_without_verb(page: Page, statement: Statement, whole: Passage) -> bool:
    """Whether a dose without a verb is told as going into a place, from a bag, or with the flush behind it."""
    doses = statement.parts(Part.DOSE, Part.VOLUME)
    if not doses and statement.drug.kind == "local_anaesthetic":
        return whole.has(_AFTER)
    intended = any(whole.has(cue(name)) for name in ("planned", "home", "ordered"))
    bag = statement.parts(Part.DOSE, Part.CONTENT)
    if (
        bag
        and (statement.parts(Part.RATE) or whole.has(_OVER))
        and (statement.parts(Part.HOLDER) or bag[0].part is Part.CONTENT)
        and not intended
    ):
        return True
    if not doses or intended:
        return False
    sentence = statement.segment.span
    last = doses[-1].span.end
    if (
        is_ticked(page, statement)
        or _FLUSHED.match(page.text, doses[0].span.end, sentence.end)
        or _ACROSS_SITES.match(page.text, last, sentence.end)
    ):
        return True
    opens = statement.start - sentence.start <= _HEAD_OF_LINE
    if not page.has_procedure and not whole.has(NOW) and not opens:
        return False
    return any(
        statement.end <= site.span.start <= statement.end + _REACH
        and _INTO.fullmatch(page.text, statement.end, site.span.start) is not None
        for site in page.sites_in(sentence)
    )
