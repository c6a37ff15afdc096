"""Find laboratory results that show, or fail to show, a deficiency: vitamin B12 and alpha-1 antitrypsin.

Cut-offs are those laboratories print most: B12 up to 300 pg/mL (221 pmol/L) is low or borderline, methylmalonic acid
above 0.40 µmol/L (400 nmol/L) and homocysteine above 15 µmol/L are high; alpha-1 antitrypsin of 90 mg/dL or 20 µmol/L
and more is normal. A flag or a reference range in the note wins over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_aat_levels", "find_deficiency_labs"]

_NUMBER = r"[<>≤≥~]?\s*(?P<value>\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d+)?)"
_MOL = r"(?:[uµμ]|micro)"
_REACH = 80
_BEFORE = 40

_LOW = Pattern(
    r"\b(?:low|decreased|deficient|below|reduced|depressed|subnormal|undetectable|critical(?:ly)?|undetected)\b|"
    r"\b[Ll]ow|\bL\b|↓",
)
_HIGH = Pattern(r"\b(?:high|elevated|raised|increased|above|up)\b|\b[Hh]igh|\bH\b|↑")
_FLAG_WORDS = Pattern(
    r"\b(?:low|decreased|deficient|below|reduced|depressed|subnormal|undetectable|high|elevated|raised|increased)\b",
    re.IGNORECASE,
)
_NORMAL = Pattern(
    r"\b(?:normal(?!\s*(?:range|:|\d|>|<|\())|wnl|within (?:normal|reference|range|limits)|unremarkable|in range|"
    r"adequate|sufficient|replete)\b",
    re.IGNORECASE,
)
_NOT_ABNORMAL = Pattern(r"\bnot\s+(?:low|elevated|high|deficient|decreased|raised)\b", re.IGNORECASE)
_PENDING = Pattern(
    r"\b(?:pending|ordered|to be drawn|will (?:be )?(?:check|draw|obtain|repeat|order)\w*|sent today|drawn today|"
    r"await\w*|recheck|"
    r"not (?:yet )?(?:done|drawn|available|back|resulted|obtained)|repeat|due)\b",
    re.IGNORECASE,
)
_RANGE = Pattern(
    r"(?:[\[(,;]\s*)?(?:(?:ref(?:erence)?\.?|normal|nl|rr|range)\s*(?:range|interval|value)?s?\s*[:=]?\s*|(?<=[\["
    r"(])\s*)"
    r"(?:(?P<low>\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?)|[>≥]\s*=?\s*(?P<above>\d+(?:\.\d+)?)|[<≤]"
    r"\s*=?\s*(?P<below>\d+(?:\.\d+)?))",
    re.IGNORECASE,
)
_LEAD_IN = (
    r"[\s:=|,*(\-–]{0,6}(?:(?:levels?|lvl|result|was|is|of|at|came|back|today|on|serum|value|measured|only|very|"
    r"low|high|elevated|"
    r"\(?[lLhH]\)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?)[\s:=|,*()\-–]{1,4}){0,5}"
)
_NOT_A_RESULT = (
    r"(?!\s*(?:mcg|ug|µg|μg|mg\b(?!\s*/\s*dl)|units?|iu|ml\b|cc|i\.?m\b|sq|subq|inj|x\s?\d|monthly|weekly|daily|"
    r"/\d|[-/]\d|\d|%|:\d))"
)


@dataclass(frozen=True, slots=True)
class _Test:
    """One laboratory test: its names, units, which side of the range shows deficiency, and cut-offs by unit."""

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
        limit = next((limit for start, limit in self.cutoffs if folded.startswith(start)), self.cutoffs[0][1])
        if self.deficient == "low":
            return "low" if value <= limit else "normal"
        return "high" if value > limit else "normal"


@cache
def _value_pattern(unit: str) -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}\s*(?P<unit>{unit})", re.IGNORECASE)


@cache
def _bare_value() -> re.Pattern[str]:
    return re.compile(_LEAD_IN + _NUMBER + r"(?![\d.,]*\d)" + _NOT_A_RESULT, re.IGNORECASE)


@cache
def _deficiency_tests() -> tuple[_Test, ...]:
    return (
        _Test(
            re.compile(
                r"\b(?:(?:vitamin|vit\.?)\s*)?(?:b[\s-]?12|cobalamin|holotranscobalamin|holotc)\b", re.IGNORECASE
            ),
            r"pg\s*/\s*ml|ng\s*/\s*l|pmol\s*/\s*l|pg/dl",
            "low",
            (("p", 300), ("pmol", 221)),
        ),
        _Test(
            re.compile(r"\b(?:methylmalonic(?:\s+acid)?|methylmalonate|mma)\b", re.IGNORECASE),
            rf"{_MOL}mol\s*/\s*l|nmol\s*/\s*l",
            "high",
            (("u", 0.4), ("µ", 0.4), ("μ", 0.4), ("micro", 0.4), ("nmol", 400)),
        ),
        _Test(
            re.compile(r"\b(?:homocysteine|hcys?)\b", re.IGNORECASE),
            rf"{_MOL}mol\s*/\s*l|mg\s*/\s*l",
            "high",
            (("", 15),),
        ),
    )


@cache
def _aat_tests() -> tuple[_Test, ...]:
    unit = rf"mg\s*/\s*dl|g\s*/\s*l|{_MOL}(?:mol\s*/\s*l|molar|m)\b"
    cutoffs = (("mg", 89.999), ("g", 0.89999), ("u", 19.999), ("µ", 19.999), ("μ", 19.999), ("micro", 19.999))
    return (
        _Test(
            re.compile(
                r"\b(?:aat|a1at|a-?1-?at|a1-?antitrypsin|(?:alpha|\u03b1)[\s-]{0,3}1(?:[\s-]{0,3}(?:anti-?trypsin|"
                r"proteinase inhibitor|pi|at))?|"
                r"antitrypsin)\b(?!\s*-?\s*(?:proteinase|antitrypsin))",
                re.IGNORECASE,
            ),
            unit,
            "low",
            cutoffs,
        ),
        _Test(re.compile(r"\b(?:level|lvl|trough|concentration)s?\b", re.IGNORECASE), unit, "low", cutoffs),
    )


@reader("b vita vit coba holo meth mma homo hcy hcys leve lvl ")
def find_deficiency_labs(text: str) -> list[Mention]:
    """Return B12, methylmalonic acid and homocysteine results; ``value`` is deficient, normal or pending.

    A result has a number beside the name of the test, or an explicit low, elevated or normal; the name
    alone (``B12 deficiency``) and a dose (``B12 1000 mcg``) are none.
    """
    if not re.search(r"b[\s-]?12|cobalamin|holot|mma\b|methylmalon|hcy|homocyst|level|lvl", text, re.IGNORECASE):
        return []
    found = [mention for test in _deficiency_tests() for mention in _results(text, test)]
    b12 = _deficiency_tests()[0]
    for match in re.finditer(r"\b(?:level|lvl)\b", text, re.IGNORECASE):
        if any(mention.span.overlaps(Span(*match.span())) for mention in found):
            continue
        value = b12.value().search(text[match.end() : match.end() + 40])
        if value:
            found.append(_judged(text, b12, match.start(), match.end(), value))
    return sorted(found, key=lambda mention: mention.span)


@reader("aat a alph \u03b1 anti leve lvl trou conc seru ")
def find_aat_levels(text: str) -> list[Mention]:
    """Return alpha-1 antitrypsin levels; ``value`` is low, normal or pending."""
    found: list[Mention] = []
    for index, test in enumerate(_aat_tests()):
        for mention in _results(text, test, named=index == 0):
            if not any(other.span.overlaps(mention.span) for other in found):
                found.append(mention)
    return [
        Mention(mention.span, "low" if mention.value == "deficient" else mention.value)
        for mention in sorted(found, key=lambda mention: mention.span)
    ]


def _results(text: str, test: _Test, *, named: bool = True) -> list[Mention]:
    """Return the results of one test; without its own name only a number with its unit is one."""
    found = []
    for match in test.name.finditer(text):
        after = _clause(text, match.end())
        value = test.value().search(after)
        if (
            value is None
            and named
            and not re.match(r"\s*-?\s*(?:defici|augment|replac|proteinase|inj|shot)", after, re.IGNORECASE)
        ):
            value = _bare_value().match(after)
        if value is not None:
            found.append(_judged(text, test, match.start(), match.end(), value))
        elif named and (mention := _in_words(text, test, match.start(), match.end(), after)) is not None:
            found.append(mention)
    return found


def _clause(text: str, start: int) -> str:
    """Return what follows a test's name, up to the end of its clause or the next test."""
    window = text[start : start + _REACH]
    return re.split(
        r"[;\n]|(?<=[a-z)])\.\s|\s\+\s|\b(?:mma|methylmalonic|homocysteine|hcy|genotype|phenotype|fev)\b",
        window,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]


