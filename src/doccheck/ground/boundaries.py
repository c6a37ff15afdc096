"""Where a quote may begin and end: never inside a word, a number, a fraction, a range or a date.

``5 mg`` stands in ``15 mg``, ``1.5 mg``, ``1,005 mg``, ``1/5 mg`` and ``2-5 mg`` as letters, and in none of them as
an amount.
"""

from __future__ import annotations

import re
from unicodedata import combining

from doccheck.language.patterns import Pattern

__all__ = ["cuts_token", "cuts_unit"]

_REACH = 12
"""Code points looked at outside the quote."""

_DASH = r"\u2010-\u2015\u2212\-"
_THIN = r"\u00a0\u2007\u2009\u202f"
_NUMBER_BEFORE = Pattern(rf"(?:\d[.,/:\u2044{_THIN}{_DASH}]|(?<![\w).])\.)\Z")
_NUMBER_BEHIND = Pattern(rf"[.,/:\u2044{_THIN}{_DASH}]\d")
_THOUSANDS_BEFORE = Pattern(r"(?<!\d)\d{1,3}[ \u00a0]\Z")
_CLOCK_BEFORE = Pattern(rf"\d:\d\d[{_DASH}]\Z")
_CLOCK_BEHIND = Pattern(rf"[{_DASH}]\d{{1,2}}:\d\d")
_NAME_BEFORE = Pattern(r"[^\W\d_]{4}\Z")
_UNIT_GOES_ON = Pattern(
    r"\s*(?:/|\bper\b)\s*"
    r"(?:kg|kilo(?:gram)?s?|lbs?|m2|m\u00b2|m\^2|bsa|ml|cc|l|dl|liter|h|hr|hour|min|minute)\b",
    re.IGNORECASE,
)


def cuts_token(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins or ends in the middle of a letter, a word or a number."""
    if combining(text[start]) or (end < len(text) and combining(text[end])):
        return True
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return _cut_in_front(before, text[start], text[start : start + 3]) or _cut_behind(text[end - 1], behind)


def _cut_in_front(before: str, first: str, three: str) -> bool:
    if not before or not first.isalnum():
        return False
    left = before[-1]
    if first.isdigit():
        if left.isalpha():
            # ``Toradol30 mg`` is a name run into a number (domain rule T6); ``B12`` and ``J2326`` are names.
            return _NAME_BEFORE.search(before) is None
        if _NUMBER_BEFORE.search(before):
            return _CLOCK_BEFORE.search(before) is None
        return left.isdigit() or (three == "000" and _THOUSANDS_BEFORE.search(before) is not None)
    return left.isalpha()


def _cut_behind(last: str, behind: str) -> bool:
    if not behind or not last.isalnum():
        return False
    right = behind[0]
    if last.isdigit():
        # ``10`` may be quoted out of ``10mg``.
        return right.isdigit() or (_NUMBER_BEHIND.match(behind) is not None and _CLOCK_BEHIND.match(behind) is None)
    return right.isalnum()


def cuts_unit(text: str, end: int) -> bool:
    """Whether the unit before ``end`` goes on behind it (``20 mg`` of ``20 mg/kg``): another kind of amount."""
    return _UNIT_GOES_ON.match(text, end) is not None
