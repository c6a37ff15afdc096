"""Which cues of a sentence reach a place in it.

A cue looks forwards or backwards to the next terminator (ConText); a wide gap, a table bar and a semicolon end a
statement as well, and a negation or a look back ends where a comma opens a new clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from doccheck.ground.clauses import new_clause, new_deed
from doccheck.language.cues import Cue, CueKind, Direction, cue_phrases
from doccheck.language.patterns import Pattern
from doccheck.language.phrases import tokenise
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.language.phrases import Token

__all__ = ["SentenceCues", "read_cues"]

_FLAG = {
    CueKind.NEGATED: "negated",
    CueKind.HISTORICAL: "historical",
    CueKind.PLANNED: "planned",
    CueKind.ORDERED: "ordered",
    CueKind.OTHER_PERSON: "other_person",
}
# A relative is the one spoken of when he opens the statement or acts; not when he comes along or reports.
_KIN_ACTS = word_list(
    "has had is was takes took received receives got gets uses used with who also died developed carries tested "
    "needs needed did on , : ( -"
)
_COMPANION = frozenset(("with", "and", "by", "to", "from", "for"))
_REPORTS = word_list(
    "reports states says notes denies present accompanied accompanies drove brought here agrees helps aware asks "
    "asked called calls confirms at gives gave administers understands verbalized understood consents consented "
    "signed in will"
)
_DETERMINERS = word_list("her his the their pt pts patient's and but a an one older younger")
# What undoes all that its sentence says before it, across a semicolon.
_UNDOES = frozenset(
    (
        "eloped",
        "before it could be given",
        "left before it was given",
        "left before the injection",
        "but not given",
        "but was not given",
        "voided",
        "charted in error",
        "entered in error",
        "received nothing",
        "returned to stock",
    )
)
_CONDITIONS = frozenset(("if", "unless", "once", "when", "should"))
_EDGE = 12
_STEP = Pattern(
    r",?\s+(?:\d|an? (?!visit|dose|injection|infusion)|the (?!visit|dose)|about\b|approximately\b|using\b|after\b)"
)
_GIVEN_BEHIND = Pattern(
    r"\s(?:infused|given|administered|injected|IV push)\b"
    r"|[^.;,\n]{0,40}?\s(?:was|were)\s(?:then\s|also\s)?(?:given|administered|injected|infused|instilled)\b",
    re.IGNORECASE,
)
_REACH = {CueKind.NEGATED: 12, CueKind.HISTORICAL: 30}


class _Hit(NamedTuple):
    """A cue in a sentence and its place."""

    cue: Cue
    start: int
    end: int


class SentenceCues(NamedTuple):
    """The words and cues of one sentence; offsets are those of the note, those of the words start at ``at``."""

    text: str
    words: tuple[Token, ...]
    at: int
    hits: tuple[_Hit, ...]

    def says_done(self, span: Span) -> bool:
        """Whether the clause of ``span`` says that something was done."""
        return any(hit.cue.kind is CueKind.DONE and not self._clause_ends(hit, span) for hit in self.hits)

    def flags(self, span: Span, *, done: bool) -> Iterator[tuple[str, Span]]:
        """Yield the flags that cues raise at ``span``, each with the cue's place."""
        for hit in self.hits:
            kind = hit.cue.kind
            flag = _FLAG.get(kind)
            if flag is None or not self._reaches(hit, span) or (kind is CueKind.ORDERED and done):
                continue
            if kind is CueKind.OTHER_PERSON and not self._is_subject(hit):
                continue
            if kind is CueKind.PLANNED and self._is_sequence(hit):
                continue
            if kind is CueKind.PLANNED and done and self.text[hit.end : hit.end + 1] == ":":
                continue  # the label of a plan that tells what was done
            yield flag, Span(hit.start, hit.end)

    def _reaches(self, hit: _Hit, span: Span) -> bool:
        forward = hit.cue.direction is not Direction.BACKWARD
        if span.start <= hit.start and hit.end <= span.end:
            return _at_edge(hit, span, forward=forward)
        if forward and hit.start < span.start < hit.end:
            return True  # the quote begins inside the cue
        if forward and hit.end <= span.start:
            return not self._says_otherwise(hit, span) and self._open(hit, hit.end, span.start, forward=True)
        if hit.cue.direction is not Direction.FORWARD and hit.start >= span.end:
            return self._open(hit, span.end, hit.start, forward=False)
        return False

    def _is_sequence(self, hit: _Hit) -> bool:
        """Whether "next" opens the sentence and what follows is a step of a procedure ("Next 5 cc of dye was …")."""
        if self.text[hit.start : hit.end].casefold() != "next" or self.text[self.at : hit.start].rpartition(":")[
            2
        ].strip(" -*"):
            return False
        return _STEP.match(self.text, hit.end) is not None

    def _says_otherwise(self, hit: _Hit, span: Span) -> bool:
        """Whether "and" or a comma parts a denial from what is given ("no more bleeding and 10 mg was given")."""
        if hit.cue.kind is not CueKind.NEGATED or self._between(hit.end, span.start)[-1:] not in (["and"], [","]):
            return False
        return _GIVEN_BEHIND.match(self.text, span.end) is not None

    def _open(self, hit: _Hit, low: int, high: int, *, forward: bool) -> bool:
        """Whether nothing between ``low`` and ``high`` ends the reach of ``hit``."""
        kind = hit.cue.kind
        gap = self.text[low:high]
        if ";" in gap and self.text[hit.start : hit.end].casefold() in _UNDOES:
            return True
        if ";" in gap or "|" in gap or "\t" in gap or "   " in gap:
            return kind is CueKind.OTHER_PERSON and ";" not in gap
        if any(
            other.cue.kind is CueKind.TERMINATOR and low <= other.start < high and (forward or other.end <= high)
            for other in self.hits
        ):
            return False
        if kind not in _REACH:
            return not (kind is CueKind.PLANNED and forward and self._tells_a_deed(hit, high))
        words = self._between(low, high)
        if len(words) > _REACH[kind] or (kind is CueKind.HISTORICAL and not forward and "," in words):
            return False
        return not new_clause(words)

    def _tells_a_deed(self, hit: _Hit, at: int) -> bool:
        """Whether a clause behind a plan tells what was done; a condition governs the whole of its sentence."""
        if not _CONDITIONS.isdisjoint(self.text[hit.start : hit.end].casefold().split()):
            return False
        return new_deed(self._between(hit.start, at), self._between(at, self.words[-1].end + self.at))

    def _between(self, low: int, high: int) -> list[str]:
        """Return the words that stand whole between two places of the note."""
        low, high = low - self.at, high - self.at
        return [word for word, start, end in self.words if low <= start and end <= high]

    def _clause_ends(self, hit: _Hit, span: Span) -> bool:
        low, high = (hit.end, span.start) if hit.end <= span.start else (span.end, hit.start)
        if low < high and ";" in self.text[low:high]:
            return True
        return any(
            other.cue.kind is CueKind.TERMINATOR and low <= other.start and other.end <= high for other in self.hits
        )

    def _is_subject(self, hit: _Hit) -> bool:
        """Whether the relative at ``hit`` is the one spoken of, not a companion, a reporter or a contact."""
        following = next((word for word, start, _ in self.words if start + self.at >= hit.end), "")
        before = self._between(self.at, hit.start)[-2:]
        words = self.text[hit.start : hit.end].casefold()
        if (
            "history" in words
            or "'s" in words
            or words.startswith(("fh", "fam", "another", "other", "a different", "the "))
        ):
            return True
        if following in _REPORTS or _COMPANION.intersection(before):
            return False
        return following in _KIN_ACTS or all(word in _DETERMINERS or not word.isalpha() for word in before)


def _at_edge(hit: _Hit, span: Span, *, forward: bool) -> bool:
    """Whether a cue inside a quote speaks for all of it: a negation at its very edge, another cue at its head."""
    if hit.cue.kind is CueKind.NEGATED:
        return hit.start == span.start if forward else hit.end == span.end
    return forward and hit.start - span.start <= _EDGE and hit.cue.kind is not CueKind.ORDERED


def read_cues(text: str, sentence: Span) -> SentenceCues:
    """Return the words and cues of one sentence of ``text``."""
    at = sentence.start
    words = tokenise(text[at : sentence.end])
    hits = tuple(_Hit(cue, at + hit.start, at + hit.end) for hit in cue_phrases().find(words) for cue in hit.value)
    return SentenceCues(text, words, at, hits)
