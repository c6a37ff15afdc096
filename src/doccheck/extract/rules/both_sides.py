"""Words that give a dose to each of both sides: "both knees were injected with 40 mg each"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["each_of_both"]

_BOTH = Pattern(
    r"\b(?:both|bilateral(?:ly)?|right and left|left and right|R and L|L and R|R & L|L & R)\b", re.IGNORECASE
)
_EACH_AT_END = Pattern(
    r"[^.;\n]{0,60}?\b(?P<each>each)\b(?=\s*(?:[.;,)]|$|\n|(?:in(?:to)?|to|for)\s+both\b"
    r"|(?:was |were )?(?:injected|given|administered)\b))",
    re.IGNORECASE,
)


def each_of_both(page: Page, statement: Statement) -> Span | None:
    """Return the words that give the dose to each of both sides ("both knees were injected with 40 mg each")."""
    sentence = statement.segment.span
    both = page.passage(sentence).search(_BOTH)
    each = _EACH_AT_END.match(page.text, statement.end, sentence.end) if both is not None else None
    if both is None or each is None or not page.sites_in(sentence):
        return None
    return Span(min(both.start(), each.start("each")), max(both.end(), each.end("each")))
