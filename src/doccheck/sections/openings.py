"""Read the headings and labels of one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from doccheck.sections.titles import SectionKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Opening", "read_heading", "read_labels"]

_MARKDOWN = re.compile(r"\s*+(?:>\s*+)*+#{1,6}\s++(?P<title>[^#\s][^#\r\n]*+)#*+\s*+")
_BOLD = re.compile(
    r"\s*+(?:>\s*+)*+(?:[-*+•]\s++|\d{1,2}[.)]\s++)?(?:\*\*|__)(?P<title>[^*_:\r\n]{1,80}):?(?:\*\*|__)\s*[:\-–—]?\s*"
)
_DECORATED = re.compile(r"\s*+[=\-~*]{2,}+\s*+(?P<title>[^=~*\r\n]{1,79}?[^=~*\s])\s*+[=\-~*]{2,}+\s*+")
_TITLE = r"(?P<title>[A-Za-z][A-Za-z0-9/&.'() -]{0,48}?)\s?:(?!\d)"
_FIRST_LABEL = re.compile(_TITLE)
_LATER_LABEL = re.compile(r"(?:(?<=[.;|]\s)|(?<=\s\s)|(?<=\t)|(?<=[\-*•]\s))" + _TITLE)
_COLUMN = re.compile(r"(?P<title>[A-Za-z][A-Za-z/&-]{1,14}(?: [A-Za-z/&-]{1,14}){0,2})(?:\t+| {2,})(?=\S)")
_SIGNING = re.compile(
    r"(?:(?:electronically|digitally|dictated and electronically) (?:co-?)?(?:e-?)?signed|(?:e-?|"
    r"co-?)?signed(?: electronically)?(?: by)?|authenticated by|/s/)"
    r"(?!\W*(?:\w+ ){0,3}(?:consent|order|form|waiver|abn|release))[\s:*,\u2013\u2014-]*(?=[A-Z])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*+[\[(<]{1,2}\s*+(?P<title>[^\[\]()<>\r\n]{3,79}?[^\[\]()<>\s])\s*+[\])>]{1,2}\s*+:?\s*+")
_NOT_TODAY = (SectionKind.PREVIOUS_VISIT, SectionKind.OTHER_PATIENT)
_MAX_TITLE_WORDS = 8
_ABBREVIATION = 3
# In capitals too, these labels govern their own line only: "ORDER: …" stands above what was then given.
_ONE_LINE = frozenset(
    {
        SectionKind.ORDERS,
        SectionKind.PLAN,
        SectionKind.CONSENT,
        SectionKind.INSTRUCTIONS,
        SectionKind.DIAGNOSIS,
        SectionKind.NECESSITY,
        SectionKind.VITALS,
    }
)


@dataclass(slots=True)
class Opening:
    """A place where a section begins, before its end is known."""

    title: str
    kind: SectionKind
    start: int
    body_start: int
    heading: bool
    quoted: bool = False


def read_heading(text: str, start: int, end: int) -> Opening | None:
    """Read the line ``text[start:end]`` as a heading of its own, if it is one."""
    match = _MARKDOWN.fullmatch(text, start, end) or _DECORATED.fullmatch(text, start, end)
    if match:
        title = match["title"].strip(" :*_")
        return Opening(title, kind_of(title) or SectionKind.OTHER, match.start("title"), end, heading=True)
    bracket = _BRACKETED.fullmatch(text, start, end)
    if bracket and kind_of(bracket["title"]) in _NOT_TODAY:
        return Opening(
            bracket["title"], kind_of(bracket["title"]) or SectionKind.OTHER, bracket.start("title"), end, heading=True
        )
    bold = _BOLD.match(text, start, end)
    return _bold(text, start, end, bold) if bold else _plain(text[start:end], start)


def _bold(text: str, start: int, end: int, match: re.Match[str]) -> Opening | None:
    """Read ``**Title:** …``; alone on its line it is a heading, else a label."""
    title = match["title"].strip()
    alone = not text[match.end() : end].strip()
    quoted = text[start:end].lstrip().startswith(">")
    kind = kind_of(title) if alone or quoted or len(title.split()) <= _MAX_TITLE_WORDS else None
    if kind is None and not alone:
        return None
    return Opening(title, kind or SectionKind.OTHER, match.start("title"), match.end(), alone, quoted)


def _plain(line: str, start: int) -> Opening | None:
    """Read a line without marks as a heading: a known title, or a few words in capitals."""
    bare = line.strip(" \t\ufeff*_:#")
    words = bare.split()
    if not 0 < len(words) <= _MAX_TITLE_WORDS or "***" in line or "___" in line:  # a label whose value is unfilled
        return None
    closed = line.rstrip().endswith(":")
    # "ROUTE: INTRAMUSCULAR" is a label with its value, whatever its letters.
    capital = bare.isupper() and not any(mark in bare for mark in ("  ", ":")) and not any(map(str.isdigit, bare))
    kind = kind_of(bare, whole=not (closed or capital))
    if kind is None and capital and (closed or len(bare) > _ABBREVIATION) and not bare.endswith((".", ",")):
        kind = SectionKind.OTHER
    if kind is None or not (bare[0].isupper() or closed):
        return None
    at = start + line.index(words[0])
    return Opening(bare, kind, at, start + len(line), heading=True)


def read_labels(text: str, start: int, end: int) -> Iterator[Opening]:
    """Read the labels on the line ``text[start:end]``."""
    lead = start + len(text[start:end]) - len(text[start:end].lstrip(" \t\ufeff>*-•"))
    column = _COLUMN.match(text, lead, end)
    if column:
        kind = kind_of(column["title"], whole=True)
        if kind is not None:
            yield Opening(column["title"], kind, lead, column.end(), heading=False)
    signing = _SIGNING.match(text, lead, end)
    if signing:
        yield Opening(signing[0].strip(), SectionKind.SIGNATURE, lead, signing.end(), heading=True)
        return
    opener = _FIRST_LABEL.match(text, lead, end)
    behind = opener.end() if opener else lead
    later = _LATER_LABEL.finditer(text, behind, end) if text.find(":", behind, end) >= 0 else ()
    for match in chain((opener,) if opener else (), later):
        title = match["title"].strip()
        words = len(title.split())
        if words > _MAX_TITLE_WORDS:
            continue
        first = match.start() == lead
        shout = title.isupper() and len(title) > _ABBREVIATION
        kind = kind_of(title, whole=not (first and (shout or words > 1)))
        if kind is None and first and shout and text[match.end() : end].strip():
            kind = SectionKind.OTHER
        if kind is not None:
            governs = first and shout and kind not in _ONE_LINE and not title.startswith(("FAILED", "TRIED"))
            yield Opening(title, kind, match.start("title"), match.end(), heading=governs)
