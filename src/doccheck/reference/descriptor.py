"""What a HCPCS long descriptor says: drug, amount of one billing unit, how it is worded, routes, exclusions.

The long descriptor defines the billing unit (domain rules U1, U4). This module reads it; names are brought to their
canonical spelling by :mod:`doccheck.reference.drug_names`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from doccheck.quantity import Quantity
from doccheck.reference.descriptor_drug import DescriptorDrug, read_drug

__all__ = ["Descriptor", "read_descriptor"]

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
# Longest first, so that "mg" does not stop inside "mgm" and "million units" is not read as "units".
_UNITS: dict[str, str] = {
    r"million plaque forming units": "million plaque forming units",
    r"billion vector genomes": "billion vector genomes",
    r"square centimeters?|sq\.? cm": "sq cm",
    r"million units": "million units",
    r"usp units?|units?|i\.u\.|iu": "units",
    r"kiu": "KIU",
    r"milligrams?|mg": "mg",
    r"micrograms?|mcg": "mcg",
    r"millicuries?|mci": "mCi",
    r"microcuries?": "uCi",
    r"grams?|gm|g": "g",
    r"ml|cc": "mL",
    r"meq": "mEq",
}
_UNIT = "|".join(_UNITS)
_AMOUNT = re.compile(
    rf"(?<![\w.^-])(?P<lead>per |up to |over )?(?P<number>{_NUMBER})\s?-?(?P<unit>{_UNIT})(?![\w(])"
    r"(?P<rate>\s?/\s?ml)?"
)
_IMPLIED = re.compile(
    rf"\bper (?:factor [ivx]+a? )?(?P<unit>{_UNIT}|u\.i\.)(?![\w(])(?! of (?!factor))"  # "per iu of factor ix"
)
_WHOLE = re.compile(
    r"\bper (?:single use |single dose )?(?P<what>vial)\b"
    r"|\bper (?:single |therapeutic |study )?(?P<dose>dose|treatment|infusion|instillation|implant|visit)\b"
    r"|\b(?P<each>each)$"
    r"|\b(?P<range>less than or equal to|greater than)\b"
)
_PARTS = re.compile(  # "2mg/3mg", "7.5 mg/2.5 mg (10 mg)", "1 mg/0.03 mg"
    rf"(?P<a>{_NUMBER})\s?(?P<ua>{_UNIT})\s?/\s?(?P<b>{_NUMBER})\s?(?P<ub>{_UNIT})(?!\w)"
    rf"(?:\s?\((?P<total>{_NUMBER})\s?(?P<ut>{_UNIT})\))?"
)
# Partners that labels count into the written dose ("piperacillin-tazobactam 3.375 g").
_COUNTED_IN = ("tazobactam", "sulbactam", "avibactam", "relebactam", "vaborbactam", "cilastatin", "dalfopristin")
_ASIDES = re.compile(
    r"\s*\((?:code may be used|not to be used|not for use|for (?:non[- ])?esrd|non[- ]?esrd|list |add-on|e\.g\.|i\.e\."
    r"|only for|central venous)[^()]*\)"
)
_EQUIVALENT = re.compile(r",?\s*not ther[a-z]+ equivalent to (?P<what>[a-z0-9]+(?: or [a-z]\d{4})?)(?P<after>, ?| |$)")
_ONE_UNIT = re.compile(r"\((\d+ ml) = 1 unit\)")
_EXCLUDES = re.compile(r",?\s*excludes (?P<what>biosimilars?)")
_BIOSIMILAR = re.compile(r"\bbiosimilar\b")
_ROUTES: tuple[tuple[str, str], ...] = (
    (r"intravenous(?:ly)?|\biv,|intravenous infusion", "intravenous"),
    (r"intramuscular", "intramuscular"),
    (r"subcutaneous", "subcutaneous"),
    (r"intra-articular", "intra-articular"),
    (r"epidural", "epidural"),
    (r"intrathecal", "intrathecal"),
    (r"intravitreal", "intravitreal"),
    (r"intravesical", "intravesical"),
    (r"pyelocalyceal", "pyelocalyceal"),
    (r"intracameral", "intracameral"),
    (r"intraocular", "intraocular"),
    (r"ophthalmic", "ophthalmic"),
    (r"\boral\b", "oral"),
    (r"inhalation|nebulizer|inhaler", "inhalation"),
    (r"nasal", "nasal"),
    (r"topical", "topical"),
    (r"implant", "implant"),
)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor taken apart.

    Args:
        drug: Canonical generic name, ``""`` when the descriptor names none (unclassified codes).
        second_drug: The other drug of a two-drug descriptor, else ``None``.
        billing_unit: Amount of one billing unit, ``None`` when the descriptor has none.
        parts: The amounts of the drugs of a two-drug descriptor, in its order.
        wording: plain, per, up to, per dose, two drugs or none.
        routes: Canonical routes.
        excludes: ``biosimilar``, or codes it is not equivalent to.
        products: Brand or maker the code is restricted to.
    """

    drug: str
    second_drug: str | None
    billing_unit: Quantity | None
    parts: tuple[Quantity, ...]
    wording: str
    routes: tuple[str, ...]
    excludes: tuple[str, ...]
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Amount:
    """The billing amount found, and where it starts."""

    unit: Quantity | None
    wording: str
    start: int
    parts: tuple[Quantity, ...] = ()


