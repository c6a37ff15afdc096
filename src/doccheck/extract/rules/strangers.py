"""Names beside an amount that the drug lexicon does not know: the amount is theirs, not the drug's spoken of before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Linked

__all__ = ["is_like_a_drug", "is_plain", "named_behind", "names_another_thing"]

_PLAIN_BEFORE = frozenset(
    [
        "earlier",
        "waste",
        "wasted",
        "discarded",
        "injection",
        "injected",
        "infusion",
        "rate",
        "loading",
        "maintenance",
        "next",
        "today",
        "contents",
        "containing",
        "strength",
        "gave",
        "start",
        "started",
        "stop",
        "stopped",
        "prior",
        "was",
        "were",
        "is",
        "are",
        "dose",
        "dosed",
        "doses",
        "given",
        "gave",
        "received",
        "of",
        "and",
        "another",
        "additional",
        "iv",
        "im",
        "sq",
        "sc",
        "subq",
        "total",
        "remaining",
        "infused",
        "injected",
        "further",
        "with",
        "a",
        "the",
        "then",
        "bolus",
        "about",
        "approximately",
        "only",
        "other",
        "used",
        "administered",
        "initial",
        "first",
        "second",
        "third",
        "final",
        "last",
        "right",
        "left",
        "for",
        "at",
        "plus",
        "to",
        "by",
        "from",
        "over",
        "each",
        "per",
        "pt",
        "patient",
        "she",
        "he",
        "nurse",
        "rn",
        "mar",
        "emar",
        "record",
        "approx",
        "est",
        "actual",
        "full",
        "half",
        "remainder",
        "amount",
        "volume",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "both",
        "each",
        "x",
        "single",
        "side",
        "arm",
        "thigh",
        "deltoid",
        "knee",
        "after",
        "before",
        "in",
        "into",
        "units",
        "vial",
        "vials",
        "syringe",
        "bag",
        "push",
    ]
)


_LIKE_A_DRUG = Pattern(
    r"[a-z-]{3,}(?:ine|olol|pril|sartan|statin|azole|cillin|mycin|micin|oxacin|cycline|mab|nib|ide"
    r"|amide|azepam|azolam|etine|axin|one|olone|asone|parin|triptan|setron|dipine|formin|gliptin|caine"
    r"|codone|phine|tidine|prazole|zine|pam|lam)"
)


def names_another_thing(page: Page, linked: Linked) -> bool:
    """Whether a name the lexicon does not know stands right beside the amount ("Cialis 10 mg", "10 mg of Cialis").

    "Of" and a name that it knows say whose the amount is, and that is no stranger.
    A place of the body is no such name ("R SCM 10 U").
    """
    text = page.text
    before_it = Span(max(0, linked.span.start - 40), linked.span.start)
    sites = page.sites_in(before_it)
    if sites and not text[sites[-1].span.end : linked.span.start].strip(" :-,("):
        return False
    if any(not text[drug.end : linked.span.start].strip() for drug in page.drugs_in(before_it)):
        return False
    before = re.search(r"([A-Za-z][\w-]{0,31})[ \t]{1,2}$", text[max(0, linked.span.start - 32) : linked.span.start])
    after = re.match(r"\s+of\s+(?:the\s+)?([A-Za-z][\w-]*)", text[linked.span.end : linked.span.end + 40])
    if after is not None and page.drugs_in(Span(linked.span.end, linked.span.end + after.end())):
        after = None
    return any(match is not None and _is_name(match.group(1)) for match in (before, after))


def named_behind(text: str, linked: Linked) -> Span | None:
    """Return the name that "of" gives the amount to ("10 mg of IV Decardron"), when it is written like a name."""
    match = Pattern(r"\s+of\s+(?:the\s+|IV\s+|intravenous\s+|plain\s+)*([A-Z][a-z][\w-]+)").match(text, linked.span.end)
    return Span(*match.span(1)) if match is not None and match.group(1).lower() not in _PLAIN_BEFORE else None


def _is_name(word: str) -> bool:
    lower = word.lower()
    if len(word) <= 2 or lower in _PLAIN_BEFORE:  # noqa: PLR2004 - "IM", "of"
        return False
    return word[0].isupper() or _LIKE_A_DRUG.fullmatch(lower) is not None


def is_plain(word: str) -> bool:
    """Whether a word often stands in front of an amount without being a name ("dose", "given", "remaining")."""
    return word.lower() in _PLAIN_BEFORE


def is_like_a_drug(word: str) -> bool:
    """Whether a word ends the way names of drugs do ("…mab", "…cillin")."""
    return _LIKE_A_DRUG.fullmatch(word.lower()) is not None
