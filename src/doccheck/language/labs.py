"""Find laboratory results that show, or fail to show, a deficiency: vitamin B12 and alpha-1 antitrypsin.

A flag or a reference range in the note wins over the usual cut-offs of :mod:`doccheck.language.lab_tests`.
"""

from __future__ import annotations

import re

from doccheck.language.lab_tests import Test, aat_tests, bare_value, deficiency_tests
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_aat_levels", "find_deficiency_labs"]

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
    r"(?:[\[(,;]\s*)?(?:(?:ref(?:erence)?\.?|normal|nl|rr|range)\s*+(?:range|interval|value)?s?\s*+(?:[:=]\s*+)?|(?<=[\["
    r"(])\s*)"
    r"(?:(?P<low>\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?)|[>≥]\s*+(?:=\s*+)?(?P<above>\d+(?:\.\d+)?)|[<≤]"
    r"\s*+(?:=\s*+)?(?P<below>\d+(?:\.\d+)?))",
    re.IGNORECASE,
)


@reader("b vita vit coba holo meth mma homo hcy hcys leve lvl ")
def find_deficiency_labs(text: str) -> list[Mention]:
    """Return B12, methylmalonic acid and homocysteine results; ``value`` is deficient, normal or pending.

    A result has a number beside the name of the test, or an explicit low, elevated or normal; the name
    alone (``B12 deficiency``) and a dose (``B12 1000 mcg``) are none.
    """
    if not re.search(r"b[\s-]?12|cobalamin|holot|mma\b|methylmalon|hcy|homocyst|level|lvl", text, re.IGNORECASE):
        return []
    found = [mention for test in deficiency_tests() for mention in _results(text, test)]
    b12 = deficiency_tests()[0]
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
    for index, test in enumerate(aat_tests()):
        for mention in _results(text, test, named=index == 0):
            if not any(other.span.overlaps(mention.span) for other in found):
                found.append(mention)
    return [
        Mention(mention.span, "low" if mention.value == "deficient" else mention.value)
        for mention in sorted(found, key=lambda mention: mention.span)
    ]


def _results(text: str, test: Test, *, named: bool = True) -> list[Mention]:
    """Return the results of one test; without its own name only a number with its unit is one."""
    found = []
    for match in test.name.finditer(text):
        after = _clause(text, match.end())
        value = test.value().search(after)
        if (
            value is None
            and named
            and not re.match(r"\s*+(?:-\s*+)?(?:defici|augment|replac|proteinase|inj|shot)", after, re.IGNORECASE)
        ):
            value = bare_value().match(after)
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


def _judged(text: str, test: Test, start: int, end: int, value: re.Match[str]) -> Mention:
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


def _flag(words: str, test: Test) -> str | None:
    if _NOT_ABNORMAL.search(words):
        return "normal"
    if (_LOW if test.deficient == "low" else _HIGH).search(words):
        return test.deficient
    return "normal" if _NORMAL.search(words) else None


def _flag_before(text: str, test: Test, start: int) -> str | None:
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


def _in_words(text: str, test: Test, start: int, end: int, after: str) -> Mention | None:
    """Read ``B12 low``, ``MMA was elevated``, ``low B12 level``; a test that is pending has no result."""
    if re.match(r"\s*+(?:-\s*+)?defici", after, re.IGNORECASE):
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
