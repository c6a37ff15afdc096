"""Read what the words around a place say about it.

Every quote an extractor offers is read the same way, whoever offers it: is it denied, past, planned, only ordered,
about somebody else, an unfilled template, or part of text that addresses a machine? The cues are those of
:mod:`doccheck.language.cues`; sections (:mod:`doccheck.sections`), dates before the visit and tick boxes say the
same in their own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.ground.grounded import Context
from doccheck.ground.visit import dates_of, visit_day
from doccheck.language.cues import Cue, CueKind, Direction, cue_phrases
from doccheck.language.instructions import find_instructions
from doccheck.language.phrases import Token, tokenise
from doccheck.language.placeholders import find_placeholders
from doccheck.language.sentences import find_sentences, sentence_index
from doccheck.note import Note, Span
from doccheck.sections import Section, SectionKind, find_sections, section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_context"]

_BOX = re.compile(r"\[\s*([xX✓✔ ]?)\s*\]|\(\s*([xX✓✔ ])\s*\)|([☐☒☑✓✔])")
_FIELD_NO = re.compile(
    r"\s*[^\n:;.|]{0,25}[:|]\s*(?:no|none|denied|declined|not done|n)\b\s*(?:$|[\n;.,|)]| {2,})", re.IGNORECASE
)
_SECTION_SAYS: dict[SectionKind, str] = {
    SectionKind.PREVIOUS_VISIT: "historical",
    SectionKind.PAST_HISTORY: "historical",
    SectionKind.ALLERGIES: "historical",
    SectionKind.FAMILY_HISTORY: "other_person",
    SectionKind.OTHER_PATIENT: "other_person",
    SectionKind.PLAN: "planned",
    SectionKind.INSTRUCTIONS: "planned",
    SectionKind.ORDERS: "ordered",
    SectionKind.MEDICATIONS: "ordered",
}
_FLAG = {
    CueKind.NEGATED: "negated",
    CueKind.HISTORICAL: "historical",
    CueKind.PLANNED: "planned",
    CueKind.ORDERED: "ordered",
    CueKind.OTHER_PERSON: "other_person",
}
# A relative only counts as the one spoken of before one of these, or as a possessive or a label.
_KIN_ACTS = frozenset(
    ["has", "had", "is", "was", "takes", "took", "received", "receives", "got", "gets", "uses", "used", "with", "who", "also", "died", "developed", "carries", "tested", "needs", "needed", "did", "on"]
)
_COMPANION = frozenset("with and by to from for".split())  # noqa: SIM905
_REPORTS = frozenset(
    ["reports", "states", "says", "notes", "denies", "present", "accompanied", "accompanies", "drove", "brought", "here", "agrees", "helps", "aware", "asks", "asked", "called", "calls", "confirms", "at", "gives", "gave", "administers", "understands", "verbalized", "understood", "consents", "consented", "signed", "in", "will"]
)
_DETERMINERS = frozenset("her his the their pt pts patient's and but a an one older younger".split())  # noqa: SIM905
_PRONOUNS = frozenset(("he", "she", "they", "we", "i", "patient", "pt", "it"))
_EDGE = 12
_NEGATION_REACH = 12
_HISTORY_REACH = 30


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue in a sentence: what it says, where it looks, its place and how far it reaches."""

    cue: Cue
    start: int
    end: int


@dataclass(slots=True)
class _Page:
    """What is known of one note before any place is asked for, and the cues of the sentences met so far."""

    note: Note
    sentences: tuple[Span, ...]
    sections: tuple[Section, ...]
    instructions: tuple[Span, ...]
    placeholders: tuple[Span, ...]
    cues: dict[int, tuple[list[Token], list[_Hit]]] = field(default_factory=dict)


@lru_cache(maxsize=16)
def _page(note: Note) -> _Page:
    return _Page(
        note, find_sentences(note.text), find_sections(note), find_instructions(note.text), find_placeholders(note.text)
    )


def _cues(page: _Page, index: int) -> tuple[list[Token], list[_Hit]]:
    """Return the words and cues of a sentence, found once."""
    known = page.cues.get(index)
    if known is None:
        sentence = page.sentences[index]
        at = sentence.start
        words = tokenise(page.note.text[at : sentence.end])
        hits = [
            _Hit(cue, at + found.start, at + found.end) for found in cue_phrases().find(words) for cue in found.value
        ]
        tokens = [Token(word, at + start, at + end) for word, start, end in words]
        known = page.cues[index] = (tokens, hits)
    return known


