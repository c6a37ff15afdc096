"""The laboratory tests the articles ask for: names, units, the side that shows deficiency, usual cut-offs.

Cut-offs are those laboratories print most: B12 up to 300 pg/mL (221 pmol/L) is low or borderline, methylmalonic acid
above 0.40 µmol/L (400 nmol/L) and homocysteine above 15 µmol/L are high; alpha-1 antitrypsin of 90 mg/dL or 20 µmol/L
and more is normal.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

__all__ = ["NUMBER", "Test", "aat_tests", "bare_value", "deficiency_tests"]

NUMBER = r"[<>≤≥~]?\s{0,12}(?P<value>\d{1,3}(?:,\d{3}){1,3}|\d{1,5}(?:\.\d+)?)"
_MOL = r"(?:[uµμ]|micro)"
_LEAD_IN = (
    r"[\s:=|,*(\-–]{0,6}(?:(?:levels?|lvl|result|was|is|of|at|came|back|today|on|serum|value|measured|only|very|"
    r"low|high|elevated|"
    r"\(?[lLhH]\)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?)[\s:=|,*()\-–]{1,4}){0,5}"
)
_NOT_A_RESULT = (
    r"(?!\s*(?:mcg|ug|µg|μg|mg\b(?!\s*/\s*dl)|units?|iu|ml\b|cc|i\.?m\b|sq|subq|inj|x\s?\d|monthly|weekly|daily|"
    r"/\d|[-/]\d|\d|%|:\d))"
)


_NEVER_MICROMOLES = 20  # a methylmalonic acid above this is in nmol/L


class Test(NamedTuple):
    """One laboratory test: its names, units, which side of the range shows deficiency, and cut-offs by unit.

    The last cut-off, under ``""``, is for a value without a unit.
    """

    name: re.Pattern[str]
    unit: str
    deficient: str
    cutoffs: tuple[tuple[str, float], ...]

    def value(self) -> re.Pattern[str]:
        """Return the pattern of a number with one of the test's units."""
        return _value_pattern(self.unit)

    def verdict(self, value: float, unit: str) -> str:
        """Judge a value by the usual cut-off of its unit."""
        folded = unit.casefold().replace(" ", "")
        limits = dict(self.cutoffs)
        if not folded and value > _NEVER_MICROMOLES and "nmol" in limits:
            folded = "nmol"
        limit = next(limit for start, limit in self.cutoffs if folded.startswith(start))
        if self.deficient == "low":
            return "low" if value <= limit else "normal"
        return "high" if value > limit else "normal"


@cache
def _value_pattern(unit: str) -> re.Pattern[str]:
    return re.compile(rf"{NUMBER}\s*(?P<unit>{unit})", re.IGNORECASE)


@cache
def bare_value() -> re.Pattern[str]:
    """Return the pattern of a result without its unit, directly behind the name of a test."""
    return re.compile(_LEAD_IN + NUMBER + r"(?![.,]*+\d)" + _NOT_A_RESULT, re.IGNORECASE)


@cache
def deficiency_tests() -> tuple[Test, ...]:
    """Return the tests that show a deficiency of vitamin B12."""
    return (
        Test(
            re.compile(
                r"\b(?:(?:vitamin|vit\.?)\s*)?(?:b[\s-]?12|cobalamin|holotranscobalamin|holotc)\b", re.IGNORECASE
            ),
            r"pg\s*/\s*ml|ng\s*/\s*l|pmol\s*/\s*l|pg/dl",
            "low",
            (("pmol", 221), ("", 300)),
        ),
        Test(
            re.compile(r"\b(?:methylmalonic(?:\s+acid)?|methylmalonate|mma)\b", re.IGNORECASE),
            rf"{_MOL}mol\s*/\s*l|nmol\s*/\s*l",
            "high",
            (("u", 0.4), ("µ", 0.4), ("μ", 0.4), ("micro", 0.4), ("nmol", 400), ("", 0.4)),
        ),
        Test(
            re.compile(r"\b(?:homocysteine|hcys?)\b", re.IGNORECASE),
            rf"{_MOL}mol\s*/\s*l|mg\s*/\s*l",
            "high",
            (("", 15),),
        ),
    )


@cache
def aat_tests() -> tuple[Test, ...]:
    """Return alpha-1 antitrypsin by its names, and a bare level that only counts with its unit."""
    unit = rf"mg\s*/\s*dl|g\s*/\s*l|{_MOL}(?:mol\s*/\s*l|molar|m)\b"
    cutoffs = (
        ("mg", 89.999),
        ("g", 0.89999),
        ("u", 19.999),
        ("µ", 19.999),
        ("μ", 19.999),
        ("micro", 19.999),
        ("", 89.999),
    )
    return (
        Test(
            re.compile(
                r"\b(?:aat|a1at|a-?1-?at|a1-?antitrypsin|(?:alpha|\u03b1)[\s-]{0,3}1(?:[\s-]{0,3}(?:anti-?trypsin|"
                r"proteinase inhibitor|pi|at))?|"
                r"antitrypsin)\b(?!\s*+(?:-\s*+)?(?:proteinase|antitrypsin))",
                re.IGNORECASE,
            ),
            unit,
            "low",
            cutoffs,
        ),
        Test(re.compile(r"\b(?:level|lvl|trough|concentration)s?\b", re.IGNORECASE), unit, "low", cutoffs),
    )
