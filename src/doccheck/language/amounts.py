"""Amounts as people write them: number and unit together, read into exact quantities or into nothing.

What is a dose, what a strength and what a rate is not decided here: a reading only says what shape the words have
(domain rules T1-T16). A shape that cannot be known stays ``unknown``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from doccheck.language.amount_readings import Reading, read_amount
from doccheck.language.numbers import digit_runs, read_number
from doccheck.language.patterns import Pattern, matches_at
from doccheck.language.units import is_unit_word
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AmountMention", "Reading", "find_amounts", "read_amount"]

_WHOLE_NOTE = 600  # characters; what is shorter is read again rather than remembered
_LARGEST_GRAMS_IN_CAPITALS = 10  # "1 G" is grams; "18 G" and "20G" are needles


class AmountMention(NamedTuple):
    """An amount found in text: its place, number and unit as written, and their reading."""

    span: Span
    number: str
    unit: str
    reading: Reading


_GAP = " -\t\r\n\u00a0\u2007\u2009\u202f"
"""What may stand between a number and its unit."""
_JOINED = frozenset({"usp", "international", "botox", "allergan", "heparin", "cubic"})
"""First words of units of two words."""
_MORE = frozenset({"more", "additional", "further", "extra"})
"""Words that may stand between a number and its unit: "2 more mg", "50 additional mL"."""
_SCALES = frozenset({"million", "thousand"})
# fmt: off
_PER = frozenset({
    "kg", "kgs", "kilogram", "kilograms", "kilo", "lb", "lbs", "pound", "pounds", "m2", "m²", "m^2", "ml", "mls", "cc",
    "c.c.", "milliliter", "milliliters", "millilitre", "millilitres", "l", "dl", "ul", "µl", "μl", "min", "mins",
    "minute", "minutes", "hr", "hrs", "hour", "hours", "h", "day", "days", "d", "wk", "wks", "week", "weeks", "month",
    "months", "mo", "dose", "cycle", "g", "mg", "vial", "syringe", "ampule", "ampoule", "ampul", "amp", "bag", "pen",
})
# fmt: on
"""What an amount is measured per; other words behind "per" are no part of a unit ("per protocol")."""

_UNIT_BEHIND = Pattern(r"[\s-]*+(%|[iIcC]\.[uUcC]\.|[A-Za-zµμ]+)")
_PER_BEHIND = Pattern(
    r"\s*+(?:/|\b[pP][eE][rR]\b)\s*+(?:\d[\d.,]*+\s*+)?((?:(?:single|multi|multiple)[\s-]?(?:dose|use)|square|cubic)"
    r"\s++[a-z]+|[cC]\.[cC]\.|[mM]\^2|[A-Za-zµμ]+[2²]?)(?![A-Za-z0-9²])"
)
_WORD_BEHIND = Pattern(r"\s++[A-Za-z]+")
_NEXT_WORD = Pattern(r"[\s-]++([A-Za-z]+)")
_LONGEST_IN_WORDS = 80  # characters behind the first word of a number in words


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Number in digits, ratio. Compiled when first needed."""
    thin = "\u00a0\u2007\u2009\u202f"
    digits = (
        rf"(?:\d{{1,3}}(?:[,.{thin}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:\x20000)+(?!\d)"
        r"|(?:\d{1,2}(?:[\s-]+|\s+and\s+))?\d/[2348](?![\d/])|\d{0,2}\s?[½¼¾⅓⅔⅛]|\d+[.,]\d+|\d+|(?<![\w.,])[.,]\d+)"
    )
    power = r"(?:\s*[x×]\s*10(?:\s?\^\s?\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
    sources = (
        rf"(?=[\d.,½¼¾⅓⅔⅛])(?<![\d.,:½¼¾])(?<!\d/){digits}{power}(?:\s*(?:[-–—]|\b(?:to|or|TO|OR)\b)\s*{digits})?",
        r"(?<![\d:])1\s?:\s?(?:\d{1,3}(?:,\d{3})+|\d{3,7})(?![\d:])",
    )
    return tuple(re.compile(source) for source in sources)


def find_amounts(text: str) -> list[AmountMention]:
    """Find every amount in ``text``, in order, without overlaps.

    Args:
        text: A note or part of one. Spans are code points into it.

    Returns:
        Mentions with readings, those of kind ``unknown`` (laboratory units and the like) included.
    """
    return list(_search(text) if len(text) < _WHOLE_NOTE else _remembered(text))


@lru_cache(maxsize=4)
def _remembered(text: str) -> tuple[AmountMention, ...]:
    return _search(text)


def _search(text: str) -> tuple[AmountMention, ...]:
    found = sorted((*_in_digits(text), *_in_words(text), *_ratios(text)), key=lambda mention: mention.span)
    kept: list[AmountMention] = []
    for mention in found:
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return tuple(kept)


_WORDS = Pattern(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|hundred|quarter)\b",
    re.IGNORECASE,
)
_VULGAR = Pattern("[½¼¾⅓⅔⅛]")


