"""What a drug's name as written says: the generic name, and a strength that is part of the name."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.language.drugs import find_drugs
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["generic_of", "name_strength"]

_NAME_TAIL = Pattern(r"(?<![\s-])[\s-]*+(?<!\d)\d+$")


_NAMED_STRENGTH = Pattern(
    r"(?:kenalog|\bilk|depo(?=\W{0,3}\d)|depo-?\s?medrol|aristospan|depo-?\s?provera|depo-?\s?testosterone|triamcinolone"
    r"|methylprednisolone)\W{0,3}(\d{1,3})$",
    re.IGNORECASE,
)


def name_strength(drug_text: str) -> Fraction | None:
    """Return the mg/mL that some products carry in their name ("Kenalog-40", "Depo-Medrol 80")."""
    match = _NAMED_STRENGTH.search(drug_text)
    return Fraction(match.group(1)) if match else None


def generic_of(text: str, lexicon: DrugLexicon) -> str:
    """Return the generic name of a drug as written, a strength or a second name behind it left aside."""
    known = lexicon.generic(text) or lexicon.generic(_NAME_TAIL.sub("", text))
    if known is not None:
        return known.removesuffix(" with epinephrine")
    named = find_drugs(text, lexicon)
    return named[0].generic if named else " ".join(text.casefold().split())
