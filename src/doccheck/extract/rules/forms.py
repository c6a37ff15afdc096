"""Records kept as labels and values: "Medication: …", "Dose: …", "Route: …", one a line or one behind the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.note import Span

__all__ = ["form_around", "is_dose_of_form"]

_DOSE_LABEL = Pattern(
    r"\W*(?:dose|dosage|amount|quantity|qty|strength given|volume)(?: (?:given|administered|injected"
    r"|infused|today))?\W*",
    re.IGNORECASE,
)
_RECORD_LABEL = Pattern(
    r"\W*(?:route|site|location|lot\b|exp|time|start|stop|end|administered|given|injected|infused"
    r"|nurse|rn\b|initials|waste|discard)",
    re.IGNORECASE,
)
_WHAT = Pattern(r"\W*(?:drug|medication|med\b|product|procedure|treatment|injection|infusion|technique)", re.IGNORECASE)
_ORDER_LABEL = Pattern(r"\W*(?:order|prescri|frequency|sig\b|refill|dispense|duration)", re.IGNORECASE)
_LABEL = Pattern(r"\W{0,4}([A-Za-z][A-Za-z /()&-]{1,30}?)\**\s*(?::|\.{4})")
_REACH = 7
_FEWEST = 2


def is_dose_of_form(page: Page, statement: Statement) -> bool:
    """Whether an amount is the value of a dose label in a record of what was given.

    Route, site, lot, times or who gave it must be told beside it; an order form has none of these.
    """
    if not _DOSE_LABEL.fullmatch(_label(page, statement.segment.index)):
        return False
    labels = [_label(page, index) for index in _indexes(page, statement)]
    if any(_ORDER_LABEL.match(label) for label in labels):
        return False
    return sum(_RECORD_LABEL.match(label) is not None for label in labels) >= _FEWEST


def form_around(page: Page, statement: Statement) -> list[Span]:
    """Return the lines of the record a dose label stands in, the nearest first; empty for anything else.

    Lines with a label of another kind ("Symptoms: …") are none of the record.
    """
    if not _DOSE_LABEL.fullmatch(_label(page, statement.segment.index)):
        return []
    here = statement.segment.index
    labels = {index: _label(page, index) for index in _indexes(page, statement)}
    return [
        page.segments[index].span
        for index, label in sorted(labels.items(), key=lambda one: abs(one[0] - here))
        if not label or _RECORD_LABEL.match(label) or _DOSE_LABEL.fullmatch(label) or _WHAT.match(label)
    ]


def _indexes(page: Page, statement: Statement) -> range:
    index = statement.segment.index
    return range(max(0, index - _REACH), min(len(page.segments), index + _REACH + 1))


def _label(page: Page, index: int) -> str:
    segment = page.segments[index]
    match = _LABEL.match(page.text, segment.span.start, segment.span.end)
    return match.group(1) if match is not None else ""