def _number_starts(text: str) -> list[int]:
    """Return where a number in digits can begin: at a digit, at the point in front of it, at a fraction in one sign."""
    starts: list[int] = []
    for start in digit_runs(text):
        if start and text[start - 1] in ".,":
            starts.append(start - 1)
        starts.append(start)
    if text.isascii():
        return starts
    return sorted([*starts, *(match.start() for match in _VULGAR.finditer(text))])


def _in_digits(text: str) -> Iterator[AmountMention]:
    end = 0
    for match in matches_at(_patterns()[0], text, _number_starts(text), 0, len(text)):
        unit = _unit(text, match.end()) if match.start() >= end else None
        if unit is not None and not _is_needle(match[0], text, unit):
            end = unit.end
            yield _mention(text, match.start(), unit)


def _in_words(text: str) -> Iterator[AmountMention]:
    """Numbers in words: from each number word the longest run of number words that a unit follows."""
    end = 0
    for match in _WORDS.finditer(text):
        if match.start() < end:
            continue
        for stop in _ends(text, match):
            unit = _unit(text, stop)
            if unit is not None and read_number(text[match.start() : stop]).values:
                end = unit.end
                yield _mention(text, match.start(), unit)
                break
        else:
            end = _ends(text, match)[0]


def _ends(text: str, first: re.Match[str]) -> list[int]:
    """Where a number in words may end, the farthest first."""
    ends = [first.end()]
    at = first.end()
    while (word := _NEXT_WORD.match(text, at, first.end() + _LONGEST_IN_WORDS)) is not None:
        folded = word[1].casefold()
        if not (folded in ("and", "a", "an", "to", "or", "point") or read_number(folded).values or folded in _SCALES):
            break
        at = word.end()
        if folded not in ("and", "to", "or", "point"):
            ends.insert(0, at)
    return ends


def _ratios(text: str) -> Iterator[AmountMention]:
    starts = [at for at in digit_runs(text) if text[at] == "1" and ":" in text[at + 1 : at + 3]]
    for match in matches_at(_patterns()[1], text, starts, 0, len(text)):
        yield AmountMention(Span(*match.span()), match[0], "", read_amount(match[0], ""))


class _Unit(NamedTuple):
    """A unit behind a number: where it starts (after a scale word) and ends."""

    start: int
    end: int


def _unit(text: str, at: int) -> _Unit | None:
    """The unit that stands at ``at``, scale word and gap before it left aside, with what it is measured per."""
    match = _UNIT_BEHIND.match(text, at)
    if match is not None and match[1].casefold() in _MORE:
        match = _UNIT_BEHIND.match(text, match.end())
    if match is not None and match[1].casefold() in (*_SCALES, "mil", "k"):
        match = _UNIT_BEHIND.match(text, match.end())
    if match is None:
        return None
    start, end, name = match.start(1), match.end(), match[1].casefold()
    if name in _JOINED or name == "per":
        more = _WORD_BEHIND.match(text, end)
        end = more.end() if more else end
    if not is_unit_word(text[start:end]) or text[end : end + 1] == "²":
        return None
    if "\n" in text[at:start] and end - start == 1:  # "3" ends a line and "L" begins the next
        return None
    return _Unit(start, _with_per(text, end))


def _with_per(text: str, end: int) -> int:
    for _ in range(2):
        below = _PER_BEHIND.match(text, end)
        if below is None:
            break
        name = below[1].casefold()
        last = name.split()[-1]
        square = name.startswith(("square", "cubic")) and last.startswith(("meter", "metre", "centim"))
        if last not in _PER and not square:
            break
        end = below.end()
    return end


def _mention(text: str, start: int, unit: _Unit) -> AmountMention:
    number, written = text[start : unit.start].rstrip(_GAP), text[unit.start : unit.end]
    more = number.rfind(" ")
    if more > 0 and number[more + 1 :].casefold() in _MORE:
        number = number[:more].rstrip(_GAP)
    return AmountMention(Span(start, unit.end), number, written, read_amount(number, written))


def _is_needle(number: str, text: str, unit: _Unit) -> bool:
    """Whether a G is a needle's gauge and no gram: in capitals by its size, in lower case by the words beside it."""
    letter = text[unit.start : unit.end]
    if letter not in ("G", "g"):
        return False
    value = read_number(number).values
    behind = text[unit.end : unit.end + 24].casefold()
    needle = re.match(r"\s*(?:x\s*[\d.]+\s*-?(?:in(?:ch|\b)|\")|needle|angio|catheter|piv|huber|butterfly)", behind)
    if letter == "g":
        before = text[max(0, unit.start - len(number) - 14) : unit.start].rstrip()[: -len(number) or None]
        placed = re.search(r"\b(?:p?iv|access|line|needle|catheter|angiocath)\W*$", before, re.IGNORECASE)
        limb = re.match(r"\s*(?:(?:r|l|rt|lt|right|left)\b\W*)?(?:hand|forearm|arm|wrist|ac\b|antecub|foot)", behind)
        return needle is not None or (placed is not None and limb is not None)
    needle = needle or re.match(r"\s*iv\b", behind)
    return not value or value[0] > _LARGEST_GRAMS_IN_CAPITALS or needle is not None
