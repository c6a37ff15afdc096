"""Amounts as people write them: number and unit together, read into exact quantities or into nothing.

What is a dose, what a strength and what a rate is not decided here: a reading only says what shape the words have
(domain rules T1-T16). A shape that cannot be known stays ``unknown``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from doccheck.language.numbers import NUMBER_WORD, read_number
from doccheck.language.units import read_unit
from doccheck.note import Span
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AmountMention", "Reading", "find_amounts", "read_amount"]

_RATIO = re.compile(r"^1\s*:\s*(?P<parts>\d{1,3}(?:[,\s]\d{3}){1,4}|\d{1,9})$")
_LARGEST_GRAMS_IN_CAPITALS = 10  # "1 G" is grams; "18 G" and "20G" are needles


@dataclass(frozen=True, slots=True)
class Reading:
    """What an amount's words mean.

    Args:
        kind: amount, range, concentration, percent, ratio, per_kg, per_m2, rate or unknown.
        values: The quantity; both ends of a range; every reading of an ambiguous number; empty when unknown.
            Of a concentration it is the numerator (``300 mg`` of ``300 mg/15 mL``).
        per: What a concentration is measured in (``15 mL``, ``1 vials``) or a weight-based amount (``1 kg``).
        ambiguous: Whether the values are readings of one number that nothing decides between.
        notations: Error-prone spellings, in plain words.
    """

    kind: str
    values: tuple[Quantity, ...] = ()
    per: Quantity | None = None
    ambiguous: bool = False
    notations: tuple[str, ...] = ()

    @property
    def exact(self) -> Quantity | None:
        """The one amount these words state, or ``None`` when they state none or several."""
        return self.values[0] if self.kind == "amount" and len(self.values) == 1 else None

    @property
    def strength(self) -> tuple[Quantity, Quantity] | None:
        """Drug and the volume it is in, of a concentration or a percentage; ``None`` for anything else."""
        if self.kind not in ("concentration", "percent") or len(self.values) != 1 or self.per is None:
            return None
        return (self.values[0], self.per) if self.per.dimension == "volume" else None


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount found in text: its place, number and unit as written, and their reading."""

    span: Span
    number: str
    unit: str
    reading: Reading


@lru_cache(maxsize=1024)
def read_amount(number: str, unit: str) -> Reading:
    """Read a number and a unit, both as written.

    Args:
        number: ``"1,000"``, ``".5"``, ``"25-50"``, ``"forty"``, ``"1:1000"`` …
        unit: ``"mg"``, ``"cc"``, ``"mg/15 mL"``, ``"%"``, ``"mg/kg"`` … or ``""``.
    """
    ratio = _RATIO.match(number.strip())
    if ratio:
        return _ratio(ratio["parts"])
    scaled = re.match(r"^(million|thousand)\s+(.+)$", unit.strip(), re.IGNORECASE)
    if scaled:
        number, unit = f"{number} {scaled[1]}", scaled[2]
    read, measure = read_number(number), read_unit(unit.strip())
    notations = read.notations + measure.notations
    if not read.values or measure.kind == "unknown":
        return Reading("unknown", notations=notations)
    values = tuple(Quantity(value * measure.factor, measure.unit) for value in read.values)
    kind = "range" if read.is_range and measure.kind == "amount" else measure.kind
    return Reading(kind, values, measure.per, read.ambiguous, notations)


def _ratio(parts: str) -> Reading:
    """``1:1000`` is 1 g in 1000 mL, that is 1 mg in 1 mL (domain rule T5)."""
    count = int(re.sub(r"\D", "", parts))
    if count == 0:
        return Reading("unknown")
    per_ml = Quantity(Fraction(1000, count), "mg")
    return Reading("ratio", (per_ml,), Quantity(Fraction(1), "mL"), notations=("ratio for a concentration",))


