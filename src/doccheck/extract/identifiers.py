"""Find what may identify a patient, so that it can be masked before anything leaves the machine.

Known identifiers come first; then what has the shape of one (numbers, addresses, contacts) and names that a label,
a title or a credential announces. This reduces what is sent; it guarantees nothing: a name that nothing announces is
not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.dates import find_dates
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Identifier", "find_identifiers", "left_over", "words_of"]

_NAME = r"(?:[A-Z]\.|[A-Z][\w'\u2019]{1,40}(?:-[A-Z]\w{1,40})?)"
_NAMES = rf"{_NAME}(?:[ \t]++{_NAME}){{0,3}}"
_CREDENTIAL = r"(?:MD|DO|NP|PA|PA-C|RN|LPN|MA|CMA|PharmD|ARNP|APRN|FNP|FNP-C|CRNA|DPM|DNP|PhD|BSN|RPh|scribe)\b"
_DOSE = re.compile(r"\s*(?:mg|mcg|\u00b5g|g|ml|units?|iu|u|meq|mci)\b", re.IGNORECASE)
_NDC = re.compile(r"\d{4,5}-\d{3,4}-\d{1,2}")
_LONG_NUMBER = re.compile(r"\d{7,}")
_LEAST_LETTERS = 3
_MANY_DIGITS = 7

# Words that stand beside names or begin sentences and are no names.
_NO_NAMES = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "was",
        "were",
        "has",
        "had",
        "not",
        "patient",
        "pt",
        "date",
        "dob",
        "mrn",
        "age",
        "sex",
        "male",
        "female",
        "dr",
        "doctor",
        "provider",
        "nurse",
        "signed",
        "order",
        "ordered",
        "dose",
        "drug",
        "given",
        "route",
        "site",
        "lot",
        "exp",
        "time",
        "plan",
        "note",
        "visit",
        "clinic",
        "center",
        "hospital",
        "left",
        "right",
        "may",
        "june",
        "april",
        "march",
        "august",
        "md",
        "do",
        "np",
        "pa",
        "rn",
        "lpn",
        "injection",
        "tolerated",
        "denies",
        "reports",
        "seen",
        "states",
        "presents",
        "received",
        "instructions",
        "education",
        "infusion",
    ]
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something that may identify: its kind (NAME, ID, PHONE …) and place."""

    kind: str
    span: Span


_ID_LABEL = (
    r"MRN|medical record(?: (?:number|no\.?|#))?|account|acct|member id|patient id|pt id|policy|subscriber(?: id)?|"
    r"chart|encounter|visit id|csn|fin|npi|dea|license|licence|ssn|medicare(?: id)?|mbi|hicn|insurance id|claim|"
    r"accession|device|serial"
)
_STREET = (
    r"St(?:reet)?|Ave(?:nue)?|R(?:oa)?d|Blvd|Boulevard|Lane|Ln|Dr(?:ive)?|Court|Ct|Way|Pl(?:ace)?|Terrace|Hwy|Highway|"
    r"Pkwy|Circle|Cir"
)
_PERSON = (
    r"patient(?:'s)? name|patient|pt|name|client|member|subscriber|guarantor|mother|father|spouse|husband|wife|"
    r"daughter|son|contact|next of kin"
)
_SIGNED = (
    r"signed(?: electronically)?|electronically signed|authenticated|dictated|transcribed|seen|ordered|prescribed|"
    r"administered|given|reviewed"
)