def _judged(text: str, test: _Test, start: int, end: int, value: re.Match[str]) -> Mention:
    """Judge a value by the range or the flag beside it, else by its cut-off."""
    number = float(value["value"].replace(",", ""))
    stop = end + value.end()
    after = text[stop : stop + 60]
    unit = value.groupdict().get("unit") or ""
    verdict = _by_range(number, after)
    if verdict is None:
        near = re.match(r"[\s,(\[*|]*(?:which is|is|was|and)?\s*[A-Za-z↓↑]*", after)
        verdict = _flag(f"{text[end : end + value.start('value')]} {near[0] if near else ''}", test)
    if verdict is None:
        verdict = _flag_before(text, test, start)
    if verdict is None:
        verdict = test.verdict(number, unit)
    tail = re.match(r"\s*[(\[]?\b(?:LOW|HIGH|low|high|L|H)\b[)\]]?", after)
    return Mention(Span(start, stop + (tail.end() if tail else 0)), "normal" if verdict == "normal" else "deficient")


def _by_range(value: float, after: str) -> str | None:
    limits = _RANGE.search(after[:50])
    if limits is None:
        return None
    if limits["low"]:
        return "low" if value < float(limits["low"]) else "high" if value > float(limits["high"]) else "normal"
    if limits["above"]:
        return "normal" if value >= float(limits["above"]) else "low"
    return "normal" if value <= float(limits["below"]) else "high"


