"""Lines that an order heads: what stands on them was ordered, whatever else the line looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["is_order_line"]

_HEAD = Pattern(
    r"[\W_]{0,6}(?:\d{1,2}[:.]?\d{2}\s*(?:am|pm|h|hrs)?\W{1,3})?"
    r"(?:(?:new|stat|verbal|telephone|phone|written|standing|signed|provider|physician|md|med(?:ication)?"
    r"|one[- ]time)\s+)*"
    r"(?:order(?:s|ed)?\b(?!\s+(?:to|of events)\b)|rx(?:['\u2019]?d)?\b|prescribed\b"
    r"|(?-i:\b[TV]\.\s?O\.|\b[TV]O(?:RB)?\b))",
    re.IGNORECASE,
)
_GIVING = Pattern(
    r"(?<!to be )\b(?:given|gave|administ\w+|inject(?:ed|ing)|infus(?:ed|ing)|received(?! from\b)|hung|pushed|done"
    r"|carried out|completed|started|tolerated|adm(?:in)?\.|inj(?:['\u2019]d|\.))",
    re.IGNORECASE,
)


def is_order_line(page: Page, statement: Statement) -> bool:
    """Whether the line of ``statement`` begins with an order word and no word behind it says that it was given.

    What the line says after it names the next drug in another sentence is about that one.
    """
    text, sentence = page.text, statement.segment.span
    start = text.rfind("\n", 0, statement.start) + 1
    end = text.find("\n", statement.end)
    end = len(text) if end < 0 else end
    further = page.drugs_in(Span(sentence.end, end)) if sentence.end < end else ()
    if further:
        end = page.text.rfind(".", 0, further[0].span.start) + 1 or sentence.end
        end = max(sentence.end, min(end, further[0].span.start))
    return _HEAD.match(text, start, end) is not None and _GIVING.search(text, start, end) is None
