"""What an amount's number and unit mean together, as a value."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from doccheck.language.numbers import NumberReading, read_number
from doccheck.language.patterns import Pattern
from doccheck.language.units import read_unit
from doccheck.quantity import Quantity

__all__ = ["Reading", "read_amount"]

_RATIO = Pattern(r"^1\s*:\s*(?P<parts>\d{1,3}(?:[,\s]\d{3}){1,4}|\d{1,9})$")
_NEVER_THOUSANDS = frozenset({"g", "kg", "L"})
"""Units of which nobody states thousands: "3.375 g" is no 3,375 g."""


class Reading(NamedTuple):
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
    if read.ambiguous and measure.unit in _NEVER_THOUSANDS:
        kept = tuple(notation for notation in read.notations if notation != "ambiguous separator")
        read = NumberReading(read.values[:1], notations=kept)
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
