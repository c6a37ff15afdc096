"""Names drugs are sold under, from the packages of the crosswalk and the products that descriptors name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.reference.drug_names import fold, is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["COLUMNS", "compile_brands"]

COLUMNS = ("brand", "drug")
_STRENGTH = re.compile(r"[\s-]+\d[\d.]*(?:\s?(?:mg/ml|mg|mcg|ml|%|units))?$")
_FORM = re.compile(
    r"(?:\s+-|[\s-]+(?:injection|injectable|kit|iv|pen|kwikpen|flexpen|penfill|pumpcart|tempo|prefilled syringe|syringe"
    r"|single[- ]dose|multi[- ]dose|in .*|w/.*|with .*|pf|pfs|mpf|preservative free|plus|emergency kit|novaplus"
    r"|premix.*|solution|susp.*|powder.*|vial|autoinjector|implant|inhalation|granules|pak|lyophilized|low diluent|s/d"
    r"|\(.*\)))$"
)
# They restrict a code to a maker and are no names of a drug.
_MAKER = re.compile(
    r"accord|american regent|ani|apotex|auromedics|avyxa|azurity|b\.? braun|baxter|belcher|bluepoint|bpi|cipla|delova"
    r"|dr\. reddy's|endo|exela|fresenius(?: kabi)?|hikma|hope|hospira|international medication systems|long grove|maia"
    r"|mylan|par pharm|pfizer|sandoz|sun pharma|teva|wg critical care|xellia|imported lipodox|adrenalin"
)
# Ordinary words of a note, should a package ever be sold under them.
_WORD = re.compile(
    r"calcium|emerge|focus|hope|infuse|iron|lock|one|optimal|plus|premier|prime|rapid|ready|saline|simple|sodium|solution"
    r"|ultra|vista|water"
)


def compile_brands(packages: Iterable[list[str]], codes: Iterable[list[str]]) -> list[list[str]]:
    """Brand → canonical drug, for brands that mean one drug only and that no other name of the reference covers.

    Args:
        packages: Rows of a containers table.
        codes: Rows of an HCPCS table.
    """
    drug_of = {row[0]: row[1] for row in codes if row[1]}
    found: dict[str, set[str]] = {}
    for row in codes:
        for product in row[9].split("|"):
            if product and row[1]:
                found.setdefault(fold(product), set()).add(row[1])
    for package in packages:
        drug = drug_of.get(package[0])
        if drug:
            found.setdefault(_plain(package[2]), set()).add(drug)
    generic_words = {word for drug in drug_of.values() for word in re.findall(r"[a-z]{4,}", drug)}
    return [
        [brand, next(iter(drugs))]
        for brand, drugs in sorted(found.items())
        if len(drugs) == 1 and _is_brand(brand, generic_words)
    ]


def _plain(brand: str) -> str:
    name = fold(brand)
    while True:
        shorter = _FORM.sub("", _STRENGTH.sub("", name))
        if shorter == name or not shorter:
            return name
        name = shorter


def _is_brand(name: str, generic_words: set[str]) -> bool:
    if len(name) < 4 or _MAKER.fullmatch(name) or _WORD.fullmatch(name) or is_known(name):  # noqa: PLR2004 - too short to be safe
        return False
    return not any(word in generic_words for word in re.findall(r"[a-z]{4,}", name))
