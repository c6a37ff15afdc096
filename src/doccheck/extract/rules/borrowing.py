"""Amounts in a sentence that names no drug: they are of the drug spoken of just before, if the words say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.gauges import is_gauge_beside
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.settling import APPOSED
from doccheck.extract.rules.statement import Linked, Statement
from doccheck.extract.rules.strangers import names_another_thing
from doccheck.extract.rules.tense import STOPPED_AFTER
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.zones import Segment

__all__ = ["borrow"]

_REACH = 6
"""How many sentences back a drug may stand."""

_DOSE_WORDS = Pattern(
    r"\b(?:given|gave|administered|inject(?:ed|ion)|infus(?:ed|ion)|received|instilled|dose|bolus"
    r"|vials?|syringes?|ampules?|bag|IV|IM|SQ|SC|subq|subcutaneous\w*|intramuscular\w*|intravenous\w*"
    r"|units|total|amount|quantity"
    r"|(?:across|in|over|into) \d{1,3} (?:\w+ )?(?:sites|points|locations)|each (?:side|knee|eye|hip|shoulder))\b",
    re.IGNORECASE,
)


_RESUMED = Pattern(
    r"(?<!not )(?<!never )(?<!n't )\b(?:resum\w+|restart\w+|re-?challeng\w+|continued|completed|finished)\b",
    re.IGNORECASE,
)
"""Words that a stopped infusion went on: what had gone in before is then no dose."""


_LABEL_OF_OTHERS = Pattern(
    r"[\W_]{0,4}(?:[\w/&-]+ ){0,3}?(?:fluids?|crystalloids?|colloids?|contrast|dye|blood|urine|output|ebl|drains?"
    r"|transfus\w+|implants?|tourniquet|specimens?)(?: [\w/&-]+){0,3}\s?:",
    re.IGNORECASE,
)
"""A line labelled so tells amounts of something else than the drug spoken of before ("Fluids received: 100 mL")."""


def borrow(page: Page, segment: Segment, orphans: Sequence[Linked], earlier: Sequence[Statement]) -> list[Statement]:
    """Return statements for ``orphans`` with the drug that ``earlier`` sentences speak of."""
    if not orphans or not earlier:
        return []
    text = page.text[segment.span.start : segment.span.end]
    stopped = [linked for linked in orphans if STOPPED_AFTER.search(page.text[segment.span.start : linked.span.start])]
    if stopped and _RESUMED.search(page.text, segment.span.start):
        orphans = [linked for linked in orphans if linked not in stopped]
    if _LABEL_OF_OTHERS.match(page.text, segment.span.start, segment.span.end):
        return []
    if not (stopped or _DOSE_WORDS.search(text) or cue("wasted").search(text)) or cue("not_a_dose").search(text):
        return []
    found: list[Statement] = []
    last: Linked | None = None
    for linked in orphans:
        if linked.part is not Part.WASTED and names_another_thing(page, linked):
            continue
        drug = _drug_for(linked, segment, earlier)
        if drug is None or is_gauge_beside(page.text, linked.amount, drug.drug):
            continue
        apposed = last is not None and bool(APPOSED.fullmatch(page.text[last.span.end : linked.span.start]))
        last = linked
        if found and (apposed or (found[-1].drug == drug.drug and linked.part is not Part.DOSE)):
            found[-1].amounts.append(linked)
        else:
            found.append(Statement(drug.drug, segment, [linked], borrowed=True))
    return found


def _drug_for(linked: Linked, segment: Segment, earlier: Sequence[Statement]) -> Statement | None:
    """Return the nearest earlier statement whose drug is measured the way ``linked`` is."""
    values = linked.amount.reading.values
    within = [
        statement
        for statement in earlier
        if segment.index - statement.segment.index <= _REACH and statement.drug.kind not in ("diluent", "oral")
    ]
    if linked.part in (Part.VOLUME, Part.HOLDER, Part.WASTED):
        held = [one for one in earlier if _holds(one, linked) and not _overflows(one, linked)]
        if held:
            return held[-1]
    if linked.part in (Part.CONTENT, Part.CONCENTRATION, Part.HOLDER, Part.WASTED):
        within = [statement for statement in within if statement.drug.kind == "drug"] or within
    for statement in reversed(within):
        if linked.part is Part.VOLUME and _overflows(statement, linked):
            return None
        if linked.part in (Part.VOLUME, Part.HOLDER, Part.CONCENTRATION, Part.RATE):
            return statement
        measured = [value for other in statement.amounts for value in other.amount.reading.values]
        if not measured or any(value.comparable(values[0]) for value in measured if values):
            return statement
    return None


def _overflows(statement: Statement, linked: Linked) -> bool:
    """Whether ``linked`` is more than the drug's own volume that was put into a larger one: it is of the mixture."""
    own, holders = statement.parts(Part.VOLUME), statement.parts(Part.HOLDER)
    volume = linked.amount.reading.values[0]
    return bool(own and holders) and all(
        other.amount.reading.values[0].to(volume.unit).value < volume.value for other in own
    )


def _holds(statement: Statement, linked: Linked) -> bool:
    """Whether a statement speaks of a bag or syringe that the volume ``linked`` can be a part of."""
    volume = linked.amount.reading.values[0]
    if volume.dimension != "volume":
        return False
    holders = [other.amount.reading.per for other in statement.parts(Part.CONTENT)]
    holders += [other.amount.reading.values[0] for other in statement.parts(Part.HOLDER)]
    return any(
        holder is not None and holder.comparable(volume) and volume.to(holder.unit).value <= holder.value
        for holder in holders
    )