def _flag(words: str, test: _Test) -> str | None:
    if _NOT_ABNORMAL.search(words):
        return "normal"
    if (_LOW if test.deficient == "low" else _HIGH).search(words):
        return test.deficient
    return "normal" if _NORMAL.search(words) else None


def _flag_before(text: str, test: _Test, start: int) -> str | None:
    """Read an adjective in front of the test: ``low B12``, ``elevated MMA and homocysteine``."""
    before = text[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1]
    match = re.search(
        r"\b(?P<flag>\w+)\s+(?:(?:serum|plasma|vitamin|vit|level|levels|of|both)\s+){0,3}(?:[\w-]+(?:\s+acid)?\s"
        r"*(?:and|,|/|&)\s*){0,2}$",
        before,
    )
    if match is None:
        return None
    return _flag(match["flag"].casefold(), test)


def _in_words(text: str, test: _Test, start: int, end: int, after: str) -> Mention | None:
    """Read ``B12 low``, ``MMA was elevated``, ``low B12 level``; a test that is pending has no result."""
    if re.match(r"\s*-?\s*defici", after, re.IGNORECASE):
        return None
    said = re.match(
        r"[\s:=|,*(\-–]{0,6}(?:(?:levels?|lvl|result|was|were|is|are|of|came|back|remains?|still|markedly|mildly|"
        r"very|severely|significantly|"
        r"quite|on|\d{1,2}/\d{1,2}(?:/\d{2,4})?)[\s:=|,*()\-–]{1,4}){0,6}(?:within\s+)?[A-Za-z↓↑]+",
        after,
    )
    words = said[0] if said else ""
    verdict = _flag(words, test)
    if verdict is None and _PENDING.search(after):
        return Mention(Span(start, end), "pending")
    if verdict is None:
        verdict = _flag_before(text, test, start)
        if verdict is None:
            pending = _PENDING.search(text[max(0, start - _BEFORE) : start])
            return Mention(Span(start, end), "pending") if pending else None
        begin = text.rfind(" ", 0, max(0, start - 1)) + 1
        return Mention(Span(begin, end), "normal" if verdict == "normal" else "deficient")
    return Mention(Span(start, end + len(words)), "normal" if verdict == "normal" else "deficient")