def read_descriptor(text: str) -> Descriptor:
    """Take a long descriptor apart."""
    folded = _ONE_UNIT.sub(r"\1", " ".join(text.lower().replace("\u00a0", " ").split()))
    excludes: list[str] = []
    body, codes = _cut_equivalents(_ASIDES.sub("", folded))
    if _EXCLUDES.search(body):
        excludes.append("biosimilar")
        body = _EXCLUDES.sub("", body)
    excludes += codes
    amount = _find_amount(body)
    name: DescriptorDrug = read_drug(body, amount.start, two=amount.wording == "two drugs")
    unit = amount.unit
    if amount.parts and name.second and any(word in f"{name.first} {name.second}" for word in _COUNTED_IN):
        unit = _total(amount.parts)
    if amount.parts and name.second is None:  # two salts of one drug: the written dose is their sum
        unit = _total(amount.parts)
    drug, wording = name.first, amount.wording
    if drug and amount.unit is None:  # a drug without an amount is counted by doses (domain rule U3)
        unit, wording = Quantity(Fraction(1), "doses"), "per dose"
    if _BIOSIMILAR.search(body) and "-" not in drug:  # the older code for any biosimilar of a drug
        drug = f"{drug} biosimilar"
    routes = tuple(dict.fromkeys(route for pattern, route in _ROUTES if re.search(pattern, body)))
    return Descriptor(drug, name.second, unit, amount.parts, wording, routes, tuple(excludes), name.products)


def _total(parts: tuple[Quantity, ...]) -> Quantity:
    total = parts[0]
    for part in parts[1:]:
        total += part
    return total


def _cut_equivalents(text: str) -> tuple[str, list[str]]:
    """Cut "not therapeutically equivalent to …" and return the codes it names: their digits are no amount."""
    codes: list[str] = []

    def cut(match: re.Match[str]) -> str:
        codes.extend(code.upper() for code in re.findall(r"\b[a-z]\d{4}\b", match["what"]))
        return ", " if match["after"].strip() or match["after"] else ""

    return _EQUIVALENT.sub(cut, text), codes


def _quantity(number: str, unit: str) -> Quantity:
    canonical = next(name for pattern, name in _UNITS.items() if re.fullmatch(pattern, unit))
    return Quantity(Fraction(number.replace(",", "")), canonical)


def _find_amount(text: str) -> _Amount:
    """Choose the amount of one billing unit among all the numbers of a descriptor."""
    whole = _WHOLE.search(text)
    if whole:
        unit = Quantity(Fraction(1), "vials" if whole["what"] else "doses")
        return _Amount(unit, "per dose", whole.start())
    found = [match for match in _AMOUNT.finditer(text) if not match["rate"]]
    paired = _PARTS.search(text)
    if paired and not (_ends_in_volume(found) and found[-1].start() > paired.end()):
        return _paired(paired)
    implied = _IMPLIED.search(text)
    if implied and not any(match["lead"] for match in found):
        return _Amount(_quantity("1", implied["unit"].replace("u.i.", "iu")), "per", implied.start())
    return _stated(text, found)


def _stated(text: str, found: list[re.Match[str]]) -> _Amount:
    """Choose among amounts with numbers: those outside brackets first, a mass before a volume."""
    open_text = [match for match in found if text.count("(", 0, match.start()) == text.count(")", 0, match.start())]
    if len(open_text) > 1 and _joined(text, open_text):
        if _ends_in_volume(found):
            return _plain(found[-1])
        parts = tuple(_quantity(match["number"], match["unit"]) for match in open_text)
        return _Amount(parts[0], "two drugs", open_text[0].start(), parts)
    candidates = open_text or found
    if not candidates:
        rated = next(_AMOUNT.finditer(text), None)
        return _plain(rated) if rated else _Amount(None, "none", len(text))
    masses = [match for match in candidates if not _ends_in_volume([match])]
    return _plain((masses or candidates)[0])


def _ends_in_volume(matches: list[re.Match[str]]) -> bool:
    return bool(matches) and _quantity(matches[-1]["number"], matches[-1]["unit"]).dimension == "volume"


def _paired(match: re.Match[str]) -> _Amount:
    first, second = _quantity(match["a"], match["ua"]), _quantity(match["b"], match["ub"])
    unit = _quantity(match["total"], match["ut"]) if match["total"] else first
    return _Amount(unit, "two drugs", match.start(), (first, second))


def _joined(text: str, matches: list[re.Match[str]]) -> bool:
    """Whether the amounts belong to drugs named one after the other ("300 mg and palonosetron 0.5 mg")."""
    between = text[matches[0].end() : matches[-1].start()]
    return bool(re.search(r"\band\b|/", between))


def _plain(match: re.Match[str]) -> _Amount:
    lead = (match["lead"] or "").strip()
    wording = {"": "plain", "per": "per", "up to": "up to", "over": "per dose"}[lead]
    if lead == "over":
        return _Amount(Quantity(Fraction(1), "doses"), wording, match.start())
    return _Amount(_quantity(match["number"], match["unit"]), wording, match.start())
