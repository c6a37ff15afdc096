"""The places of a record that name a patient: headers, page tops, and words such as "belongs to …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doccheck.note import Span
from doccheck.sections.persons import Person, name_at, name_in, number_at

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Header", "find_headers"]

# Where a label may begin, in lower-case text: a first letter that can be scanned for.
_KEY = re.compile(
    r"(?:p(?:atient|t|age)|m(?:rn|\.r\.n|rs?|s|iss)|name|client|belong(?:s|ing)?|(?:medical )?record|chart"
    r"|d\.?o\.?b|birth|date of birth)\b"
)
# A capital or a digit follows a label: "the patient was seen" is none.
_LABEL = re.compile(
    r"(?:(?P<plain>(?:(?:patient|pt)(?:(?:'s)? name)?|client))|(?P<loose>name)|(?P<told>belong(?:s|ing)? to)"
    r"|(?P<titled>m(?:rs?|s|iss))|(?P<page>page \d{1,3}(?: (?:of|/) \d{1,3})?))(?=[^\w\[]{1,24}(?-i:[^\W\d_a-z]))"
    r"|(?:(?P<number>m\.?r\.?n|(?:(?:medical )?record|chart|patient|pt) (?:number|no|id|#))"
    r"|(?P<born>d\.?o\.?b|birth ?date|date of birth))(?![a-z0-9])(?=[^\n]{0,12}\d)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\.?(?P<sign>[ \t*_]*(?:[:=|\u2013\u2014]|-(?=\s))|[ \t]*(?:\t|  ))?[ \t*_:|]*")
_NEXT_LINE = re.compile(r"[ \t*_:-]*\r?\n[ \t]*(?=[^\r\n]{3,60}\r?(?:\n|$))")
_NUMBER_SIGN = re.compile(r"(?: ?(?:no\b\.?|number\b|id\b|#))?\.?[ \t*_]*[:=#|]?[ \t*_]*", re.IGNORECASE)
_PAGE_SIGN = re.compile(r"[ \t:,|)\]*=_-]*(?:\r?\n[ \t]*)?")
_RECEIVES = re.compile(
    r",?\s(?:(?:was|has been|is)\s(?:\w+\s)?(?:given|administered|infused|injected|started|dosed)"
    r"|received|receives|got|tolerated)\b",
    re.IGNORECASE,
)
# Somebody else's number or birthday, or this patient's own one elsewhere.
_ASIDE = re.compile(
    r"(?:mother|father|mom|dad|baby|newborn|infant|spouse|husband|wife|partner|parent|guardian|guarantor|subscriber|"
    r"insured|holder|donor|contact|caregiver|sibling|brother|sister|twin|son|daughter|provider|nurse|physician|old|"
    r"prior|previous|former|outside|other|legacy|external|hospital|clinic)(?:'s|s')?[ \t:(-]{0,3}$",
    re.IGNORECASE,
)
_ASIDE_REACH = 16
_ENDS = re.compile(r"[ \t]*(?:[,;|(\r\n\u2013\u2014-]|\Z|  |\t)")
_TO_SPACE = re.compile(r"[^\s|,;)]*")
_LEAD = " \t*_|#>-=\ufeff[("
_REACH = 160
_LINES = 3
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Header:
    """A place that names a patient.

    Args:
        person: Who is named.
        span: The words that do so.
        heads: Whether it stands like a header, so that it governs what is below; else it tells of its own line.
        owns: Whether it can tell whose record this is.
    """

    person: Person
    span: Span
    heads: bool
    owns: bool = True


def find_headers(text: str) -> Iterator[Header]:
    """Yield the places of ``text`` that name a patient; marks that stand together are one header."""
    open_header: Header | None = None
    loose = False
    for mark, kind in _marks(text):
        joined = None if open_header is None else _joined(text, open_header, mark)
        if joined is None:
            if open_header is not None and not _is_bare(open_header, loose=loose):
                yield open_header
            open_header, loose = mark, kind == "loose"
        else:
            open_header, loose = joined, loose and kind in ("loose", "number", "born")
    if open_header is not None and not _is_bare(open_header, loose=loose):
        yield open_header


def _is_bare(header: Header, *, loose: bool) -> bool:
    """Whether only "Name:" announces it, which may as well be the name of a drug or a nurse."""
    return loose and not header.person.number and not header.person.born


def _joined(text: str, first: Header, second: Header) -> Header | None:
    """Return two marks as one header, ``None`` where they stand apart or contradict each other."""
    gap = text[first.span.end : second.span.start]
    if len(gap) > _REACH or gap.count("\n") > _LINES:
        return None
    mine, theirs = first.person, second.person
    if any(one and other and one != other for one, other in _pairs(mine, theirs)):
        return None
    person = Person(mine.name or theirs.name, mine.number or theirs.number, mine.born or theirs.born)
    span = Span(first.span.start, max(first.span.end, second.span.end))
    return replace(first, person=person, span=span, heads=first.heads or (second.heads and first.owns))


def _pairs(mine: Person, theirs: Person) -> tuple[tuple[object, object], ...]:
    return (mine.name, theirs.name), (mine.number, theirs.number), (mine.born, theirs.born)


def _marks(text: str) -> Iterator[tuple[Header, str]]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter that grows when folded would shift every place behind it
        lower = "".join(one if len(one.lower()) != 1 else one.lower() for one in text)
    for key in _KEY.finditer(lower):
        start = key.start()
        match = _LABEL.match(text, start)
        if match is None or (start and (text[start - 1].isalnum() or text[start - 1] in "'-")):
            continue
        kind = match.lastgroup or ""
        line = _line_start(text, start)
        if not _ASIDE.search(text, max(line, start - _ASIDE_REACH), start):
            mark = _number(text, match, line) if kind in ("number", "born") else _name(text, match, line)
            if mark is not None:
                yield mark, kind


def _line_start(text: str, at: int) -> int:
    """Return where the line of ``at`` begins; no header begins further back than it reaches."""
    low = max(0, at - _REACH)
    return max(low, *(text.rfind(end, low, at) + 1 for end in "\n\r\f"))


def _number(text: str, label: re.Match[str], line: int) -> Header | None:
    """Read a record number or a date of birth, with the name that alone stands before it on its line."""
    sign = _NUMBER_SIGN.match(text, label.end())
    at = sign.end() if sign else label.end()
    person = number_at(text, at, min(len(text), at + 24), born=label.lastgroup == "born")
    if person is None:
        return None
    named = name_in(text, line, label.start())
    before = text[line : label.start()]
    heads = bool(named) or not before.strip(_LEAD) or before.endswith(("  ", "\t", "| "))
    word = _TO_SPACE.match(text, at)
    span = Span(line if named else label.start(), word.end() if word else at)
    return Header(replace(person, name=named), span, heads)


def _name(text: str, label: re.Match[str], line: int) -> Header | None:
    """Read the name that a label announces."""
    kind = label.lastgroup
    before = text[line : label.start()]
    first = not before.strip(_LEAD) or before.endswith(("  ", "\t", "| "))
    at, signed = _value(text, label, first=first)
    stop = text.find("\n", at)
    words, end = name_at(text, at, len(text) if stop < 0 else stop)
    if not words:
        return None
    span = Span(label.start(), end)
    if not _is_named(text, label, span, whole=len(words) >= _FEWEST, first=first, signed=signed):
        return None
    return Header(Person(words), span, heads=signed and kind != "told", owns=kind not in ("told", "titled"))


def _is_named(text: str, label: re.Match[str], name: Span, *, whole: bool, first: bool, signed: bool) -> bool:
    """Whether the words behind a label are a patient's name: all of a name, or a word that stands there alone."""
    kind = label.lastgroup
    if kind == "titled":
        return _RECEIVES.match(text, name.end) is not None
    if kind == "page":
        return "," in text[label.end() : name.end]
    if kind == "loose" and not first:
        return False
    alone = signed and first and kind != "told" and _ENDS.match(text, name.end) is not None
    return whole or alone


def _value(text: str, label: re.Match[str], *, first: bool) -> tuple[int, bool]:
    """Return where the value of a label begins, and whether a sign announces it."""
    if label.lastgroup == "page":
        sign = _PAGE_SIGN.match(text, label.end())
        return (sign.end() if sign else label.end()), True
    below = _NEXT_LINE.match(text, label.end()) if first else None
    if below is not None:
        return below.end(), True
    sign = _SIGN.match(text, label.end())
    return (sign.end(), sign["sign"] is not None) if sign else (label.end(), False)
