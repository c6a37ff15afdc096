"""Containers with a labelled content in running text: ``4 x 100 mg single-dose vials``, ``vial of 300 mg/15 mL``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.language.amounts import find_amounts
from doccheck.language.containers import container_kind
from doccheck.language.numbers import read_number
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.language.amounts import AmountMention
    from doccheck.quantity import Quantity

__all__ = ["VialMention", "find_vials"]

_REACH = 60  # characters
_AROUND = 160  # characters
_MOST = 60
"""More than this is no count of containers."""


@dataclass(frozen=True, slots=True)
class VialMention:
    """A container named with an amount.

    Args:
        span: From the count or amount to the container word.
        count: How many; ``None`` where the word is plural and no number says how many.
        content: Labelled content of one; ``None`` where only a concentration or a volume is named.
        kind: single-dose, multi-dose, or ``None``.
    """

    span: Span
    count: int | None
    content: Quantity | None
    kind: str | None


_NUMBER = r"(?P<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an|single)"
_KIND = (
    r"(?:single|multi|multiple|dose|use|patient|pre|filled|prefilled|preservative|free|lyophili[sz]ed|sterile|powder|glass"
    r"|premixed|size|strength|sdv|mdv)"
)


_PATTERNS = {
    "container": Pattern(
        r"\b(?:vial|syringe|ampou?le|ampule|kit|pen|autoinjector|cartridge|carpuject|bottle|[sm]dv|pfs)(?P<plural>s)?\b"
        r"|\bsingle[\s-]?(?:dose|use)\b(?P<bare>)"
        r"(?![\s-]+(?:\w+[\s-]+){0,2}(?:vial|syr|amp|kit|pen|bottle|pre|pfs|cart|carp))",
        re.IGNORECASE,
        starts="vial syringe amp kit pen autoinjector cartridge carpuject bottle sdv mdv pfs single",
    ),
    "between amount and container": Pattern(
        rf"[\s-]*+(?:(?:{_KIND}|\([^()\n]{{1,24}}\))[\s,-]*+){{0,7}}", re.IGNORECASE
    ),
    "count in front": Pattern(rf"(?<![\w.,/-]){_NUMBER}\s*+(?:(?:[x×]|of|-)\s*+)?$", re.IGNORECASE),
    "count behind": Pattern(
        r"[\s,(]*(?:[x×]\s*|\(\s*)(?P<count>\d{1,2})(?![\d.,/]|\s*(?:mg|mcg|m[lL]|g\b|units?))", re.IGNORECASE
    ),
    "each": Pattern(r"\beach\b(?:(?!\beach\b)[^.;\n])*+$", re.IGNORECASE, starts="each"),
    "times": Pattern(r"\s*[x×]\s*(?P<count>\d{1,2})\b", re.IGNORECASE),
    "lead": Pattern(
        rf"\s*(?:of|containing|with|used|opened|:|\(|=|@|\s){{1,4}}(?:{_NUMBER}\s*+(?:(?:[x×]|of)\s*+)?)?",
        re.IGNORECASE,
    ),
    "words in front": Pattern(
        rf"(?:(?<![\w.,/-]){_NUMBER}\s*+(?:(?:[x×]|of)\s*+)?)?(?:{_KIND}[\s-]+){{0,6}}$", re.IGNORECASE
    ),
    "volume": Pattern(
        r"[\s,]*+(?:\(\s*+)?(?P<volume>\d{1,3}(?:\.\d{1,2})?)\s*m[lL]\s*(?:each\b|(?:per|/)\s?vial\b|vials?\b|\))",
        re.IGNORECASE,
    ),
    "link": Pattern(r"\s*+(?:\([^()\n]{1,24}\)\s*+)?(?:\+|&|,|and\b|plus\b|,\s*and\b)\s*", re.IGNORECASE),
}


@lru_cache(maxsize=4)
def find_vials(text: str) -> tuple[VialMention, ...]:
    """Find containers whose labelled content stands beside them, in order.

    Args:
        text: A note or part of one. Spans are code points into it.
    """
    found: list[VialMention] = []
    for start, end in _stretches(text):
        part = text[start:end]
        amounts = [one for one in find_amounts(part) if one.reading.kind in ("amount", "concentration")]
        for word in _PATTERNS["container"].finditer(part):
            here = _in_front(part, word, amounts) or _behind(part, word, amounts)
            for one in here:
                counted = _one_each(part, one)
                found.append(replace(counted, span=Span(start + one.span.start, start + one.span.end)))
    return tuple(found)


def _stretches(text: str) -> list[tuple[int, int]]:
    """Text around every container word: amounts elsewhere are no content, and most of a note need not be read."""
    stretches: list[tuple[int, int]] = []
    for word in _PATTERNS["container"].finditer(text):
        start, end = word.start() - _AROUND, word.end() + _AROUND
        start = 0 if start <= 0 else text.find(" ", start, word.start()) + 1 or word.start()
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _start(mention: AmountMention) -> int:
    return mention.span.start


def _end(mention: AmountMention) -> int:
    return mention.span.end


def _in_front(text: str, word: re.Match[str], amounts: list[AmountMention]) -> list[VialMention]:
    """``4 x 100 mg + 1 x 50 mg single-dose vials``: amounts in front, with nothing but container words between."""
    first_near = bisect_left(amounts, word.start() - _REACH, key=_end)
    near = range(first_near, bisect_right(amounts, word.start(), key=_end))
    between = _PATTERNS["between amount and container"]
    at = next((at for at in near if between.fullmatch(text, amounts[at].span.end, word.start())), None)
    if at is None:
        return []
    kind = container_kind(text[amounts[at].span.start : word.end()])
    trail = _PATTERNS["count behind"].match(text, word.end())
    first = _counted(text, amounts[at])
    if word["bare"] is not None and first.count is None:
        return []  # "100 mg single-dose" may speak of the dose; "2 x 100 mg single-dose" does not
    count = _count(trail["count"]) if trail is not None else first.count
    measured = _measured(text, amounts[at], word)
    found = [replace(_mention(Span(first.span.start, word.end()), count, amounts[at], word, kind), content=measured)]
    while at > 0 and first.count is not None:
        before = _counted(text, amounts[at - 1])
        if before.count is None or not _PATTERNS["link"].fullmatch(text, before.span.end, first.span.start):
            break
        at, first = at - 1, before
        found.insert(0, _mention(first.span, first.count, amounts[at], word, kind))
    return found


def _behind(text: str, word: re.Match[str], amounts: list[AmountMention]) -> list[VialMention]:
    """``two single-dose vials of 100 mg``, ``Vials: four 1,000 mg + one 500 mg``, ``vials 400 mg x1, 80 mg x2``."""
    behind = bisect_left(amounts, word.end(), key=_start)
    at = behind if behind < len(amounts) else None
    lead = _PATTERNS["lead"].fullmatch(text, word.end(), amounts[at].span.start) if at is not None else None
    if at is None or lead is None or word["bare"] is not None:
        return []
    front = _PATTERNS["words in front"].search(text, max(0, word.start() - 64), word.start())
    start = front.start() if front else word.start()
    kind = container_kind(text[start : word.end()])
    last = _counted(text, amounts[at])
    total = front["count"] if front else None
    count = _count(total) if total and last.count is None else last.count
    found = [_mention(Span(start, last.span.end), count, amounts[at], word, kind)]
    while at + 1 < len(amounts):
        after = _counted(text, amounts[at + 1])
        added = text[last.span.end : after.span.start].strip() == "+"  # "30 g + 5 g": one of each
        linked = _PATTERNS["link"].fullmatch(text, last.span.end, after.span.start) is not None
        if not linked or (not added and None in (last.count, after.count)):
            break
        found[-1] = replace(found[-1], count=found[-1].count or 1)
        at, last = at + 1, after
        found.append(_mention(last.span, last.count or 1, amounts[at], word, kind))
    return found


@dataclass(frozen=True, slots=True)
class _Counted:
    """The number of times an amount is taken, ``None`` when nothing says so, and the place of both."""

    count: int | None
    span: Span


def _counted(text: str, amount: AmountMention) -> _Counted:
    """``4 x 100 mg`` or ``100 mg x 4``: the number directly beside an amount."""
    lead = _PATTERNS["count in front"].search(text, max(0, amount.span.start - 16), amount.span.start)
    if lead is not None:
        return _Counted(_count(lead["count"]), Span(lead.start("count"), amount.span.end))
    trail = _PATTERNS["times"].match(text, amount.span.end)
    if trail is not None:
        return _Counted(_count(trail["count"]), Span(amount.span.start, trail.end()))
    return _Counted(None, amount.span)


def _mention(
    span: Span, count: int | None, amount: AmountMention, word: re.Match[str], kind: str | None
) -> VialMention:
    return VialMention(span, count if count is not None or word["plural"] else 1, _content(amount), kind)


def _one_each(text: str, mention: VialMention) -> VialMention:
    """Leave the count open where one container is named for each of several ("each from a 4 mg vial")."""
    if mention.count != 1 or not _PATTERNS["each"].search(text, max(0, mention.span.start - 32), mention.span.start):
        return mention
    return replace(mention, count=None)


def _count(written: str) -> int | None:
    if written.casefold() in ("a", "an", "single"):
        return 1
    values = read_number(written).values
    return int(values[0]) if values and values[0].denominator == 1 and 0 < values[0] <= _MOST else None


def _measured(text: str, amount: AmountMention, word: re.Match[str]) -> Quantity | None:
    """Labelled content; a plain concentration needs the volume of one container ("40 mg/mL vials (1 mL each)")."""
    content, reading = _content(amount), amount.reading
    if content is not None or reading.kind != "concentration" or reading.ambiguous or len(reading.values) != 1:
        return content
    per = reading.per
    volume = _PATTERNS["volume"].match(text, word.end())
    if volume is None or per is None or per.unit != "mL" or per.value != 1:
        return None
    return reading.values[0].times(Fraction(volume["volume"]))


def _content(amount: AmountMention) -> Quantity | None:
    """Labelled content: a plain amount of drug, or the numerator of one that is measured in more or less than 1 mL."""
    reading = amount.reading
    if reading.ambiguous or len(reading.values) != 1:
        return None
    content = reading.values[0]
    if reading.kind == "amount":
        return content if content.dimension not in ("volume", "doses", "vials") else None
    per = reading.per
    labelled = per is not None and (per.dimension == "vials" or per.value != 1)
    return content if labelled else None
