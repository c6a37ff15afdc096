"""Find laboratory results that show, or fail to show, a deficiency: vitamin B12 and alpha-1 antitrypsin.

Cut-offs are those laboratories print most: B12 below 200 pg/mL is low and up to 300 borderline (148 and 221 pmol/L),
methylmalonic acid above 0.40 µmol/L (or 400 nmol/L) and homocysteine above 15 µmol/L are high; alpha-1 antitrypsin
of 90 mg/dL or 20 µmol/L and more is normal. A flag or a reference range in the note wins over them.
"""

from __future__ import annotations

import re
from functools import cache

from doccheck.language.mention import Mention
from doccheck.note import Span

__all__ = ["find_aat_levels", "find_deficiency_labs"]

_LOW = re.compile(
    r"\b(?:low|LOW|L|decreased|deficient|below|reduced|depressed|subnormal|undetectable|down|critical(?:ly)?|severely low)\b|↓|<\s*LL|\(L\)|\bL\*"
)
_HIGH = re.compile(r"\b(?:high|HIGH|H|elevated|raised|increased|above|up)\b|↑|\(H\)")
_NORMAL = re.compile(
    r"\b(?:normal|wnl|within (?:normal|reference|range)|unremarkable|in range|adequate|sufficient|replete)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\b(?:pending|ordered|to be drawn|will (?:be )?(?:check|draw|obtain|repeat|order)\w*|sent today|drawn today|not (?:yet )?(?:done|drawn|available|back)|await\w*|recheck|repeat)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:[<>≤≥~]?\s*(?P<value>\d{1,5}(?:,\d{3})?(?:\.\d+)?))"
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?)|(?:>|≥)\s*(?P<above>\d+(?:\.\d+)?)|(?:<|≤)\s*(?P<below>\d+(?:\.\d+)?)"
)
_RANGE_WORD = re.compile(
    r"\b(?:ref(?:erence)?\.?(?: range| interval)?|normal(?: range)?|nl|range|rr)\b\s*[:=]?\s*", re.IGNORECASE
)
_REACH = 70


@cache
def _analytes() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return (
        (
            "b12",
            re.compile(
                r"\b(?:(?:vitamin|vit\.?|serum|plasma)\s*)*(?:b[\s-]?12|cobalamin|holotranscobalamin|holotc)(?:\s+(?:level|lvl|serum))?\b",
                re.IGNORECASE,
            ),
            re.compile(_NUMBER + r"\s*(?P<unit>pg\s*/\s*ml|ng\s*/\s*l|pmol\s*/\s*l|pg/dl)", re.IGNORECASE),
        ),
        (
            "mma",
            re.compile(r"\b(?:methylmalonic(?:\s+acid)?|methylmalonate|mma)\b", re.IGNORECASE),
            re.compile(_NUMBER + r"\s*(?P<unit>(?:[uµμ]|micro)mol\s*/\s*l|nmol\s*/\s*l)", re.IGNORECASE),
        ),
        (
            "homocysteine",
            re.compile(r"\b(?:homocysteine|hcy|hcys)\b", re.IGNORECASE),
            re.compile(_NUMBER + r"\s*(?P<unit>(?:[uµμ]|micro)mol\s*/\s*l|mg\s*/\s*l)", re.IGNORECASE),
        ),
    )


_AAT_NAME = re.compile(
    r"\b(?:(?:serum|plasma|baseline)\s+)?(?:aat|a1at|a-?1-?at|a1-?antitrypsin|(?:alpha|α)[\s-]*1[\s-]*(?:anti-?trypsin|proteinase inhibitor|pi|at)|"
    r"antitrypsin)(?:\s+(?:serum|level|lvl|concentration))*\b",
    re.IGNORECASE,
)
_AAT_LEVEL = re.compile(r"\b(?:serum|trough|baseline)?\s*(?:level|lvl|trough|concentration)s?\b", re.IGNORECASE)
_AAT_VALUE = re.compile(
    _NUMBER + r"\s*(?P<unit>mg\s*/\s*dl|g\s*/\s*l|(?:[uµμ]|micro)(?:m|mol\s*/\s*l|molar)\b)", re.IGNORECASE
)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _by_range(value: float, after: str) -> str | None:
    """Judge ``value`` by a reference range written behind it."""
    word = _RANGE_WORD.search(after[:60])
    if word is None:
        return None
    limits = _RANGE.match(after, word.end())
    if limits is None:
        return None
    if limits["low"]:
        low, high = float(limits["low"]), float(limits["high"])
        return "low" if value < low else "high" if value > high else "normal"
    if limits["above"]:
        return "normal" if value >= float(limits["above"]) else "low"
    return "normal" if value <= float(limits["below"]) else "high"


def _by_cutoff(analyte: str, value: float, unit: str) -> str:
    folded = unit.casefold().replace(" ", "")
    if analyte == "b12":
        limit = 221 if folded.startswith("pmol") else 300
        return "low" if value <= limit else "normal"
    if analyte == "mma":
        limit = 400 if folded.startswith("nmol") else 0.4
        return "high" if value > limit else "normal"
    if analyte == "aat":
        if folded == "g/l":
            value, folded = value * 100, "mg/dl"
        return "normal" if value >= (90 if folded == "mg/dl" else 20) else "low"
    return "high" if value > (15 if folded.endswith("mol/l") else 2) else "normal"


