"""Numbers as people write them: digits with any separator, fractions, powers of ten, and words.

A number that can be read two ways keeps both readings and is marked ambiguous (domain rule T7); nothing is
guessed. Error-prone spellings are reported beside the value, which is still read (domain rule T6).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

__all__ = ["NUMBER_WORD", "NumberReading", "digit_runs", "read_number", "read_words"]

_DIGITS = re.compile(r"\d+")

# fmt: off
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_ONES)} | {word: 10 * at for at, word in enumerate(_TENS, start=2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_SHARES = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4), "third": Fraction(1, 3)}
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

NUMBER_WORD = (
    r"(?:(?:"
    + "|".join([*_ONES[1:], *_TENS])
    + r"|a\s+hundred|a\s+thousand|half|a\s+half|a\s+quarter)"
    + r"(?:[\s-]+(?:and[\s-]+(?:a[\s-]+)?)?(?:"
    + "|".join([*_ONES[1:], *_TENS, *_SCALES, "half", "quarter", "point", "zero"])
    + r")){0,8})"
)
"""Pattern of a number in words, for searching in text (ignoring case)."""

_SPACES = "\u00a0\u2007\u2009\u202f"
_QUALIFIER = re.compile(r"^(?:~|≈|≃|approximately|approx\.?|about|ca\.?|circa)\s*", re.IGNORECASE)
_RANGE = re.compile(
    r"^(?:between\s+)?(?P<low>.*?\S)\s*+(?:-|–|—|\bto\b|\bor\b|\band\b)\s*+(?P<high>.+)$", re.IGNORECASE
)
_POWER = re.compile(
    r"^(?:(?P<factor>[\d.,]+)\s*[x×*·]\s*)?10\s*(?:\^|\*\*|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹]))\s*(?P<exponent>\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})$"
)
_SCIENTIFIC = re.compile(r"^(?P<factor>\d+(?:\.\d+)?)e\+?(?P<exponent>\d{1,2})$", re.IGNORECASE)
_FRACTION = re.compile(r"^(?:(?P<whole>\d+)(?:[\s-]+|\s+and\s+))?(?P<top>\d+)\s*[/\u2044]\s*(?P<bottom>\d+)$")
_SCALED = re.compile(r"^(?P<rest>.*?\S)\s*+(?P<scale>million|mil|mio|thousand|billion|k)$", re.IGNORECASE)
_SCALE_VALUE = {"million": 10**6, "mil": 10**6, "mio": 10**6, "thousand": 1000, "k": 1000, "billion": 10**9}
_LONGEST, _MOST_DIGITS = 80, 16  # longer ones are no amounts, and int() refuses very long ones
_LONG_RUN = 5  # digits without a separator that people misread (100000)


@lru_cache(maxsize=8)
def digit_runs(text: str) -> tuple[int, ...]:
    """Return where the runs of digits in ``text`` begin."""
    return tuple([match.start() for match in _DIGITS.finditer(text)])


class NumberReading(NamedTuple):
    """What a written number can mean.

    Args:
        values: One value; low and high of a range; every reading of an ambiguous number; empty when unreadable.
        ambiguous: Whether the values are different readings of one number.
        is_range: Whether the values are the ends of a range.
        notations: Error-prone spellings found, in plain words.
    """

    values: tuple[Fraction, ...] = ()
    ambiguous: bool = False
    is_range: bool = False
    notations: tuple[str, ...] = ()


def read_number(text: str) -> NumberReading:
    """Read a number as written (``"1,000"``, ``".5"``, ``"3.900"``, ``"25-50"``, ``"forty"``).

    Args:
        text: The number alone, without its unit.

    Returns:
        The readings; ``values`` is empty when ``text`` is no number.
    """
    plain = text.strip()
    if len(plain) > _LONGEST or re.search(rf"\d{{{_MOST_DIGITS}}}", plain):
        return NumberReading()
    qualified = _QUALIFIER.sub("", plain)
    notations = ("approximate",) if qualified != plain else ()
    single = _single(qualified)
    if single.values:
        return NumberReading(single.values, single.ambiguous, is_range=False, notations=notations + single.notations)
    return _range(qualified, notations)


def _range(text: str, notations: tuple[str, ...]) -> NumberReading:
    match = _RANGE.match(text)
    if match is None:
        return NumberReading()
    low, high = _single(match["low"]), _single(match["high"])
    if len(low.values) != 1 or len(high.values) != 1 or low.values[0] >= high.values[0]:
        return NumberReading()
    both = (low.values[0], high.values[0])
    return NumberReading(both, ambiguous=False, is_range=True, notations=notations + low.notations + high.notations)


def _single(text: str) -> NumberReading:
    """One number: powers, scientific, fractions, a scale word, digits, words; in that order."""
    spaced = re.sub("[½¼¾⅓⅔⅛]", lambda found: " " + _VULGAR[found[0]], text).strip()
    for read in (_power, _fraction, _digits, _scaled):
        reading = read(spaced)
        if reading.values:
            return reading
    value = read_words(spaced)
    return NumberReading() if value is None else NumberReading((value,))


def _power(text: str) -> NumberReading:
    match = _POWER.match(text) or _SCIENTIFIC.match(text)
    if match is None:
        return NumberReading()
    factor = _digits(match["factor"]) if match["factor"] else NumberReading((Fraction(1),))
    scale = Fraction(10) ** int(match["exponent"].translate(_SUPERSCRIPTS))
    return NumberReading(tuple(value * scale for value in factor.values), factor.ambiguous)


def _fraction(text: str) -> NumberReading:
    match = _FRACTION.match(text)
    if match is None or int(match["bottom"]) == 0:
        return NumberReading()
    return NumberReading((int(match["whole"] or 0) + Fraction(int(match["top"]), int(match["bottom"])),))


def _scaled(text: str) -> NumberReading:
    match = _SCALED.match(text)
    if match is None:
        return NumberReading()
    rest = _digits(match["rest"])
    scale = _SCALE_VALUE[match["scale"].casefold()]
    return NumberReading(tuple(value * scale for value in rest.values), rest.ambiguous, notations=rest.notations)


def _digits(text: str) -> NumberReading:
    """Digits with separators. The last separator decides, and three digits after a lone dot stay ambiguous."""
    spaceless = re.sub(rf"(?<=\d)[{_SPACES} '’](?=\d{{3}}(?!\d))", "", text)
    if re.fullmatch(r"\d+", spaceless):
        long_run = len(spaceless) >= _LONG_RUN and spaceless == text
        return NumberReading((Fraction(spaceless),), notations=("no thousands separator",) if long_run else ())
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", spaceless) and not spaceless.startswith("0,"):
        return _decimal(spaceless.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+", spaceless):
        return _decimal(spaceless.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", spaceless):
        both = (Fraction(spaceless), Fraction(spaceless.replace(".", "")))
        return NumberReading(both, ambiguous=True, notations=("ambiguous separator",))
    if re.fullmatch(r"\d*[.,]\d+|\d+\.", spaceless):
        return _decimal(spaceless.replace(",", "."))
    return NumberReading()


def _decimal(text: str) -> NumberReading:
    whole, point, part = text.partition(".")
    notations = []
    if not whole:
        notations.append("naked decimal")
    if point and part.endswith("0"):
        notations.append("trailing zero")
    return NumberReading((Fraction(f"{whole or 0}.{part or 0}"),), notations=tuple(notations))


@lru_cache(maxsize=256)
def read_words(text: str) -> Fraction | None:
    """Read a number in words (``"one hundred and fifty"``, ``"two and a half"``, ``"one point five"``)."""
    words = [word for word in re.split(r"[\s-]+", text.strip().casefold()) if word not in ("a", "of", "")]
    if not words:
        return None
    if "point" in words:
        return _point(words)
    if words[-1] in _SHARES and "and" in words[1:]:
        at = len(words) - 1 - words[::-1].index("and")
        whole, part = read_words(" ".join(words[:at])), read_words(" ".join(words[at + 1 :]))
        return None if whole is None or part is None else whole + part
    return _whole(words)


def _whole(words: list[str]) -> Fraction | None:
    """Add up ones, tens and scales; a share multiplies what stands before it ("three quarters")."""
    total, group = Fraction(0), Fraction(0)
    before = ""
    for word in words:
        if word in _SMALL:
            if before and not _may_follow(group, _SMALL[word]):
                return None
            group += _SMALL[word]
        elif word == "hundred":
            group = (group or Fraction(1)) * 100
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], Fraction(0)
        elif word in _SHARES:
            group = (group or Fraction(1)) * _SHARES[word]
        elif word != "and" or not before:
            return None
        before = word
    return None if before == "and" else total + group


def _may_follow(group: Fraction, value: int) -> bool:
    """Whether ``value`` may stand after ``group`` in one number: "forty two" may, "two forty" may not."""
    if group == 0 or group % 100 == 0:
        return True
    return group % 10 == 0 and value < 10 and group % 100 >= 20  # noqa: PLR2004 - tens and ones


def _point(words: list[str]) -> Fraction | None:
    at = words.index("point")
    digits = [_SMALL.get(word) for word in words[at + 1 :]]
    whole = read_words(" ".join(words[:at])) if at else Fraction(0)
    if whole is None or not digits or any(digit is None or digit > 9 for digit in digits):  # noqa: PLR2004 - digits
        return None
    return whole + Fraction("0." + "".join(map(str, digits)))
