"""The drug lexicon: which drug a name means, whether two names are the same drug for billing, and what kind it is.

Names come from three places: the curated table ``reference/drugs.csv`` (names clinics write), the drugs of the HCPCS
table, and the brands of the NDC crosswalk. The curated table wins.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from doccheck.reference.drug_names import SUFFIX, canonical_name, curated, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["KINDS", "DrugLexicon"]

KINDS = frozenset(
    {
        "allergen",
        "anaesthetic",
        "antiseptic",
        "blood",
        "contrast",
        "device",
        "diluent",
        "drug",
        "flush",
        "inhaled",
        "local_anaesthetic",
        "oral",
        "radiopharmaceutical",
        "reversal",
        "sedation",
        "skin_test",
        "topical",
        "vaccine",
    }
)
"""Kinds of substances. ``oral``, ``inhaled`` and ``topical`` are drugs that clinics do not inject."""
_PARTED = r"[()\[\],/]+|\s-\s"
_STRENGTH = r"(?<![\w-])\d[\d.,]{0,12}\s?(?:%|(?:mg|mcg|g|gm|units?)(?:\s?/\s?\d*\s?ml)?(?![\w-]))"
_REGIONAL = frozenset({"local_anaesthetic", "skin_test"})


class DrugLexicon:
    """Names of drugs.

    Args:
        official: Reads the drugs of the HCPCS table, when first needed.
        brands: Reads brand → drug of the crosswalk, when first needed.
    """

    def __init__(self, official: Callable[[], frozenset[str]], brands: Callable[[], Mapping[str, str]]) -> None:
        """Nothing is read yet."""
        self._official_names = official
        self._brand_names = brands

    @cached_property
    def _official(self) -> frozenset[str]:
        return self._official_names()

    @cached_property
    def _names(self) -> dict[str, str]:
        names = dict.fromkeys(self._official)
        found: dict[str, str] = {name: name for name in names if _is_phrase(name)}
        found |= self._brand_names()
        for drug in curated().values():
            found |= dict.fromkeys((drug.name, *drug.synonyms), drug.name)
        return found

    def names(self) -> Mapping[str, str]:
        """Every folded name with its canonical generic, for matchers in running text."""
        return self._names

    @cached_property
    def _ambiguous(self) -> dict[str, str]:
        return {word: drug.name for drug in curated().values() for word in drug.ambiguous}

    def ambiguous_names(self) -> Mapping[str, str]:
        """Names that mean a drug only where the words around say so ("MS 4 mg IV", "steroid", "contrast")."""
        return self._ambiguous

    def generic(self, name: str) -> str | None:
        """Canonical generic of a brand, an abbreviation or a generic with or without its salt, ``None`` if unknown."""
        folded = fold(name)
        if not folded:
            return None
        known = self._names.get(folded) or self._ambiguous.get(folded)
        if known:
            return known
        plain = canonical_name(folded)
        if plain in self._names:
            return self._names[plain]
        if plain in self._official:  # too plain a word to look for in running text, a drug all the same
            return plain
        stem = SUFFIX.sub("", plain)
        if stem != plain and self._has_no_sisters(stem):
            return self._names.get(stem)
        return self._of_parts(folded)

    def _of_parts(self, folded: str) -> str | None:
        """Drug of several names side by side, "Euflexxa (1% sodium hyaluronate)", when they name one drug."""
        parts = [part for part in re.split(_PARTED, re.sub(_STRENGTH, " ", folded)) if part.strip()]
        if len(parts) == 1 and parts[0].strip() == folded:
            return None
        exact: str | None = None
        for part in parts:
            known = self.generic(part.strip())
            if known is None:
                continue
            exact = known if exact is None else self.more_specific(exact, known)
            if exact is None:
                return None
        return exact

    def _has_no_sisters(self, base: str) -> bool:
        return not any(name.startswith(f"{base}-") for name in self._official)

    def same(self, first: str, second: str) -> bool:
        """Whether two names mean the same drug for billing.

        Esters, salts, biosimilars and products with codes of their own differ; salts without are the same. A name
        that leaves open which sister is meant ("methylprednisolone", "sodium hyaluronate") matches each of them, see
        :meth:`is_vague`; a biosimilar never matches its reference product.
        """
        one, other = (self.generic(name) or fold(name) for name in (first, second))
        return one == other or self._leaves_open(one, other) or self._leaves_open(other, one)

    def fits(self, given: str, defined: str) -> bool:
        """Whether the drug a note gives can be the drug a code is defined for.

        As :meth:`same`, but a product with a code of its own does not fit the code for products without one: Octagam
        is not the immune globulin "not otherwise specified".
        """
        one, other = (self.generic(name) or fold(name) for name in (given, defined))
        return one == other or self._leaves_open(one, other)

    def _leaves_open(self, vague: str, exact: str) -> bool:
        """Whether ``vague`` is the name of the family of ``exact`` and no product of its own."""
        row = curated().get(exact)
        return row is not None and row.base == vague and self.is_vague(vague)

    def is_vague(self, name: str) -> bool:
        """Whether ``name`` leaves open which of several separately coded drugs is meant."""
        generic = self.generic(name) or fold(name)
        return generic in self._families and (generic not in self._official or generic in _OPEN_FAMILIES)

    @cached_property
    def _families(self) -> frozenset[str]:
        return frozenset(drug.base for drug in curated().values() if drug.base)

    def base(self, name: str) -> str:
        """Substance without ester, suffix or product where it has sisters: ``infliximab`` of ``infliximab-dyyb``."""
        generic = self.generic(name) or fold(name)
        row = curated().get(generic)
        if row is not None:
            return row.base or generic
        stem = SUFFIX.sub("", generic)
        return stem if stem != generic and stem in self._official else generic

    def more_specific(self, first: str, second: str) -> str | None:
        """The one of two names side by side ("infliximab (Inflectra)") that says more, as a canonical name.

        ``None`` where they name two drugs, sisters included ("Depo-Medrol/Solu-Medrol").
        """
        one, other = (self.generic(name) or fold(name) for name in (first, second))
        if one == other or self.base(one) == other:
            return one
        return other if self.base(other) == one else None

    def related(self, first: str, second: str) -> bool:
        """Whether both are of one substance, sisters included (acetate and succinate, reference and biosimilar)."""
        return self.base(first) == self.base(second)

    def kind(self, generic: str) -> str:
        """What kind of substance, one of :data:`KINDS`; ``drug`` for what is unknown."""
        row = curated().get(self.generic(generic) or fold(generic))
        return row.kind if row is not None else "drug"

    def systemic(self, generic: str) -> bool:
        """Whether its effect is on the whole body, so that a side of it has no meaning.

        Joint, eye and nerve injections, botulinum toxins and local anaesthetics act where they are given.
        """
        name = self.generic(generic) or fold(generic)
        if self.kind(name) in _REGIONAL:
            return False
        return re.search(_LOCAL_ACTION, name) is None


# Names of a family that the official table also uses for the product "not otherwise specified".
_OPEN_FAMILIES = frozenset(
    {"hyaluronan", "immune globulin", "botulinum toxin", "methylprednisolone", "hydrocortisone", "testosterone"}
)
# Drugs that act where they are given, by a part of their name.
_LOCAL_ACTION = (
    r"hyaluronan|methylprednisolone acetate|triamcinolone|betamethasone|dexamethasone|botulinum|aflibercept|ranibizumab"
    r"|faricimab|brolucizumab|pegaptanib|collagenase|deoxycholic|verteporfin|pegcetacoplan|avacincaptad|hyaluronidase"
)
# Names of the official table that are plain words of a note.
_PLAIN_WORDS = frozenset(
    {
        "contraceptive supply",
        "fecal microbiota",
        "interferon",
        "intrauterine copper contraceptive",
        "irrigation solution",
        "oral magnetic resonance contrast agent",
        "platelets",
        "visualization adjunct",
    }
)


def _is_phrase(name: str) -> bool:
    """Whether a name of the official table is safe to look for in running text: descriptors also hold plain words."""
    return len(name) > 4 and name not in _PLAIN_WORDS  # noqa: PLR2004 - "urea" is also a laboratory test
