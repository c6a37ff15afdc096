"""Doses that a note names although none went in: an unchecked box, a sum of past doses, a syringe thrown away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.roles import Part
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["is_running_total", "is_thrown_away_whole", "is_ticked"]

_BOX = Pattern(r"\[(?P<mark>[ xX*_\u2713\u2714]?)\]|(?P<open>\u2610)|(?P<ticked>[\u2611\u2612])")
_TO_DATE = Pattern(
    r"\W{0,3}(?:(?:has|have) been |was |were )?(?:(?:received|given|administered|infused|completed)\s+)?"
    r"(?:to date|thus far|cumulative(?:ly)?)\b",
    re.IGNORECASE,
)
_CUMULATIVE = Pattern(
    r"\b(?:cumulative|lifetime|running|course)\s+(?:total|dose|amount)(?: to date)?(?: of| is| now)?\W{0,3}$",
    re.IGNORECASE,
)
_DRAWN = Pattern(r"\b(?:drawn(?: up)?|drew up|pulled|prepared)\b", re.IGNORECASE)
_THROWN = Pattern(r"\b(?:wasted|discarded|returned to (?:stock|pharmacy|pyxis|omnicell))\b", re.IGNORECASE)


def is_ticked(page: Page, statement: Statement) -> bool | None:
    """Return whether the box in front of the drug is ticked; ``None`` where there is no box.

    The box must stand on the same line, with no other drug between it and this one.
    """
    text = page.text
    line = max(statement.segment.span.start, text.rfind("\n", 0, statement.start) + 1)
    boxes = list(_BOX.finditer(text, line, statement.start))
    if not boxes:
        return None
    box = boxes[-1]
    between = (drug for drug in page.drugs_in(statement.segment.span) if drug is not statement.drug)
    if any(box.end() <= drug.span.start < statement.drug.span.start for drug in between):
        return None
    return box["ticked"] is not None or bool((box["mark"] or "").strip(" _"))


def is_running_total(page: Page, statement: Statement) -> bool:
    """Whether the amount sums up the doses of a course ("600 mg received to date", "cumulative dose 600 mg")."""
    doses = statement.parts(Part.DOSE, Part.VOLUME)
    if not doses:
        return False
    place = doses[-1].span
    before = page.text[max(statement.segment.span.start, place.start - 48) : place.start]
    return (
        _TO_DATE.match(page.text, place.end, statement.segment.span.end) is not None
        or _CUMULATIVE.search(before) is not None
    )


def is_thrown_away_whole(page: Page, statement: Statement) -> bool:
    """Whether a dose was drawn up and then wasted, with no word of giving and no other amount that was wasted."""
    sentence = statement.segment.span
    here = page.passage(sentence)
    drawn = here.search(_DRAWN)
    if drawn is None or here.has(cue("done")):
        return False
    return (
        _THROWN.search(page.text, drawn.end(), sentence.end) is not None
        and len(page.amounts_in(sentence)) == 1
        and len(page.drugs_in(sentence)) == 1
    )