def read_context(note: Note, span: Span) -> Context:
    """Return what the surroundings of ``span`` in ``note`` say about it.

    A cue inside ``span`` counts only where it stands at its very beginning or end: ``"not given"`` as the last words
    of a quote denies it, ``"no relief"`` in its middle is part of what it says.
    """
    page = _page(note)
    flags: dict[str, list[Span]] = {}
    index = sentence_index(page.sentences, span.start)
    done = False
    if index >= 0:
        done = _by_cues(page, index, span, flags)
        _by_dates(page, index, span, flags)
    _by_section(page, span, flags, done=done)
    _by_boxes(page, span, flags)
    if any(passage.overlaps(span) for passage in page.instructions):
        flags["instruction"] = [passage for passage in page.instructions if passage.overlaps(span)]
    gap = _unfilled(page, span)
    if gap is not None:
        flags["template"] = [gap]
    cues = tuple(sorted({cue for cues in flags.values() for cue in cues}))
    return Context(**dict.fromkeys(flags, True), cues=cues)  # type: ignore[arg-type]


def _by_cues(page: _Page, index: int, span: Span, flags: dict[str, list[Span]]) -> bool:
    """Let the cues of the sentence speak; say whether it also says that something was done."""
    tokens, hits = _cues(page, index)
    done = any(
        hit.cue.kind is CueKind.DONE and not _between(hits, tokens, page.note.text, hit, span, CueKind.TERMINATOR)
        for hit in hits
    )
    for hit in hits:
        flag = _FLAG.get(hit.cue.kind)
        if flag is None or not _reaches(page.note.text, tokens, hits, hit, span):
            continue
        if hit.cue.kind is CueKind.ORDERED and done:
            continue
        if hit.cue.kind is CueKind.OTHER_PERSON and not _is_subject(tokens, hit, page.note.text):
            continue
        flags.setdefault(flag, []).append(Span(hit.start, hit.end))
    sentence = page.sentences[index]
    after = page.note.text[span.end : min(sentence.end, span.end + 60)]
    answer = _FIELD_NO.match(after)
    if answer and answer.end() > 0:
        flags.setdefault("negated", []).append(Span(span.end, span.end + answer.end()))
    return done


def _reaches(text: str, tokens: list[Token], hits: list[_Hit], hit: _Hit, span: Span) -> bool:
    """Whether a cue looks at ``span`` and nothing stands between that ends its reach."""
    forward = hit.cue.direction is not Direction.BACKWARD
    if hit.start >= span.start and hit.end <= span.end:  # inside the quote
        if hit.cue.kind is CueKind.NEGATED:
            return hit.start == span.start if forward else hit.end == span.end
        return forward and hit.start - span.start <= _EDGE and hit.cue.kind is not CueKind.ORDERED
    if forward and hit.end <= span.start:
        between = (hit.end, span.start)
    elif hit.cue.direction is not Direction.FORWARD and hit.start >= span.end:
        between = (span.end, hit.start)
    elif forward and hit.start < span.start < hit.end:
        return True  # the quote begins inside the cue
    else:
        return False
    gap = text[between[0] : between[1]]
    if ";" in gap or "|" in gap or "\t" in gap or "   " in gap:
        return hit.cue.kind is CueKind.OTHER_PERSON and ";" not in gap
    words = [token for token in tokens if between[0] <= token.start and token.end <= between[1]]
    limit = {CueKind.NEGATED: _NEGATION_REACH, CueKind.HISTORICAL: _HISTORY_REACH}.get(hit.cue.kind)
    if limit is not None and len(words) > limit:
        return False
    if hit.cue.kind is CueKind.HISTORICAL and not forward and any(token.word == "," for token in words):
        return False
    if any(
        other.cue.kind is CueKind.TERMINATOR and between[0] <= other.start and other.end <= between[1] for other in hits
    ):
        return False
    return not (hit.cue.kind in (CueKind.NEGATED, CueKind.HISTORICAL) and _new_clause(words))


def _new_clause(words: list[Token]) -> bool:
    """Whether a comma or ``and`` in ``words`` opens a new statement: a subject or a past verb follows it."""
    for at, token in enumerate(words):
        if at == 0 and token.word == ":":
            continue  # a label: "Ruled out: ..."
        if token.word not in (",", "and", "(", "—", "–", ":"):
            continue
        following = words[at + 1].word if at + 1 < len(words) else ""
        if (
            following in _PRONOUNS
            or (len(following) > 4 and following.endswith("ed"))
            or following in ("given", "will")
        ):
            return True
        if token.word in ("—", "–", ":"):
            return True
    return False


def _between(hits: list[_Hit], tokens: list[Token], text: str, hit: _Hit, span: Span, kind: CueKind) -> bool:
    """Whether a clause ends between ``hit`` and ``span``."""
    low, high = (hit.end, span.start) if hit.end <= span.start else (span.end, hit.start)
    del tokens
    if low < high and ";" in text[low:high]:
        return True
    return any(other.cue.kind is kind and low <= other.start and other.end <= high for other in hits)


