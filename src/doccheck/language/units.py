"""Units as people write them, taken apart into what is measured and what it is measured per."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from doccheck.language.numbers import read_number
from doccheck.quantity import Quantity, canonical_unit

__all__ = ["UnitReading", "is_unit_word", "read_unit"]

_TIME = re.compile(r"^(?:min(?:ute)?s?|h|hr|hrs|hours?|s|sec(?:ond)?s?|d|days?)$")
_COURSE = re.compile(r"^(?:wk|wks|weeks?|mo|months?|dose|cycle|inj(?:ection)?|infusion|visit|year|yr)$")
_AREA = re.compile(r"^(?:m2|m²|m\^2|sq\.?\s*m(?:eter|etre)?s?|square\s+met(?:er|re)s?|bsa)$")
_WEIGHT = re.compile(r"^(?:kg|kgs|kilo|kilos|kilograms?|kg\s*bw|lb|lbs|pounds?)$")
_PACK = re.compile(
    r"^(?:(?:single|multi|multiple)[\s-]*(?:dose|use)\s+)?(?:vials?|syringes?|ampou?les?|ampules?|amps?|bags?|pens?|implants?)$"
)
_LAB = re.compile(r"^(?:dl|µl|μl|ul|fl|l|ml/min)$")
_PER = re.compile(r" ?(?:/|\bper\b|\beach\b) ?", re.IGNORECASE)
_DENOMINATOR = re.compile(r"^(?P<number>\d[\d.,]*)?\s*(?P<unit>.+)$")
_KNOWN = frozenset(
    {
        "ng",
        "mcg",
        "mg",
        "g",
        "kg",
        "lb",
        "mL",
        "L",
        "uL",
        "units",
        "million units",
        "mCi",
        "uCi",
        "mEq",
        "doses",
        "vials",
    }
)
_ERROR_PRONE = {
    "u": "U for units",
    "iu": "IU for units",
    "i.u.": "IU for units",
    "cc": "cc for mL",
    "ccs": "cc for mL",
    "c.c.": "cc for mL",
    "\u00b5g": "µg for mcg",
    "\u03bcg": "µg for mcg",
    "ug": "ug for mcg",
}
_OWN_UNITS = re.compile(r"^(?:usp|international|botox|allergan|heparin)\s+(?=units?$)", re.IGNORECASE)
_BASIS = re.compile(
    r"^(?P<unit>\S+)\s+(?:of\s+)?(?P<basis>pe|base|elemental|phenytoin|salt|equivalents?|eq)\b.*$", re.IGNORECASE
)


class UnitReading(NamedTuple):
    """What a written unit means.

    Args:
        kind: ``amount``, ``concentration``, ``percent``, ``per_kg``, ``per_m2``, ``rate`` or ``unknown``.
        unit: Canonical unit of the numerator, ``""`` when unknown.
        factor: What the written number is multiplied by to be in ``unit``.
        per: What it is measured per (``1 mL``, ``15 mL``, ``1 vials``, ``1 kg``), if that is an amount.
        notations: Error-prone spellings found.
    """

    kind: str
    unit: str = ""
    factor: Fraction = Fraction(1)
    per: Quantity | None = None
    notations: tuple[str, ...] = ()


_UNKNOWN = UnitReading("unknown")


@cache
def read_unit(text: str) -> UnitReading:
    """Read a unit as written: ``"mg"``, ``"µg"``, ``"mg/15 mL"``, ``"mg per kg"``, ``"mcg/kg/min"``, ``"%"``."""
    plain = " ".join(text.replace("\u2044", "/").split())
    if plain.endswith("%") or plain.casefold() in ("percent", "per cent", "pct"):
        return UnitReading("percent", "mg", Fraction(10), Quantity(Fraction(1), "mL"))
    top, *below = [part for part in _PER.split(plain) if part] if plain else [""]
    unit, notations = _numerator(top)
    if unit not in _KNOWN:
        return _UNKNOWN
    reading = _per(unit, below, notations) if below else UnitReading("amount", unit, notations=notations)
    if unit == "million units":
        return reading._replace(unit="units", factor=Fraction(1_000_000)) if reading.unit else reading
    if unit == "uL" and reading.unit:
        return reading._replace(unit="mL", factor=Fraction(1, 1000))
    return reading


@lru_cache(maxsize=1024)
def is_unit_word(word: str) -> bool:
    """Whether ``word`` is a unit that an amount of drug may be written in."""
    folded = " ".join(word.casefold().split())
    if folded in ("%", "percent", "per cent"):
        return True
    name = canonical_unit(_OWN_UNITS.sub("", folded))
    return name in _KNOWN and name != "vials" and (name != "doses" or folded.startswith("dose"))


def _numerator(text: str) -> tuple[str, tuple[str, ...]]:
    """Canonical unit of a plain unit word, with the notations it shows; ``MU`` is million units, ``mU`` is not."""
    word = _OWN_UNITS.sub("", text.strip())
    notations: list[str] = []
    basis = _BASIS.match(word)
    if basis:
        word = basis["unit"]
        notations.append(f"basis {basis['basis'].casefold()}")
    if word == "mU":
        return "", ()
    folded = word.casefold()
    if folded in _ERROR_PRONE:
        notations.append(_ERROR_PRONE[folded])
    return canonical_unit(word), tuple(notations)


def _per(unit: str, below: list[str], notations: tuple[str, ...]) -> UnitReading:
    """What ``unit`` is measured per: time, body weight or surface, a course, a volume or a container."""
    number, name = _denominator(below[0])
    rest = [part.strip().rstrip(".").casefold() for part in below[1:]]
    timed = any(_TIME.match(part) for part in rest) or (_TIME.match(name) and not rest)
    if timed or (_COURSE.match(name) and name != "dose"):
        return UnitReading("rate", unit, notations=notations)
    if any(not _COURSE.match(part) for part in rest):
        return _UNKNOWN
    if _WEIGHT.match(name):
        weight = Quantity(Fraction(1), "lb" if name.startswith(("lb", "pound")) else "kg")
        return UnitReading("per_kg", unit, per=weight, notations=notations)
    if _AREA.match(name):
        return UnitReading("per_m2", unit, notations=notations)
    if name == "dose":
        return UnitReading("amount", unit, notations=notations)
    return _concentration(unit, number, name, notations)


def _denominator(text: str) -> tuple[str | None, str]:
    """Number and unit of ``15 mL`` in ``mg/15 mL``."""
    match = _DENOMINATOR.match(text.strip())
    return (match["number"], match["unit"].strip().rstrip(".").casefold()) if match else (None, "")


def _concentration(unit: str, number: str | None, name: str, notations: tuple[str, ...]) -> UnitReading:
    count = read_number(number or "1")
    if len(count.values) != 1 or count.values[0] == 0 or (_LAB.match(name) and not number):
        return _UNKNOWN
    if _PACK.match(name):
        return UnitReading("concentration", unit, per=Quantity(count.values[0], "vials"), notations=notations)
    volume, more = _numerator(name)
    if volume not in ("mL", "L"):
        return _UNKNOWN
    return UnitReading("concentration", unit, per=Quantity(count.values[0], volume), notations=notations + more)