_GAP = " -\t\r\n\u00a0\u2007\u2009\u202f"
"""What may stand between a number and its unit."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Amounts in digits, amounts in words, ratios. Compiled once, when first needed.

    Each is searched for by itself: one pattern for all is tried at every character and takes twice as long.
    """
    thin = "\u00a0\u2007\u2009\u202f"
    digits = (
        rf"(?:\d{{1,3}}(?:[,.{thin}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:\x20000)+(?!\d)"
        r"|(?:\d{1,2}(?:[\s-]+|\s+and\s+))?\d/[2348](?![\d/])|\d{0,2}\s?[½¼¾⅓⅔⅛]|\d+[.,]\d+|\d+|(?<![\w.,])[.,]\d+)"
    )
    number = rf"{digits}(?:\s*[x×]\s*10(?:\s?\^\s?\d{{1,2}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?:\s*(?:-|–|—|\bto\b|\bor\b)\s*{digits})?"
    scale = r"(?:[\s-]*(?:million|thousand|mil(?=\s+units)|k(?=\s+units)))?"
    unit = (
        r"(?:mg|mgs|mgm|milligram(?:me)?s?|mcgs?|micrograms?|microgrammes?|[uµμ]g|ng|nanograms?|g|gms?|gram(?:me)?s?|kgs?"
        r"|kilos?|kilograms?|mls?|ccs?|c\.c\.|cubic\s+centimet(?:er|re)s?|millilit(?:er|re)s?|lit(?:er|re)s?|l|(?:usp|international|botox|allergan|heparin)\s+units?"
        r"|units?|i\.u\.|iu|u|mu|mci|millicuries?|[uµμ]ci|microcuries?|meqs?|milliequivalents?|lbs?|pounds?|doses?|%|per\s?cent)"
    )
    pack = r"(?:(?:single|multi|multiple)[\s-]?(?:dose|use)\s+)?(?:vial|syringe|ampou?le|amp|bag|pen)"
    below = (
        r"(?:kgs?|kilograms?|kilo|lbs?|pounds?|m2|m²|m\^2|mls?|cc|c\.c\.|cubic\s+centimet(?:er|re)s?|millilit(?:er|re)s?|l|dl|[uµμ]l|min(?:ute)?s?|hrs?|hours?|h"
        rf"|days?|d|wks?|weeks?|months?|mo|dose|cycle|g|mg|square\s+met(?:er|re)s?|{pack})"
    )
    per = rf"(?:\s*(?:/|\bper\b)\s*(?:(?:\d[\d.,]*)\s*)?{below}(?![A-Za-z0-9²])){{0,2}}"
    tail = rf"{scale}[\s-]*?(?P<unit>{unit}(?![A-Za-z0-9²]){per}|{unit}(?=\d))"
    sources = (
        rf"(?<![\d.,:½¼¾])(?<!\d/)(?P<number>{number}){tail}",
        rf"\b(?=[aefhnost])(?P<number>{NUMBER_WORD}(?:\s+(?:to|or)\s+{NUMBER_WORD})?)(?:\s+an?(?=\s))?{tail}",
        r"(?<![\d:])(?P<number>1\s?:\s?(?:\d{1,3}(?:,\d{3})+|\d{3,7}))(?P<unit>)(?![\d:])",
    )
    in_digits, in_words, ratio = (re.compile(source, re.IGNORECASE) for source in sources)
    return in_digits, in_words, ratio


def find_amounts(text: str) -> list[AmountMention]:
    """Find every amount in ``text``, in order, without overlaps.

    Args:
        text: A note or part of one. Spans are code points into it.

    Returns:
        Mentions with readings, those of kind ``unknown`` (laboratory units and the like) included.
    """
    return list(_find(text))


@lru_cache(maxsize=8)
def _find(text: str) -> tuple[AmountMention, ...]:
    found = sorted(_mentions(text), key=lambda mention: mention.span)
    kept: list[AmountMention] = []
    for mention in found:
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return tuple(kept)


def _mentions(text: str) -> Iterator[AmountMention]:
    for pattern in _patterns():
        for match in pattern.finditer(text):
            unit = match["unit"]
            written = text[match.start("number") : match.start("unit")]
            number = written.rstrip(_GAP)
            broken = "\n" in written[len(number) :] and len(unit) == 1  # "3" ends a line and "L" begins the next
            if broken or _is_needle(number, unit, text[match.end() : match.end() + 24]):
                continue
            yield AmountMention(Span(*match.span()), number, unit, read_amount(number, unit))


def _is_needle(number: str, unit: str, after: str) -> bool:
    """Whether a capital G is a needle's gauge and no gram."""
    if unit != "G":
        return False
    value = read_number(number).values
    needle = re.match(r"\s*(?:x\s|needle|angio|catheter|piv|iv\b|huber|butterfly)", after, re.IGNORECASE)
    return not value or value[0] > _LARGEST_GRAMS_IN_CAPITALS or needle is not None
