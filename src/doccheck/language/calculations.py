"""Find written calculations and work them out again."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from doccheck.language.numbers import NUMBER_WORD, read_words
from doccheck.note import Span
from doccheck.quantity import Quantity, canonical_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Calculation", "find_calculations"]

_Terms: TypeAlias = list[tuple[str | None, str, str | None, str]]
_N = r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_U = (
    r"(?:mg|milligrams?|micrograms?|millilit(?:er|re)s?|grams?|mcg|ug|µg|μg|gm?|ml|cc|units?|iu|u|kg|lbs?|%|"
    r"vials?|m2|m²|hcpcs units?|billing units?|j\d{4} units?)"
)
_PER = (
    r"(?:\s{0,4}(?:/|\bper\b)\s{0,4}(?:1\s{0,4})?(?:kg|m2|m²|ml|(?:billing |hcpcs |j\d{4} )?units?|vial|dose|wk|"
    r"week)\b|\s"
    r"+(?:a|an|each|the)\s{1,4}units?\b|"
    r"/(?:mg|mcg)\b)*"
)
_TERM = rf"(?:{_N})\s{{0,4}}(?:{_U}\b)?{_PER}(?:\s(?:given|infused|administered|injected|total)\b)?"
_OPERATOR = r"(?:÷|/|×|x|X|\*|·|\+|-|−|–|\bdivided by\b|\btimes\b|\bminus\b|\bplus\b|\bat\b)"


class Calculation(NamedTuple):
    """A calculation.

    Args:
        span: Its place.
        holds: Whether the result is right; ``None`` when it cannot be worked out.
        about_units: Whether it ends in billing units or states that given and wasted make up the vial.
        operands: The amounts left of the equals sign, as far as they were understood.
        result: The amount right of it.
    """

    span: Span
    holds: bool | None
    about_units: bool
    operands: tuple[Quantity, ...] = ()
    result: Quantity | None = None


@cache
def _equation() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<left>{_TERM}(?:\s{{0,4}}(?:{_OPERATOR})\s{{0,4}}(?:[a-z]+\s{{1,4}}){{0,2}}{_TERM}){{0,5}})\s{{0,4}}(?:\([^()\n]{{0,20}}\)"
        rf"\s{{0,4}})?(?:=|→|->|\bequals\b|\bmakes\b|\bgives\b|\bcomes to\b|\byields\b|\bmake\b|\bis\b(?=\s"
        rf"{{0,4}}{_N}\s"
        rf"*(?:billing |hcpcs )?units?))\s{{0,4}}(?:approx\.?\s{{0,4}}|about\s{{0,4}}|~"
        rf"\s{{0,4}})?(?:[a-z]\w*\s{{1,4}}x\s{{1,4}})?(?P<right>{_N})\s{{0,4}}(?P<unit>(?:(?:hcpcs|billing|j\d{{4}})\s{{1,4}})?(?:{_U})\b)?",
        re.IGNORECASE,
    )


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


@cache
def _term() -> re.Pattern[str]:
    return re.compile(
        rf"\s{{0,4}}(?P<op>{_OPERATOR})?\s{{0,4}}(?:[a-z]{{1,24}}\s{{1,4}}){{0,2}}?(?P<n>{_N})\s{{0,4}}(?P<u>{_U}\b)?(?P<per>{_PER})",
        re.IGNORECASE,
    )


_TIMES = frozenset(("×", "x", "*", "·", "times", "at"))
_DIVIDE = frozenset(("÷", "/", "divided by"))
_MINUS = frozenset(("-", "−", "–", "minus"))
_ROUNDING = Fraction(1, 2)


def find_calculations(text: str) -> list[Calculation]:
    """Return the calculations of ``text``; each is worked out again in exact numbers.

    Rounding up to a whole billing unit counts as right, rounding otherwise within half a unit does too.
    """
    found = []
    text = _in_figures(text)
    for match in _chained(text):
        unit = re.sub(r"(?i)^(?:hcpcs|billing|j\d{4})\s{1,4}", "", match["unit"] or "")
        terms = [(term["op"], term["n"], term["u"], term["per"]) for term in _term().finditer(match["left"])]
        lead = text[max(0, match.start() - 25) : match.start()].casefold()
        about_units = canonical_unit(unit) == "units" or "unit" in match["left"].casefold() or "unit" in lead
        operands = tuple(Quantity(_number(number), canonical_unit(name or "")) for _, number, name, _ in terms)
        result = Quantity(_number(match["right"]), canonical_unit(unit))
        holds = None if _torn(text, match, terms) else _holds(terms, operands, result)
        found.append(Calculation(Span(*match.span()), holds, about_units, operands, result))
    return found


def _in_figures(text: str) -> str:
    """Write the whole numbers of ``text`` that stand in words in figures, every place unchanged ("three" is 00003)."""

    def figure(match: re.Match[str]) -> str:
        value = read_words(match[0])
        whole = value is not None and value.denominator == 1
        return str(value).zfill(len(match[0])) if whole else match[0]

    return _worded().sub(figure, text)


@cache
def _worded() -> re.Pattern[str]:
    return re.compile(rf"\b{NUMBER_WORD}(?=\s{{1,4}}(?:{_U}|times|vials?|milligram)\b)", re.IGNORECASE)


def _chained(text: str) -> Iterator[re.Match[str]]:
    """Yield the equations of ``text``; in ``a = b = c`` the middle belongs to two."""
    at = 0
    while (match := _equation().search(text, at)) is not None:
        yield match
        at = max(match.start("right"), match.start() + 1)


_NUMBER_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|each)"
_ADD = _MINUS | {"+", "plus"}


def _torn(text: str, match: re.Match[str], terms: _Terms) -> bool:
    """Whether the words hold more than was understood: a part in front, a number in words, or sums before products."""
    before = text[max(0, match.start() - 12) : match.start()].replace("**", "")
    if re.search(rf"(?:{_OPERATOR}|\b{_NUMBER_WORD})\s{{0,4}}$", before, re.IGNORECASE):
        return True
    if re.search(rf"\b{_NUMBER_WORD}\b", match["left"], re.IGNORECASE):
        return True
    signs = [(operator or "").casefold() for operator, *_ in terms[1:]]
    if "" in signs:
        return True
    added = False
    for sign in signs:
        if added and sign not in _ADD:
            return True
        added = added or sign in _ADD
    return False


def _holds(terms: _Terms, operands: tuple[Quantity, ...], result: Quantity) -> bool | None:
    """Work the left side out and compare; ``None`` when it cannot be worked out."""
    if len(terms) == 1:
        return None if terms[0][3].strip() else _restates(operands[0], result)
    worked = operands[0]
    for (operator, _, _, per), operand in zip(terms[1:], operands[1:], strict=True):
        sign = (operator or "").casefold()
        if sign == "at" and "unit" in per.casefold():
            sign = "/"  # 300 mg at 10 mg per unit
        following = _step(sign, worked, operand)
        if following is None:
            return None
        worked = following
    value = worked.value
    if result.unit not in ("", worked.unit) and worked.comparable(result):
        value = worked.to(result.unit).value
    difference = result.value - value
    return 0 <= difference < 1 or abs(difference) <= max(_ROUNDING, abs(value) / 100)


def _restates(only: Quantity, result: Quantity) -> bool | None:
    """Judge ``300 mg = 0.3 g``; ``300 mg = 300 units`` holds, other units depend on the billing unit."""
    if only.comparable(result):
        return abs(only.to(result.unit).value - result.value) <= abs(result.value) / 100
    return True if result.unit == "units" and only.dimension == "mass" and only.value == result.value else None


def _step(sign: str, worked: Quantity, operand: Quantity) -> Quantity | None:
    """Take one step; a product keeps the drug's unit, a quotient of amounts counts units."""
    if sign in _TIMES:
        if "lb" in (worked.unit, operand.unit):
            return None
        unit = operand.unit if worked.unit in ("", "vials", "kg") and operand.unit else worked.unit
        return Quantity(worked.value * operand.value, unit)
    same = operand.unit in ("", worked.unit)
    if not same and operand.comparable(worked):
        operand, same = operand.to(worked.unit), True
    if sign in _DIVIDE:
        return (
            Quantity(worked.value / operand.value, "units" if operand.unit else worked.unit) if operand.value else None
        )
    if not same:
        return None
    return Quantity(worked.value - operand.value if sign in _MINUS else worked.value + operand.value, worked.unit)
