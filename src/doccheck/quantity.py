"""Exact amounts of a drug: a number and a unit, never a float.

A :class:`Quantity` is what a dose, a vial, a billing unit or a discarded amount *is* once its words have been
understood. Understanding words is the business of :mod:`doccheck.language.amounts`; this module only knows
units and exact arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from doccheck.errors import QuantityError

__all__ = ["Quantity", "canonical_unit", "format_number"]

# Spelling → unit of the report. Both code points of µ (U+00B5, U+03BC) are in use.
_SPELLINGS: dict[str, str] = {
    **dict.fromkeys(("mg", "mgs", "mgm", "milligram", "milligrams", "milligramme", "milligrammes"), "mg"),
    **dict.fromkeys(
        ("mcg", "mcgs", "ug", "\u00b5g", "\u03bcg", "microgram", "micrograms", "microgramme", "microgrammes"), "mcg"
    ),
    **dict.fromkeys(("g", "gm", "gms", "gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("ng", "nanogram", "nanograms"), "ng"),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("ml", "mls", "cc", "ccs", "c.c.", "milliliter", "milliliters", "millilitre", "millilitres"), "mL"),
    **dict.fromkeys(("cubic centimeter", "cubic centimeters", "cubic centimetre", "cubic centimetres"), "mL"),
    **dict.fromkeys(("ul", "\u00b5l", "\u03bcl", "microliter", "microliters", "microlitre", "microlitres"), "uL"),
    **dict.fromkeys(("l", "liter", "liters", "litre", "litres"), "L"),
    **dict.fromkeys(
        ("unit", "units", "u", "iu", "i.u.", "usp units", "usp unit", "international units", "international unit"),
        "units",
    ),
    **dict.fromkeys(("million units", "million unit", "mu", "million iu"), "million units"),
    **dict.fromkeys(("mci", "millicurie", "millicuries"), "mCi"),
    **dict.fromkeys(("uci", "\u00b5ci", "\u03bcci", "microcurie", "microcuries"), "uCi"),
    **dict.fromkeys(("meq", "meqs", "milliequivalent", "milliequivalents"), "mEq"),
    **dict.fromkeys(("dose", "doses"), "doses"),
    **dict.fromkeys(("vial", "vials"), "vials"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
}

# Unit → (dimension, how many of the dimension's base unit). lb is exact by definition (domain rule T10).
_DIMENSION: dict[str, tuple[str, Fraction]] = {
    "ng": ("mass", Fraction(1, 1_000_000)),
    "mcg": ("mass", Fraction(1, 1000)),
    "mg": ("mass", Fraction(1)),
    "g": ("mass", Fraction(1000)),
    "kg": ("mass", Fraction(1_000_000)),
    "lb": ("mass", Fraction("453592.37")),
    "mL": ("volume", Fraction(1)),
    "L": ("volume", Fraction(1000)),
    "uL": ("volume", Fraction(1, 1000)),
    "units": ("activity", Fraction(1)),
    "million units": ("activity", Fraction(1_000_000)),
    "mCi": ("radioactivity", Fraction(1)),
    "uCi": ("radioactivity", Fraction(1, 1000)),
    "mEq": ("equivalents", Fraction(1)),
    "doses": ("doses", Fraction(1)),
    "vials": ("vials", Fraction(1)),
}


def canonical_unit(text: str) -> str:
    """Return the report's spelling of the unit written as ``text``; an unknown unit comes back as written."""
    folded = " ".join(text.strip().casefold().split())
    return _SPELLINGS.get(folded) or _SPELLINGS.get(folded.rstrip(".")) or text.strip()


def format_number(value: Fraction) -> str:
    """Write ``value`` exactly where a decimal can, else rounded to six places and marked with ``≈``.

    >>> format_number(Fraction(3, 2))
    '1.5'
    """
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"≈{float(value):.6g}"
    digits = 0
    scaled = value
    while scaled.denominator != 1:
        scaled *= 10
        digits += 1
    sign, whole = ("-", -scaled.numerator) if scaled < 0 else ("", scaled.numerator)
    text = str(whole).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount with its unit.

    Args:
        value: The number, exact.
        unit: A canonical unit (mg, mcg, g, mL, units, mCi, mEq, doses …); see :func:`canonical_unit`.
    """

    value: Fraction
    unit: str

    @classmethod
    def of(cls, number: str | int | Fraction, unit: str) -> Quantity:
        """Build from a plain number and any spelling of a unit.

        Raises:
            QuantityError: ``number`` is not a plain decimal or fraction.
        """
        try:
            value = Fraction(number)
        except (ValueError, ZeroDivisionError) as error:
            msg = "an amount needs a plain number such as 12.5; write it with digits and one decimal point"
            raise QuantityError(msg) from error
        return cls(value, canonical_unit(unit))

    @property
    def dimension(self) -> str:
        """mass, volume, activity, radioactivity, equivalents, doses, vials, or the unit itself when unknown."""
        known = _DIMENSION.get(self.unit)
        return known[0] if known is not None else self.unit

    def comparable(self, other: Quantity) -> bool:
        """Whether both amounts measure the same thing; mg and units never do (domain rule T2)."""
        return self.unit == other.unit or self.dimension == other.dimension

    def to(self, unit: str) -> Quantity:
        """Return the same amount in ``unit``.

        Raises:
            QuantityError: The two units measure different things.
        """
        if unit == self.unit and unit in _DIMENSION:
            return self
        target = canonical_unit(unit)
        here, there = (_DIMENSION.get(name, (name, Fraction(1))) for name in (self.unit, target))
        if here[0] != there[0]:
            msg = f"{self.unit} cannot be converted to {target}; give the amount in the unit asked for"
            raise QuantityError(msg)
        return Quantity(self.value * here[1] / there[1], target)

    def same_as(self, other: Quantity) -> bool:
        """Whether both are exactly the same amount, whatever their units (1 g = 1000 mg)."""
        if self.unit == other.unit:
            return self.value == other.value
        return self.comparable(other) and self.to(other.unit).value == other.value

    def __add__(self, other: Quantity) -> Quantity:
        """Add in this amount's unit."""
        return Quantity(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        """Subtract in this amount's unit."""
        return Quantity(self.value - other.to(self.unit).value, self.unit)

    def __truediv__(self, other: Quantity) -> Fraction:
        """How many of ``other`` this is, exactly."""
        return self.to(other.unit).value / other.value

    def times(self, factor: Fraction | int) -> Quantity:
        """Multiply by a plain number."""
        return Quantity(self.value * factor, self.unit)

    def __str__(self) -> str:
        """``number unit``, as the report prints it."""
        return f"{format_number(self.value)} {self.unit}"
