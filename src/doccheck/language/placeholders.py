"""Find what a template left unfilled: ``***``, ``[dose]``, ``____``, ``{lot}``, ``N/A``, ``TBD``."""

from __future__ import annotations

import re
from functools import lru_cache

from doccheck.language.patterns import Pattern
from doccheck.note import Span

__all__ = ["find_placeholders", "is_placeholder"]

_PLACEHOLDER = Pattern(
    r"\*{3,}(?!\*)|_{3,}|\.{4,}|(?<!-)-{3,}+(?=\s*awaiting)|"
    r"\[\s*(?:[A-Za-z][A-Za-z /#._-]{0,38}|\?+|\*+|_+)\s*\](?!\()|"
    r"\{[^{}\r\n]{0,40}\}|<\s*[A-Za-z][A-Za-z /#_-]{1,30}\s*>|@[A-Z]{2}[A-Z0-9]*@|"
    r"(?<![A-Za-z])(?:N/A|TBD|TBA|xx+/xx+(?:/x+)?|XXX+|#{3,}|\?{2,}|mm/dd/yyyy|_ _ _)(?![A-Za-z])",
    re.IGNORECASE,
    starts="*** _ .... --- [ { < @ n/a tbd tba xx ### ?? mm/dd",
)
_RULE = 4  # so many signs in a row may rule off a part
# Words in square brackets that record something: a ticked box, a state, an ellipsis of a quote.
_FILLED = frozenset({"x", "sic", "unsigned", "signed", "redacted", "done", "yes", "no", "high", "low", "h", "l", "e"})


@lru_cache(maxsize=4)
def find_placeholders(text: str) -> tuple[Span, ...]:
    """Return the unfilled places of ``text``. A line of stars or underscores that rules off a part is none."""
    found = []
    for match in _PLACEHOLDER.finditer(text):
        inner = match[0].strip("[]{}<> ").casefold()
        if match[0][0] == "[" and inner in _FILLED:
            continue
        if len(match[0]) >= _RULE and len(set(match[0])) == 1 and _rules_off(text, match.start(), match.end()):
            continue
        found.append(Span(*match.span()))
    return tuple(found)


def _rules_off(text: str, start: int, end: int) -> bool:
    """Whether the signs stand alone on their line."""
    left = text[max(0, start - 200) : start].rsplit("\n", 1)[-1]
    right = text[end : end + 200].split("\n", 1)[0]
    return not left.strip() and not right.strip()


def is_placeholder(words: str) -> bool:
    """Whether ``words`` holds nothing but an unfilled place."""
    return bool(_PLACEHOLDER.fullmatch(words.strip(" \t\r\n:#*")))