def _is_subject(tokens: list[Token], hit: _Hit, text: str) -> bool:
    """Whether the relative named at ``hit`` is the one spoken of, not a companion, a reporter or a contact."""
    at = next((i for i, token in enumerate(tokens) if token.start >= hit.end), len(tokens))
    following = tokens[at].word if at < len(tokens) else ""
    before = [token.word for token in tokens if token.end <= hit.start]
    words = text[hit.start : hit.end].casefold()
    if (
        "history" in words
        or words.startswith(("fh", "fam", "another", "other", "a different", "the "))
        or "'s" in words
    ):
        return True
    if following in _REPORTS or _COMPANION.intersection(before[-2:]):
        return False
    opens = all(word in _DETERMINERS or not word.isalpha() for word in before[-2:])
    return opens or following in _KIN_ACTS or following in (",", ":", "(", "-")


def _by_dates(page: _Page, index: int, span: Span, flags: dict[str, list[Span]]) -> None:
    """A date before the visit's day makes what it dates past."""
    today = visit_day(page.note)
    if today is None:
        return
    sentence = page.sentences[index]
    text = page.note.text
    for mention in dates_of(text):
        if mention.span.start >= sentence.end:
            break
        if mention.span.end <= sentence.start or mention.span.overlaps(span) or mention.date is None:
            continue
        past = (
            mention.date < today
            if mention.precision == "day"
            else (mention.date.year, mention.date.month) < (today.year, today.month)
        )
        if not past:
            continue
        if mention.span.end <= span.start:
            gap = text[mention.span.end : span.start]
            leads = not text[sentence.start : mention.span.start].strip(" -*•\t>(") or bool(
                re.search(r"(?:\bon|\bin|\bfrom|\bof|\bdated|,)\s*$", text[sentence.start : mention.span.start], re.IGNORECASE)
            )
            if not leads or ";" in gap or "   " in gap or re.search(r"\btoday\b|[,)]\s*(?:now|then|but)\b", gap):
                continue
        else:
            gap = text[span.end : mention.span.start]
            if len(gap) > 60 or ";" in gap or "   " in gap or not re.search(r"(?:\bon|\bin|\bdated|\(|@)\s*$", gap):
                continue
        if re.search(
            r"(?:dob|birth|born|exp\w*|lot)\W*$", text[max(0, mention.span.start - 12) : mention.span.start], re.IGNORECASE
        ):
            continue
        flags.setdefault("historical", []).append(mention.span)


def _by_section(page: _Page, span: Span, flags: dict[str, list[Span]], *, done: bool) -> None:
    section = section_at(page.sections, span.start)
    flag = _SECTION_SAYS.get(section.kind)
    if flag is None or (done and flag in ("planned", "ordered")):
        return
    title_end = min(section.body_start, section.end)
    flags.setdefault(flag, []).append(Span(section.start, max(title_end, section.start)))


def _line(text: str, offset: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, offset) for mark in "\n\r\f") + 1
    ends = [at for mark in "\n\r\f" if (at := text.find(mark, offset)) >= 0]
    return start, min(ends, default=len(text))


def _by_boxes(page: _Page, span: Span, flags: dict[str, list[Span]]) -> None:
    """An empty tick box in front of the words, or a ticked "No" behind them, denies them."""
    text = page.note.text
    start, end = _line(text, span.start)
    boxes = list(_boxes(text, start, end))
    if not boxes:
        return
    before = [(box, ticked) for box, ticked in boxes if box.end <= span.start]
    inside = [(box, ticked) for box, ticked in boxes if span.start <= box.start and box.end <= span.end]
    if before and not before[-1][1]:
        flags.setdefault("negated", []).append(before[-1][0])
    elif inside and inside[0][0].start == span.start and not inside[0][1]:
        flags.setdefault("negated", []).append(inside[0][0])
    for box, ticked in boxes:
        if ticked and box.start >= span.end and re.match(r"\s*no\b", text[box.end : box.end + 6], re.IGNORECASE):
            flags.setdefault("negated", []).append(box)


def _boxes(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    if "[" not in text[start:end] and "(" not in text[start:end] and not any(c in text[start:end] for c in "☐☒☑✓✔"):
        return
    for match in _BOX.finditer(text, start, end):
        mark = match[1] if match[1] is not None else match[2] if match[2] is not None else match[3]
        yield Span(*match.span()), mark.strip() not in ("", "☐")


def _unfilled(page: _Page, span: Span) -> Span | None:
    """The unfilled place that ``span`` holds, or that stands where its value should."""
    for gap in page.placeholders:
        if gap.start >= span.end + 3:
            break
        if gap.overlaps(span):
            return gap
        if span.end <= gap.start and not page.note.text[span.end : gap.start].strip(" :#\t*|"):
            return gap
    return None
