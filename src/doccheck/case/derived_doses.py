"""Doses a note states only through a volume and a strength, or through a rate and a time.

Local anaesthetics and the like are reported in the volume the note gives. Where such a drug is what the code bills, its
amount follows from the strength that stands beside it: 20 mL of 0.5 % is 100 mg, 0.3 mL of 1:1,000 is 0.3 mg (domain
rules T3-T5). A steady infusion's amount follows from its one rate and its one duration. Where two strengths, rates or
durations stand in the sentence nothing follows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.case.administrations import Administrations
from doccheck.case.identity import means_drug
from doccheck.language.amounts import find_amounts
from doccheck.language.drugs import find_drugs
from doccheck.language.numbers import read_number
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.quantity import Quantity, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from doccheck.case.records import Administration
    from doccheck.language.amounts import AmountMention
    from doccheck.language.drugs import DrugMention
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Definition

__all__ = ["with_derived_doses"]

_STRENGTHS = ("concentration", "percent", "ratio")
_MINUTES = {"m": 1, "h": 60, "d": 1440}


@cache
def _patterns() -> tuple[Pattern, Pattern]:
    """Time a rate is per, and a duration."""
    time = r"(?P<time>min(?:ute)?s?|h(?:ou)?rs?|h|d(?:ay)?s?)\b"
    per = Pattern(rf"^[^/]+(?:/|\bper\b)\s*{time}$", re.IGNORECASE)
    lead = r"(?:\b(?:for|over|x|ran|total(?:\s+of)?)|×|\()"
    duration = Pattern(rf"{lead}\s*(?P<number>[\d.,]+)[\s-]*{time}", re.IGNORECASE)
    return per, duration


def with_derived_doses(
    definition: Definition, read: Administrations, note: Note, reference: Reference
) -> Administrations:
    """Return ``read`` with the amount of the definition's drug where volume and strength, or rate and time, give it.

    Args:
        definition: A definition; one without a billing unit of a drug's amount changes nothing.
        read: What was given and what was not.
        note: The note.
        reference: Gives the drug lexicon.
    """
    unit = definition.billing_unit
    if unit is None or unit.dimension in ("volume", "doses", "vials"):
        return read
    given = tuple(
        _derived(one, unit, note, reference) if means_drug(definition, one.drug, reference) else one
        for one in read.given
    )
    return Administrations(given, read.not_given)


def _derived(one: Administration, unit: Quantity, note: Note, reference: Reference) -> Administration:
    if one.candidates or one.per_weight is not None:
        return one
    if one.dose is not None and one.dose.dimension == "volume":
        return _from_strength(one, one.dose, unit, note, reference)
    if one.dose is None:
        return _from_rate(one, unit, note, reference)
    return one


def _from_strength(
    one: Administration, volume: Quantity, unit: Quantity, note: Note, reference: Reference
) -> Administration:
    """Volume times the one strength that the sentence names for this drug."""
    found = [
        (mention.reading.values[0], mention.reading.per)
        for mention in _about(one, note, reference)
        if mention.reading.kind in _STRENGTHS and len(mention.reading.values) == 1
    ]
    contents = [
        Quantity(amount.value * (volume / per), amount.unit)
        for amount, per in found
        if per is not None and per.dimension == "volume" and amount.comparable(unit)
    ]
    if not contents or any(not content.same_as(contents[0]) for content in contents):
        return one
    amount, per = found[0]
    step = f"{volume} × {amount} / {per} = {contents[0]}"
    return one._replace(dose=contents[0], reason=None, steps=(*one.steps, step))


def _from_rate(one: Administration, unit: Quantity, note: Note, reference: Reference) -> Administration:
    """The one rate times the one duration of the sentence."""
    per, duration = _patterns()
    rates: list[tuple[Quantity, int]] = []
    for mention in _about(one, note, reference):
        time = per.match(mention.unit)
        if mention.reading.kind == "rate" and time and mention.reading.values[0].comparable(unit):
            rates.append((mention.reading.values[0], _MINUTES[time["time"][0].casefold()]))
    times = {_minutes(match) for words in _sentences(one, note) for match in duration.finditer(words)}
    if len(rates) != 1 or len(times) != 1 or None in times:
        return one
    (rate, every), minutes = rates[0], times.pop()
    assert minutes is not None  # noqa: S101 - looked for above
    total = rate.times(minutes / every)
    step = f"{rate} / {every} min × {format_number(minutes)} min = {total}"
    return one._replace(dose=total, reason=None, steps=(*one.steps, step))


def _minutes(match: re.Match[str]) -> Fraction | None:
    values = read_number(match["number"]).values
    return values[0] * _MINUTES[match["time"][0].casefold()] if len(values) == 1 else None


def _sentences(one: Administration, note: Note) -> list[str]:
    spans = dict.fromkeys(sentence_around(note.text, evidence.span) for evidence in one.evidence)
    return [note.text[span.start : span.end] for span in spans]


def _about(one: Administration, note: Note, reference: Reference) -> list[AmountMention]:
    """Amounts in the administration's sentences that stand nearest to its own drug."""
    mentions = []
    for words in _sentences(one, note):
        drugs = find_drugs(words, reference.drugs)
        mentions += [mention for mention in find_amounts(words) if _nearest(mention, drugs) in (None, one.drug)]
    return mentions


def _nearest(mention: AmountMention, drugs: Sequence[DrugMention]) -> str | None:
    """Generic name of the drug nearest to ``mention``; a name right behind it is nearer than one in front."""
    start, end = mention.span.start, mention.span.end
    distances = [
        (one.span.start - end if one.span.start >= end else start - one.span.end + 1, one.generic) for one in drugs
    ]
    return min(distances)[1] if distances else None
