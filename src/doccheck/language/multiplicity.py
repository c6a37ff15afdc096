"""Words that multiply an amount: ``x2``, ``each knee``, ``two`` vials (domain rule T13)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

__all__ = ["PAIRED", "Multiplicity", "is_spread_over_sites", "read_multiplicity", "read_places"]

_WORDS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twice": 2, "both": 2, "thrice": 3,
}  # fmt: skip
_MOST = 60
"""More than this many repetitions is no count of injections; the words mean something else."""


@dataclass(frozen=True, slots=True)
class Multiplicity:
    """How often an amount counts.

    Args:
        times: Whole number, 1 or more.
        separate: Each is an administration of its own (``each knee``, ``x2``); else the amounts are one dose
            (``two`` vials).
        sides: The separate ones are left and right.
        shares: The amount is what each of several places got; together they are one dose (``20 sites x``).
    """

    times: int
    separate: bool
    sides: bool = False
    shares: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    number = "|".join(sorted(_WORDS, key=len, reverse=True))
    each = re.compile(r"\b(?:each|per|every)\s+(?:of\s+)?(?:the\s+)?((?:\w+\s+)?\w+)", re.IGNORECASE)
    times = re.compile(
        rf"(?:\bx|\u00d7|\btimes)\s?(\d{{1,2}}|{number})\b|\b(\d{{1,2}})\s?(?:x\b|\u00d7)", re.IGNORECASE
    )
    counted = re.compile(rf"\b(\d{{1,2}}|{number})\b", re.IGNORECASE)
    return each, times, counted


PAIRED = frozenset({
    "knee", "side", "shoulder", "hip", "eye", "elbow", "wrist", "ankle", "heel", "arm", "thigh", "hand", "foot",
    "deltoid",
    "leg", "joint", "buttock", "breast", "glute", "gluteus", "gluteal", "ventrogluteal", "thumb", "one", "ear", "cheek",
    "temple", "trapezius",
})  # fmt: skip
"""Places of the body that there are two of: "each knee" is the right and the left one."""


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def read_multiplicity(words: str) -> Multiplicity | None:  # noqa: PLR0911 - one form of words after the other
    """Return what ``words`` say about how often an amount counts, ``None`` when they say nothing of it.

    >>> read_multiplicity("each knee")
    Multiplicity(times=2, separate=True, sides=True, shares=False)
    >>> read_multiplicity("two")
    Multiplicity(times=2, separate=False, sides=False, shares=False)
    >>> read_multiplicity("20 sites x")
    Multiplicity(times=20, separate=False, sides=False, shares=True)
    """
    if (places := _read_shares(words)) is not None:
        return places
    each, times, counted = _patterns()
    if re.fullmatch(
        r"(?:O[DS]|right|left|[RL])\b.*\b(?:then|followed by)\b.*\b(?:O[DS]|right|left|[RL])", words, re.IGNORECASE
    ):
        return Multiplicity(2, separate=True, sides=True)
    if _each_of_both().fullmatch(words.strip()):
        return Multiplicity(2, separate=True, sides=True)
    if match := each.search(words):
        nouns = match.group(1).lower().split()
        counted_nouns = [_number(noun) for noun in nouns if (noun.isdigit() or noun in _WORDS) and noun != "one"]
        if counted_nouns and counted_nouns[0] > 1:
            return _bounded(counted_nouns[0], separate=True)
        paired = any(noun in PAIRED or noun.rstrip("s") in PAIRED for noun in nouns)
        return Multiplicity(2, separate=True, sides=True) if paired else None
    if match := times.search(words):
        return _bounded(_number(match.group(1) or match.group(2)), separate=True)
    if match := counted.search(words):
        acts = re.search(r"\b(?:injections?|shots?|doses|boluses)\b", words, re.IGNORECASE)
        return _bounded(_number(match.group(1)), separate=acts is not None)
    return None


def _read_shares(words: str) -> Multiplicity | None:
    """Return in how many places each amount went, where the words say "each" or multiply ("20 sites x 0.5 mL")."""
    times = read_places(words)
    if times is None or _shares()[1].search(words) is None:
        return None
    return Multiplicity(times, separate=False, shares=True)


def read_places(words: str) -> int | None:
    """Return how many places ``words`` name, two or more ("into 20 detrusor sites"); ``None`` where they name none.

    >>> read_places("1 mL into 20 detrusor sites")
    20
    """
    match = _shares()[0].search(words)
    times = _number(match.group(1) or match.group(2)) if match is not None else 1
    return times if 2 <= times <= _MOST else None  # noqa: PLR2004


@cache
def _shares() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = "|".join(
        sorted((word for word in _WORDS if word not in ("a", "an", "both", "twice", "thrice")), key=len)[::-1]
    )
    return (
        re.compile(
            rf"\b(\d{{1,2}}|{number})\s+(?:[a-z]+\s+){{0,2}}?(?:sites?|points?|locations?|places?|spots?|injections)\b"
            r"|^(\d{1,2})\s?[x\u00d7]\s?[\d.]+\s?(?:ml|cc|units?|u)\b",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:each|per|apiece|of)\b|\bx\s?\d|\d\s?x\b|\bx\b|[\u00d7@]", re.IGNORECASE),
    )


@cache
def _each_of_both() -> re.Pattern[str]:
    """Words that begin with both sides and end with "each", or the other way round: "both knees with 40 mg each"."""
    both = r"(?:both|bilateral(?:ly)?|right and left|left and right|R and L|L and R|R & L|L & R)"
    return re.compile(rf"{both}\b.{{0,240}}\beach|each\b.{{0,240}}\b{both}", re.IGNORECASE | re.DOTALL)


def is_spread_over_sites(words: str) -> bool:
    """Whether ``words`` right behind an amount spread it over several places: the amount is their total.

    >>> is_spread_over_sites(" IM in 31 sites, bilateral")
    True
    >>> is_spread_over_sites(" in each of 31 sites")
    False
    """
    return _spread().match(words) is not None


@cache
def _spread() -> re.Pattern[str]:
    number = "|".join(sorted((word for word in _WORDS if word not in ("a", "an", "one", "single")), key=len)[::-1])
    return re.compile(
        r"[^.;:\n]{0,60}?\b(?:in(?:to)?|at|across|over|among|between|to)\s+(?:a total of\s+)?"
        rf"(?!1\b)(?:\d{{1,2}}|{number})\s+(?:\w+\s+){{0,2}}?(?:sites|points|locations|injections|muscles|places|spots)\b",
        re.IGNORECASE,
    )


def _bounded(times: int, *, separate: bool) -> Multiplicity | None:
    return Multiplicity(times, separate) if 1 <= times <= _MOST else None
