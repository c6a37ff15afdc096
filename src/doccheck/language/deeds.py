"""Words that say a drug went into the patient (``was injected``, ``gave``), and words that only intend it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MARKED_OUT", "clause_around", "deeds", "intentions", "says_done"]

_DEED = (
    r"given|gave|administered|injected|infused|infiltrated|instilled|received|hung|bolused|pushed|delivered"
    r"|introduced|an(?:a?e)stheti[sz]ed|deposited|loaded|flushed|reversed|sedated|premedicated|medicated|vaccinated"
    r"|immuni[sz]ed|dosed|re-?dosed|blocked|heparini[sz]ed|ran(?= (?:over|in|at|for)\b)"
)
MARKED_OUT = r"(?!\s+(?:\w+\s+){0,2}(?:incisions?|approach|sites?|areas?|course|entry|ports?|osteotomy|excision)\b)"
"""Behind "planned": where the surgeon means to cut is no plan to give a drug ("the planned skin incision")."""
_INTENTION = (
    r"\b(?:will|shall|would|should|can|could|may|might|must|to(?= be\b)|(?:wants?|needs?|plans?"
    r"|planned|like|wish(?:es)?|going|due|here|presents?|scheduled|asked|ready|returns?|returned"
    r"|continue|order(?:ed|s)?|agreed|elected|decided) to|he'll|she'll|we'll|i'll)\s+"
    r"(?:then |also |not |now |only |have |get |just |likely )*(?:be\s+(?:\w+ly )?)?"
    r"(?:given|give|administered|administer|inject(?:ed)?|infused?|receive|received|get|used?|started?|infiltrated?"
    r"|place[d]?|an(?:a?e)sthetized?|undergo|have|try|add|repeat(?:ed)?|treat(?:ed)?|order|bolused?|instill(?:ed)?"
    r"|performed?|do|done|consider\w*|put|block|provide[d]?|medicate[d]?|proceed)\b"
    rf"|\b(?:recommend\w*|plan(?:s|ned|ning)?(?!\s*:){MARKED_OUT}|consider\w*|suggest\w*|advis\w*|discuss\w*|offer\w*"
    rf"|schedul\w*|intend\w*{MARKED_OUT})\b"
)
_CLAUSE_END = (
    r"[;\u2022|]|\.\s|,?\s(?:and\s)?(?:subsequently|afterwards|thereafter)\s|,?\s(?:but|although"
    r"|though|however|because|since|so|after which|whereas|while)\s"
    r"|,\s(?:and )?(?:then|he|she|they|i|we|which|who)\s|,\s(?:and\s)?(?=repeated\s)"
    r"|\sand\s(?=(?:he|she|they|the\spatient|patient|pt\.?)\s(?:had|has|was\son|is\son)\s)"
    r"|\sand\s(?:(?:the\s)?(?:patient|pt|he|she|they)\s(?:was|is|are|were|will|takes?|took|continues?|can|should|may"
    r"|remains?)|will\s(?:continue|take|return|follow|resume|go|call|see))\s"
)


@cache
def _patterns() -> tuple[Pattern, Pattern, Pattern]:
    return (
        Pattern(rf"\b(?:{_DEED})\b", re.IGNORECASE),
        Pattern(_INTENTION, re.IGNORECASE),
        Pattern(_CLAUSE_END, re.IGNORECASE),
    )


def deeds(text: str, start: int, end: int) -> list[Span]:
    """Return the verbs in ``text[start:end]`` that say something was given, those of an intention left out."""
    deed, intention, _ = _patterns()
    wished = [match.span() for match in intention.finditer(text, start, end)]
    return [
        Span(*match.span())
        for match in deed.finditer(text, start, end)
        if not any(low <= match.start() < high for low, high in wished)
    ]


def intentions(text: str, start: int, end: int) -> list[Span]:
    """Return the words in ``text[start:end]`` that only intend, recommend or allow."""
    return [Span(*match.span()) for match in _patterns()[1].finditer(text, start, end)]


def clause_around(text: str, sentence: Span, start: int, end: int) -> Span:
    """Return the clause of ``sentence`` that holds ``[start, end)``: between semicolons, "but", ", then she"."""
    pattern = _patterns()[2]
    left = sentence.start
    for match in pattern.finditer(text, sentence.start, start):
        left = match.end()
    found = pattern.search(text, end, sentence.end)
    return Span(left, found.start() if found else sentence.end)


def says_done(text: str, sentence: Span, span: Span) -> Span | None:
    """Return the verb that says that what stands at ``span`` was given; ``None`` when its clause has none.

    A verb counts when no intention stands between it and ``span`` ("gave her the choice; we will inject 40 mg").
    """
    clause = clause_around(text, sentence, span.start, span.end)
    wished = intentions(text, clause.start, clause.end)
    return next(
        (deed for deed in _by_nearness(deeds(text, clause.start, clause.end), span) if not _cut(deed, span, wished)),
        None,
    )


def _by_nearness(found: Iterable[Span], span: Span) -> list[Span]:
    return sorted(found, key=lambda deed: min(abs(deed.start - span.end), abs(span.start - deed.end)))


def _cut(deed: Span, span: Span, wished: Iterable[Span]) -> bool:
    low, high = (deed.end, span.start) if deed.end <= span.start else (span.end, deed.start)
    return any(low <= wish.start < high for wish in wished)