# Kind, pattern and flags, the surest first; the group ``x`` is the identifier where the pattern holds more.
_SHAPES: tuple[tuple[str, str, re.RegexFlag], ...] = (
    ("EMAIL", r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+", re.NOFLAG),
    ("URL", r"\b(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE),
    ("IP", r"\b\d{1,3}(?:\.\d{1,3}){3}\b", re.NOFLAG),
    ("SSN", r"\b\d{3}-\d{2}-\d{4}\b", re.NOFLAG),
    ("PHONE", r"(?<!\w)(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}\b", re.NOFLAG),
    (
        "ID",
        rf"\b(?:{_ID_LABEL})[ \t]*+(?:(?:no\.?|number|id|#)[ \t]*+)?(?:[:#=][ \t]*+)?(?P<x>[A-Z]{{0,4}}[-\d][\w-]{{0,60}}?\d[\w-]*+)",  # noqa: E501
        re.IGNORECASE,
    ),
    (
        "ADDRESS",
        rf"\b\d{{1,6}}[ \t]+(?:[NSEW]\.?[ \t]+)?(?:[A-Z][\w']+[ \t]+){{1,4}}(?:{_STREET})\b\.?(?:,?[ \t]+(?:Apt|Unit|Suite|Ste|#)\.?[ \t]*\w+)?",  # noqa: E501
        re.NOFLAG,
    ),
    ("ADDRESS", r"\b[A-Z][a-z]+(?:[ \t][A-Z][a-z]+)?,[ \t]*[A-Z]{2}[ \t]+\d{5}(?:-\d{4})?\b", re.NOFLAG),
    ("AGE", r"\b(?P<x>(?:9\d|1[0-2]\d))[ -]?(?:year|yr|y/?o|yo)\b", re.IGNORECASE),
    ("NAME", rf"(?:(?i:\b(?:{_PERSON})\b)(?:[ \t*_|]*+[:=])?[ \t*_|]++)(?P<x>{_NAMES})", re.NOFLAG),
    ("NAME", rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Doctor|Nurse)\.?[ \t]+(?P<x>{_NAMES})", re.NOFLAG),
    (
        "NAME",
        rf"(?:(?i:\b(?:{_SIGNED})(?:[ \t]+by)?)(?:[ \t]*+:)?[ \t]++|/s/[ \t]*)(?P<x>{_NAMES})(?=,?[ \t]+{_CREDENTIAL}|[ \t]+\d|[ \t]*$)",  # noqa: E501
        re.MULTILINE,
    ),
    ("NAME", rf"(?P<x>{_NAMES}),[ \t]*{_CREDENTIAL}", re.NOFLAG),
    ("NUMBER", rf"(?<![\w.,-])(?:\d{{{_MANY_DIGITS},}}|(?=(?:-?\d){{9}})\d+(?:-\d+)+)(?![\w-])", re.NOFLAG),
)


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, flags)) for kind, pattern, flags in _SHAPES)


def words_of(known: Iterable[str]) -> tuple[str, ...]:
    """Return known identifiers and the single words of names, longest first."""
    words: set[str] = set()
    for identifier in known:
        whole = " ".join(identifier.split())
        if len(whole) >= _LEAST_LETTERS:
            words.add(whole)
        words |= {part for part in re.split(r"[\s,;]+", whole) if _is_name_word(part)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _is_name_word(word: str) -> bool:
    plain = word.strip(".'\u2019")
    return len(plain) >= _LEAST_LETTERS and plain.casefold() not in _NO_NAMES


def find_identifiers(text: str, known: Iterable[str] = ()) -> tuple[Identifier, ...]:
    """Return what may identify in ``text``, in order, none overlapping.

    Args:
        text: The note.
        known: Identifiers of this patient known from elsewhere.
    """
    dates = [Identifier("DATE", mention.span) for mention in find_dates(text)]
    named = [*_known(text, words_of(known)), *dates, *_shaped(text)]
    words = words_of(text[found.span.start : found.span.end] for found in named if found.kind == "NAME")
    named += _known(text, words, same_case=True)
    chosen: list[Identifier] = []
    for found in named:
        if not any(found.span.overlaps(other.span) for other in chosen):
            chosen.append(found)
    return tuple(sorted(chosen, key=lambda found: found.span))


def _known(text: str, words: Iterable[str], *, same_case: bool = False) -> Iterator[Identifier]:
    for word in words:
        pattern = r"\s+".join(re.escape(part) for part in word.split())
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, 0 if same_case else re.IGNORECASE):
            yield Identifier("NAME", Span(*match.span()))


def _shaped(text: str) -> Iterator[Identifier]:
    for kind, pattern in _shapes():
        group = "x" if "x" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            span = Span(*match.span(group))
            if kind == "NUMBER" and (_DOSE.match(text, span.end) or _NDC.fullmatch(match.group())):
                continue
            if kind == "NAME":
                kept = _names_only(text, span)
                if kept is None:
                    continue
                span = kept
            yield Identifier(kind, span)


def _names_only(text: str, span: Span) -> Span | None:
    """The leading run of words that can be names."""
    end = span.start
    for word in re.finditer(r"\S+", text[span.start : span.end]):
        plain = word.group().strip(".,'\u2019")
        if plain.casefold() in _NO_NAMES:
            break
        end = span.start + word.end()
    words = text[span.start : end].split()
    return Span(span.start, end) if any(_is_name_word(word) for word in words) else None


def left_over(sent: str, known: Iterable[str]) -> bool:
    """Whether text that is about to be sent still holds a known identifier, a contact, or a long number."""
    if any(True for _ in _known(sent, words_of(known))):
        return True
    if any(_DOSE.match(sent, number.end()) is None for number in _LONG_NUMBER.finditer(sent)):
        return True
    return any(found.kind in {"EMAIL", "SSN", "PHONE", "NUMBER"} for found in _shaped(sent))
