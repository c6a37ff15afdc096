"""Find signatures: who authenticated an entry, with what credential, and whether it is really signed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from doccheck.language.patterns import Pattern
from doccheck.note import Span

__all__ = ["Signature", "find_signatures"]

_PRESCRIBER = (
    r"M\.?D\.?|D\.?O\.?|MBBS|MBChB|DPM|APRN|ARNP|CRNP|DNP|(?:F|A|AG|P|PMH|WH|AC|N|G)?NP(?:-?[A-Z]{1,2})?|"
    r"AGACNP(?:-BC)?|CNS|CNM|CNP|PA(?:-?C)?"
)
_NURSE = r"RN|R\.N\.|LPN|LVN|BSN|MSN|OCN|CRNI|RN-BC"
_OTHER = r"MA|CMA|RMA|CCMA|PharmD|RPh|CPhT|PT|scribe|Scribe|EMT|CST|RT"
_CREDENTIAL = Pattern(
    rf"(?<![A-Za-z.])(?:(?P<prescriber>{_PRESCRIBER})|(?P<nurse>{_NURSE})|(?P<other>{_OTHER}))(?![A-Za-z0-9])"
)
_PERSON = Pattern(
    rf"(?:Dr\.?\s+)?[A-Z][\w'’.\-]{{0,40}}(?:[ \t]++(?:[a-z]{{2,3}}[ \t]++)?[A-Z][\w'’.\-]{{0,40}}){{0,4}}[ \t]*+"
    rf"(?:,[ \t]*+)?(?:\()?(?<![A-Za-z.\-])"
    rf"(?P<credential>(?:{_PRESCRIBER}|{_NURSE}|{_OTHER})(?:[ \t]*,[ \t"
    rf"]*[A-Z][A-Za-z-]{{1,6}}(?![a-z]))*)(?![A-Za-z0-9])\)?"
)
_ACT = Pattern(
    r"/s/|\b(?:e-?|electronically |digitally )?(?:co-?)?signed\b(?: electronically| digitally)?(?: and dated)?|"
    r"\b(?:e-?|electronic |digital )?signature\b|\bauthenticated\b|\b(?:electronically )?(?:verified|attested|"
    r"approved|finali[sz]ed)(?: and (?:e-?|electronically )?signed)? by\b|"
    r"\belectronically (?:verified|authenticated|approved|reviewed)\b|\b(?:e-?sign(?:ed)?|esigned)\b",
    re.IGNORECASE,
)
_UNSIGNED = Pattern(
    r"\bunsigned\b|\bnever (?:been )?signed\b|\bnot (?:yet )?(?:been )?(?:e-?|electronically )?signed\b|\bpending"
    r"\b|\bdraft\b|\bawait\w*\b|\bto be (?:e-?)?signed\b|"
    r"\bneeds? (?:to be )?sign\w*|\bwill sign\b|\bsign here\b|\bpreliminary\b|\bdictated but not (?:read|signed|"
    r"reviewed)\b|"
    r"\bauto-?signed\b|\bunauthenticated\b|\bnot authenticated\b|\bincomplete\b|\bunverified\b|_{3,}|\[\s"
    r"*(?:signature|sign|name|provider)\w*\s*\]|\*{3}|\brequired\b|\bmissing\b|\b(?:declined|refused|rejected|revoked|voided|omitted|"
    r"waived|unavailable|not obtained|not available)\b|"
    r"\bsignature stamp\b|\bstamped?\b|\bqueue\b|\bopen (?:note|encounter)\b",
    re.IGNORECASE,
)
_SCRIBE = Pattern(r"\bscrib\w+\b", re.IGNORECASE)
_OTHER_SIGNED = Pattern(
    r"\b(?:consent|order(?:ed|s)?|form|release|T\.?O\.?|V\.?O\.?|touch|rems|abn|waiver|checklist|authori[sz]ation"
    r"|agreement|by (?:the )?patient|patient signed|guardian)\b",
    re.IGNORECASE,
)
_STAMP = Pattern(
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4}|[A-Z][a-z]{2,8} "
    r"\d{1,2}, \d{4}|\b\d{1,2}:?\d{2}\s*(?:[AaPp]\.?[Mm]|h\b)?"
)
# Lengths, in characters, that tell a name line from prose and a label from a sentence; the head of a note, in lines.
_LEAD = 90
_NAME_LINE = 90
_SHORT = 60
_BESIDE = 40
_PROSE = 160
_LABEL = 12
_HEAD = 4


class Signature(NamedTuple):
    """One signature or signature line.

    Args:
        span: Its place.
        credential: ``prescriber``, ``nurse``, ``other``, or ``""`` when none is written.
        signed: Whether it is authenticated: an act of signing, or a nurse's name with credential, and no word
            such as draft or pending.
        of_order: Whether it is the signature of an order, a consent or another paper.
    """

    span: Span
    credential: str
    signed: bool
    of_order: bool = False


@cache
def _line_pattern() -> re.Pattern[str]:
    return re.compile(r"[^\r\n\f]+")


def _credential(words: str) -> str:
    best = ""
    for match in _CREDENTIAL.finditer(words):
        kind = match.lastgroup or ""
        if kind == "prescriber":
            return kind
        best = best or kind
    return best


@lru_cache(maxsize=4)
def find_signatures(text: str) -> tuple[Signature, ...]:
    """Return the signature lines of ``text``.

    A name with a prescriber's credential needs an act of signing on its line or on one of the two lines
    beside it, or a date or time stamp behind it; a nurse's entry is signed by name and credential.
    """
    lines = [match.span() for match in _line_pattern().finditer(text) if match[0].strip()]
    found = []
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        folded = line.casefold()
        act = _ACT.search(line) if any(hint in folded for hint in _ACT_HINTS) else None
        person = _person(line)
        if act is None and person is None:
            continue
        signature = _acted(text, lines, index, act) if act else _named(text, lines, index, person)
        if signature is not None:
            found.append(signature)
    return tuple(found)


_CREDENTIAL_HINTS = (
    "MD",
    "DO",
    "NP",
    "PA",
    "RN",
    "LPN",
    "LVN",
    "BSN",
    "MSN",
    "M.D",
    "D.O",
    "MB",
    "DPM",
    "CNS",
    "CNM",
    "MA",
    "OCN",
    "R.N",
    "PharmD",
    "RPh",
    "CPhT",
    "PT",
    "cribe",
    "EMT",
    "CST",
    "RT",
    "CNP",
)
_ACT_HINTS = ("sign", "/s/", "authenticat", "verif", "attest", "approv", "finali")


def _person(line: str) -> re.Match[str] | None:
    """Return the last person with a credential on a line that holds little else."""
    last = None
    if not any(hint in line for hint in _CREDENTIAL_HINTS):
        return None
    for match in _PERSON.finditer(line):
        last = match
    return last


def _draft(text: str, start: int, end: int) -> bool:
    return bool(_UNSIGNED.search(text, start, end))


def _acted(text: str, lines: list[tuple[int, int]], index: int, act: re.Match[str]) -> Signature | None:
    """Read a line with an act of signing; name and credential may stand on a line beside it."""
    start, end = lines[index]
    line = text[start:end]
    at = max(0, act.start() - _LEAD)
    sentence = line[at : act.end() + 110]
    before = re.split(r"(?<=[a-z)])\.\s", line[at : act.start()])[-1]
    after = re.split(r"(?<=[a-z)]{2})\.\s", line[act.end() : act.end() + 110])[0]
    of_order = bool(
        _OTHER_SIGNED.search(before) or re.match(r"\W*(?:consent|order|form|by (?:the )?patient)", after, re.IGNORECASE)
    )
    of_order = of_order or bool(
        re.match(
            r"\W*(?:treatment |physician |provider |medication )?(?:orders?|t\.?o\.?|v\.?o\.?|rx)\b",
            line,
            re.IGNORECASE,
        )
    )
    draft = bool(_UNSIGNED.search(before[-_BESIDE:] + line[act.start() : act.end()] + after))
    credential = _credential(after) or _credential(before)
    low, high = start, end
    if not credential and not of_order:
        for step in (-1, -2, 1):
            near = index + step
            if not 0 <= near < len(lines):
                continue
            other = text[lines[near][0] : lines[near][1]]
            if len(other) < _NAME_LINE and _credential(other) and (person := _person(other)):
                credential = _credential(person[0])
                low, high = min(low, lines[near][0]), max(high, lines[near][1])
                break
            if len(other) > _SHORT:
                break
    if not credential and re.search(r"\b(?:Dr\.?|Doctor)\s+[A-Z]", after + before):
        credential = ""
    scribe = bool(_SCRIBE.search(sentence)) and credential != "prescriber"
    if low == start and high == end:
        first = start + len(line) - len(line.lstrip(" \t*#>-_\ufeff"))
        if len(line) > _PROSE:
            first, high = start + act.start() - len(before.lstrip()), start + act.end() + len(after)
        low = first
    return Signature(Span(low, high), "other" if scribe else credential, not draft and not scribe, of_order)


def _named(text: str, lines: list[tuple[int, int]], index: int, person: re.Match[str] | None) -> Signature | None:
    """Read a line with a name and a credential but no act of signing."""
    if person is None:
        return None
    start, end = lines[index]
    line = text[start:end]
    kind = _credential(person["credential"])
    rest = (line[: person.start()] + line[person.end() :]).strip()
    beside = line[max(0, person.start() - _SHORT) : person.start()]
    of_order = bool(_OTHER_SIGNED.search(beside)) or bool(
        re.search(r"\b(?:per|witness\w*|by|w/|with|dr|order\w*)\.?\s*$", beside, re.IGNORECASE)
    )
    draft = _draft(text, start, end) or (
        index + 1 < len(lines)
        and len(rest) < _BESIDE
        and bool(
            re.match(
                r"\W*(?:draft|unsigned|pending|signature pending|not signed)",
                text[lines[index + 1][0] : lines[index + 1][1]],
                re.IGNORECASE,
            )
        )
    )
    if kind == "nurse":
        return Signature(
            Span(start + person.start(), end if len(rest) < _SHORT else start + person.end()), kind, not draft, of_order
        )
    if kind == "prescriber":
        alone = len(line[: person.start()].strip(" -–—_*")) <= _LABEL
        stamped = bool(_STAMP.search(line[person.end() :]))
        header = index < _HEAD or bool(
            re.match(
                r"\s*(?:attending|provider|surgeon|physician|pcp|referring|supervising|ordering|prescriber)\b",
                line,
                re.IGNORECASE,
            )
        )
        return Signature(
            Span(start + person.start(), end), kind, alone and stamped and not header and not draft, of_order
        )
    return None
