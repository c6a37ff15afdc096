"""The clause a statement stands in: between semicolons, "but", ", then she"; the whole of a table's row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.deeds import clause_around
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["clause_of", "is_row"]

_USING = Pattern(r"(?:^|[.;:]\s)\W*(?:then,? )?(?:using|utili[sz]ing|with|under)\b[^,;]*$", re.IGNORECASE)

_DEED_BEHIND = Pattern(
    r";\s*(?:then |all |this was |it was )?(?:injected|given|infused|administered|instilled)\b", re.IGNORECASE
)
"""What stands before the semicolon went in: "Botox 100 units in 10 mL NS; injected at 20 sites"."""


def is_row(page: Page, statement: Statement) -> bool:
    """Whether the statement stands in a row of a table."""
    sentence = statement.segment.span
    if page.text.count("|", sentence.start, sentence.end) > 1:
        return True
    return page.columns.title_at(statement.start) is not None


def clause_of(page: Page, statement: Statement) -> Span:
    """Return the statement's clause; what a sentence begins by using, the next words do ("Using X, I infiltrated")."""
    text, sentence = page.text, statement.segment.span
    if is_row(page, statement):
        return sentence
    clause = clause_around(text, sentence, statement.start, statement.end)
    deed = _DEED_BEHIND.match(text, clause.end, sentence.end)
    if deed is not None:
        clause = Span(clause.start, clause_around(text, sentence, deed.end(), deed.end()).end)
    if clause.end < sentence.end and text[clause.end] == "," and _USING.search(text[clause.start : statement.start]):
        return Span(clause.start, clause_around(text, sentence, clause.end + 2, clause.end + 3).end)
    return clause
