"""How far a label that tells of an earlier time reaches.

``Copied from last visit:`` opens a block that goes on to its blank line. ``Last injection: 01/02/2026, two months of
relief`` is a fact on one line: the parts of that injection may follow below it, but the next label of another kind
speaks of this visit again.
"""

from __future__ import annotations

import re

__all__ = ["ends_past"]

_COPIED = re.compile(r"\b(?:cop(?:y|ied)|carried|pulled|brought|imported|from)\b", re.IGNORECASE)
_VISIT = re.compile(r"\b(?:visit|note|encounter|record|summary)\b", re.IGNORECASE)
_TREATMENT = re.compile(r"\b(?:treatment|therapy)\b", re.IGNORECASE)
_ONLY_A_DATE = re.compile(r"(?:on )?\(?(?:[\d/.-]{6,10}|\d{0,2} ?[A-Za-z]{3,9}\.? \d{1,2}(?:, ?| )\d{0,4})\)?\W{0,3}")
_LABELLED = re.compile(
    r"[ \t]{0,40}(?P<item>(?:[-*+•]|\d{1,2}[.)])[ \t]{1,8})?(?P<bold>\*\*|__)?"
    r"(?P<title>[A-Za-z][A-Za-z0-9/&.'() -]{0,48})(?:(?:\*\*|__)\s?)?:(?!\d)"
)
_PART = re.compile(
    r"(?:(?:dose|amount|drug|medication|med|product|strength|volume|route|site|side|location|lot|exp\w*|ndc|vials?|waste"
    r"|wasted|discarded|supply|time|date|start|stop|rate|needle|given by|administered by|by|provider|response|result|"
    r"relief|effect|outcome|tolerance|tolerated|reactions?|adverse\s\w+|complications?|side effects?)\b)",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|this (?:visit|encounter|time)|current|date of (?:service|visit)|dos)\b", re.IGNORECASE)


def ends_past(text: str, line: tuple[int, int], title: str, body_start: int, *, item: bool) -> bool:
    """Return whether the line ``line`` speaks of this visit again, below a label of an earlier time.

    Args:
        text: The note.
        line: Where the line starts and ends.
        title: The label's title ("Last injection").
        body_start: First code point behind the label.
        item: Whether the label is an item of a list.
    """
    stop = text.find("\n", body_start)
    value = text[body_start : stop if stop >= 0 else len(text)].strip(" \t\r*_:")
    if not value or _COPIED.search(title):
        return False
    label = _LABELLED.match(text, *line)
    if label is not None and _TODAY.search(label["title"]):
        return True
    listed = label is not None and (label["item"] is not None or label["bold"] is not None)
    if _VISIT.search(title) and not (item and listed):
        return False
    if _TREATMENT.search(title) and not _ONLY_A_DATE.fullmatch(value):
        return True
    return label is not None and _PART.match(label["title"]) is None
