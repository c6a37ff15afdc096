"""The drug a HCPCS long descriptor names, and the brand or maker it is restricted to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from doccheck.reference.drug_names import SUFFIX, canonical_name, is_known

__all__ = ["DescriptorDrug", "read_drug"]

_LEAD = re.compile(
    r"^(?:injection,?|instillation,?|infusion,?|intravesical instillation,?|topical administration,?|oral,)\s+"
    r"(?:iv, |sterile )?"
)
_UNCLASSIFIED = re.compile(
    r"unclassified|not otherwise classified|^(?:noc|antiemetic|prescription|immunosuppressive|compounded) drug"
    r"|^drug (?:administered|or biological)|^fda approved prescription drug|^nasal vaccine|^unspecified"
    r"|clotting factor, not|monoclonal antibody products|^noc drugs"
)
_BRAND_AFTER_COMMA = re.compile(  # "hyaluronan or derivative, euflexxa, for …": the product stands as its own phrase
    r"^hyaluronan or deri\w+, (?P<product>.+?), for "
)
_PAREN = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
# Words in brackets that describe the substance and name no product.
_DESCRIBES = re.compile(
    r"human|ovine|equine|bovine|porcine|recombinant|g-csf|gm-csf|vitamin k|mal|intravesical|antihemophilic|for depot"
    r"|contraceptive|per |up to |preservative|nitrogen mustard|fda|bcma|heparin lock|only|^\d|for |levonorgestrel"
    r"|equivalent|^ab'?$|^.{1,2}$|ecmo"
)
_QUALIFIERS = re.compile(  # after the name, when no comma parts them
    r"\s+(?:for|in|via|inhalation|injectable|implant|ophthalmic|extended[- ]release|depot form|non-depot form|to be"
    r"|with|administered|injection|oral|without|(?:per|up to)$).*$"
)
_TWO = re.compile(r"\s*(?:,\s*and\s+|\band\b|/|;|,)\s*")
_NUMBERS = re.compile(
    r"\s*\(?\b\d[\d.,/]*\s?(?:mg/ml|mg|grams?|gm|g|mcg|units|percent)\b(?:\s?/\s?\d[\d.]*\s?(?:mg|grams?|g|ml)\b)?\)?"
)
_LOOSE_SUFFIX = re.compile(r"\s+-[a-z]{4}\b|\s+biosimilar$")


@dataclass(frozen=True, slots=True)
class DescriptorDrug:
    """Names found in a descriptor: canonical generics, and the brands or makers in it."""

    first: str
    second: str | None
    products: tuple[str, ...]


def read_drug(text: str, amount_start: int, *, two: bool) -> DescriptorDrug:
    """Read the drug of a descriptor.

    Args:
        text: Descriptor in lower case without asides.
        amount_start: Where its billing amount starts; the name stands in front of it, save for two drugs.
        two: Whether it words two drugs with an amount each.
    """
    if _UNCLASSIFIED.search(text):
        return DescriptorDrug("", None, ())
    body = _LEAD.sub("", text)
    shift = len(text) - len(body)
    products = _products(text)
    if two or "hyaluronidase" in body.partition(" ")[2]:
        first, second = _pair(body)
        return DescriptorDrug(canonical_name(first, products), second, products)
    name = body[: max(0, amount_start - shift)]
    return DescriptorDrug(canonical_name(_single(name or body), products), None, products)


def _products(text: str) -> tuple[str, ...]:
    bracketed = [inner.strip() for inner in _PAREN.findall(text)]
    found = [inner for inner in bracketed if inner and not _DESCRIBES.search(inner)]
    own_phrase = _BRAND_AFTER_COMMA.search(text)
    if own_phrase:
        found.append(own_phrase["product"])
    split = [part.strip() for inner in found for part in re.split(r"\s+or\s+|,\s*(?:or\s+)?|/", inner)]
    return tuple(dict.fromkeys(part for part in split if part))


def _single(name: str) -> str:
    """Name of the only drug: the first phrase, or two when the first alone is no name ("interferon, alfa-2a")."""
    for pair, one in (("rho(d)", "rho d"), ("f(ab)2", "fab2"), ("f(ab')2", "fab2")):
        name = name.replace(pair, one)
    plain = " ".join(_NUMBERS.sub(" ", _PAREN.sub(" ", name)).split()).replace(" /", "/").strip(" ,;")
    if is_known(plain):
        return plain
    phrases = [_LOOSE_SUFFIX.sub("", phrase.strip()) for phrase in re.split(r"[,;]", plain) if phrase.strip()]
    if not phrases:
        return ""
    first = phrases[0]
    for more in (2, 1):
        whole = " ".join(phrases[: more + 1])
        if len(phrases) > more and is_known(whole):
            return whole
    for phrase in phrases[1:3]:
        joined = f"{first} {phrase}"
        if is_known(joined):
            return joined
        if is_known(phrase) and not is_known(first):
            return phrase
    return first if is_known(first) else _QUALIFIERS.sub("", first)


def _pair(body: str) -> tuple[str, str | None]:
    """Name of "a 5 mg and b 2 mg", "a/b, 1 g/0.1 g" or "a, 10 mg and hyaluronidase-x", and its second drug.

    Two salts of one drug ("betamethasone acetate 3 mg and betamethasone sodium phosphate 3 mg") are one drug.
    """
    plain = re.sub(r",?\s*fda.approved.*$", "", _NUMBERS.sub(" ", _PAREN.sub(" ", body)))
    plain = re.sub(r"\b(?:liposomal|per|up to|ophthalmic irrigation solution|oral|enteral suspension)\b", " ", plain)
    names = [canonical_name(" ".join(part.split()).strip(" ,")) for part in _TWO.split(plain)]
    names = [SUFFIX.sub("", name) for name in names if len(name) > 2]  # noqa: PLR2004 - what numbers leave behind
    names = list(dict.fromkeys(names))
    if len(names) == 1:
        return names[0], None
    return f"{', '.join(names[:-1])} and {names[-1]}", names[-1]
