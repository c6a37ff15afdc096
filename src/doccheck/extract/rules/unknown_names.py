"""Names that the lexicon does not know, told like a drug: "received Zyloxar 30 mg IM" is no dose of the drug beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.spoken import Drug
from doccheck.extract.rules.strangers import is_like_a_drug, is_plain
from doccheck.language.anatomy import find_sites
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.language.amounts import AmountMention

__all__ = ["with_unknown_names"]

_NAME = Pattern(r"(?P<lead>(?:[\w,;:+&/-]+\s)?)(?P<name>[A-Za-z][A-Za-z-]{4,}[A-Za-z])\s(?:\([^()\n]{0,20}\)\s)?$")
_ROUTE = Pattern(
    r"[\s,]{0,2}(?:(?:was|were)\s(?:given|administered)\s)?(?-i:IM|IV|IVP|IVPB|SC|SQ|ID)\b"
    r"|[\s,]{0,2}(?:subq|subcut|intramuscular|intravenous|intradermal)",
    re.IGNORECASE,
)
_GIVING = Pattern(
    r"(?:received|given|gave|giving|administered|injected|with|then|and|plus|of|[,;:+&])\s$", re.IGNORECASE
)
_VERBAL = Pattern(r"[a-z-]+(?:ed|ing|ion|ions|dose|doses|ly|ment|er|est|ally|ous|ular)", re.IGNORECASE)
_MEASURED = ("mass", "activity")


def with_unknown_names(text: str, drugs: Sequence[Drug], amounts: Iterable[AmountMention]) -> tuple[Drug, ...]:
    """Return ``drugs`` with the names beside an amount and a route by needle that the lexicon does not know."""
    found = [drug for amount in amounts if (drug := _unknown(text, drugs, amount)) is not None]
    return tuple(sorted([*drugs, *found], key=lambda drug: drug.span.start)) if found else tuple(drugs)


def _unknown(text: str, drugs: Sequence[Drug], amount: AmountMention) -> Drug | None:
    reading, at = amount.reading, amount.span
    if reading.kind != "amount" or reading.values[0].dimension not in _MEASURED or not _ROUTE.match(text, at.end):
        return None
    match = _NAME.search(text[max(0, at.start - 64) : at.start])
    if match is None:
        return None
    offset = max(0, at.start - 64)
    span, name = Span(offset + match.start("name"), offset + match.end("name")), match["name"]
    if is_plain(name) or _VERBAL.fullmatch(name) or any(drug.span.overlaps(span) for drug in drugs):
        return None
    told = name[0].isupper() and _GIVING.search(match["lead"]) is not None
    if not (told or is_like_a_drug(name)) or find_sites(text, span.start, span.end):
        return None
    return Drug(span, span.end, name.casefold(), "drug")