def _flag(words: str, analyte: str) -> str | None:
    if re.search(r"\bnot\s+(?:low|elevated|high|deficient|decreased|raised)\b", words, re.IGNORECASE):
        return "normal"
    low, high = _LOW.search(words), _HIGH.search(words)
    if analyte in ("b12", "aat"):
        if low:
            return "low"
    elif high:
        return "high"
    return "normal" if _NORMAL.search(_RANGE_WORD.sub("", words)) else None


def find_deficiency_labs(text: str) -> list[Mention]:
    """Return B12, methylmalonic acid and homocysteine results; ``value`` is deficient, normal or pending.

    A result has a number with the unit of the test, or an explicit low, elevated or normal beside its name; the name
    alone (``B12 deficiency``, ``B12 1000 mcg``) is none.
    """
    found = []
    for analyte, name, number in _analytes():
        for match in name.finditer(text):
            mention = _result(text, analyte, match.span(), number)
            if mention is not None:
                found.append(mention)
    found += _level(text, found)
    return sorted(found, key=lambda mention: mention.span)


def _clip(text: str) -> str:
    """Cut at the end of the clause."""
    return re.split(
        r"[;\n]|(?<=[a-z)])\.\s|\s\+\s|\b(?:and|with|but)\b(?=[^.]*\b(?:mma|methylmalonic|homocysteine|b-?12)\b)",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]


def _result(text: str, analyte: str, place: tuple[int, int], number: re.Pattern[str]) -> Mention | None:
    start, end = place
    after = _clip(text[end : end + _REACH])
    before = text[max(0, start - 25) : start].rsplit("\n", 1)[-1].rsplit(".", 1)[-1].rsplit(";", 1)[-1]
    value = number.search(after)
    if value:
        verdict = (
            _by_range(_number(value["value"]), text[end + value.end() : end + value.end() + 60])
            or _flag(after[: value.start()] + " " + after[value.end() : value.end() + 12], analyte)
            or _flag(before, analyte)
            or _by_cutoff(analyte, _number(value["value"]), value["unit"])
        )
        tail = re.match(r"\s*\(?(?:LOW|HIGH|low|high|L|H)\b\)?", after[value.end() :])
        stop = end + value.end() + (tail.end() if tail else 0)
        return Mention(Span(start, stop), "normal" if verdict == "normal" else "deficient")
    if _PENDING.search(after) or _PENDING.search(before):
        return Mention(Span(start, end), "pending")
    near = re.match(
        r"\W*(?:levels?|was|were|is|of|came back|remains?|markedly|mildly|very|severely|significantly|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\W)*\s*\w+",
        after,
    )
    words = near[0] if near else ""
    verdict = _flag(words, analyte) or _flag(before[-14:], analyte)
    if re.match(r"\s*defici", after):
        return None
    if verdict is None:
        return None
    return Mention(
        Span(
            start - len(before[-14:]) if _flag(before[-14:], analyte) and not _flag(words, analyte) else start,
            end + len(words),
        ),
        "normal" if verdict == "normal" else "deficient",
    )


def _level(text: str, found: list[Mention]) -> list[Mention]:
    """A bare "level" with a B12 unit is the B12 of a B12 note."""
    more = []
    for match in re.finditer(
        r"\b(?:level|lvl)\b[^.;\n]{0,40}?" + _NUMBER + r"\s*(?P<unit>pg\s*/\s*ml|pmol\s*/\s*l)", text, re.IGNORECASE
    ):
        span = Span(*match.span())
        if any(mention.span.overlaps(span) for mention in found):
            continue
        verdict = _flag(match[0], "b12") or _by_cutoff("b12", _number(match["value"]), match["unit"])
        more.append(Mention(span, "normal" if verdict == "normal" else "deficient"))
    return more


def find_aat_levels(text: str) -> list[Mention]:
    """Return alpha-1 antitrypsin levels; ``value`` is low, normal or pending."""
    found = []
    for name in (_AAT_NAME, _AAT_LEVEL):
        for match in name.finditer(text):
            if any(mention.span.overlaps(Span(*match.span())) for mention in found):
                continue
            after = re.split(r"[;\n]", text[match.end() : match.end() + _REACH], maxsplit=1)[0]
            value = _AAT_VALUE.search(after)
            if value:
                tail = text[match.end() + value.end() : match.end() + value.end() + 60]
                verdict = _by_range(_number(value["value"]), tail) or _flag(
                    after[: value.start()] + " " + tail[:10], "aat"
                )
                verdict = verdict or _by_cutoff("aat", _number(value["value"]), value["unit"])
                found.append(
                    Mention(Span(match.start(), match.end() + value.end()), "normal" if verdict == "normal" else "low")
                )
            elif name is _AAT_NAME:
                words = re.match(r"\W*(?:(?:level|was|is|of|result|came back|markedly|very|severely)\W+)*\w+", after)
                said = words[0] if words else ""
                if re.match(r"\s*defici", after):
                    continue
                if _PENDING.search(after[:40]):
                    found.append(Mention(Span(match.start(), match.end()), "pending"))
                elif (verdict := _flag(said, "aat")) is not None:
                    found.append(Mention(Span(match.start(), match.end() + len(said)), verdict))
    return sorted(found, key=lambda mention: mention.span)
