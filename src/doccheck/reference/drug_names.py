"""Canonical spelling of drug names: salts that do not matter are dropped, forms with codes of their own are kept.

The curated table ``reference/drugs.csv`` wins over every rule here. It is doccheck's own: names clinics write, with
their kind. Salts matter for billing only where esters or salts of one base have separate codes.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from doccheck.errors import ReferenceDataError
from doccheck.reference.places import packaged_reference

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SUFFIX", "CuratedDrug", "canonical_name", "curated", "fold", "is_known", "name_table", "read_curated"]

COLUMNS = ("name", "kind", "synonyms", "base", "ambiguous")
_NEUTRAL = (
    "hydrochloride|hcl|hydrobromide|sodium phosphate|sodium|potassium|disodium|calcium|sulfate|sulphate|phosphate"
    "|citrate|bitartrate|tartrate|mesylate|mesilate|maleate|malate|lactate|lactobionate|fumarate|besylate|tosylate|butyrate|isethionate"
    "|methylsulfate|metilsulfate|tromethamine|trometamol|hyclate|bromide|nitrate|dihydrate|dihydrochloride|gluceptate|glucuronate"
    "|triflutate|fosamil|hippurate|magnesium|dimesylate|mepesuccinate|dihydrogen phosphate|anhydrous|monohydrate"
    "|acetate|succinate"
)
_SALT = rf"(?<!\s)\s++(?:{_NEUTRAL})$"  # compiled when first needed: most names of a note are known as they stand
SUFFIX = re.compile(r"-[a-z]{4}$")
"""FDA's four letters after the name of a biologic: they part a biosimilar from its reference product."""
# What stays when it is all that is left, or when the anion is the drug.
_CATIONS = {
    "sodium",
    "potassium",
    "calcium",
    "magnesium",
    "zinc",
    "iron",
    "ferric",
    "ammonium",
    "gallium",
    "lanthanum",
    "chromium",
}
_KEEP = {"ceftaroline fosamil", "colistimethate sodium"}
_ACETATE_MATTERS = {
    "methylprednisolone",
    "hydrocortisone",
    "dexamethasone",
    "betamethasone",
    "prednisolone",
    "medroxyprogesterone",
}
_SUCCINATE_MATTERS = {"methylprednisolone", "hydrocortisone", "methylprednisolone sodium", "hydrocortisone sodium"}


class CuratedDrug(NamedTuple):
    """A row of ``drugs.csv``.

    Args:
        name: Canonical generic name, lower case.
        kind: drug, local_anaesthetic, contrast, vaccine, sedation, diluent …
        synonyms: Brands, abbreviations and spellings that mean it.
        base: Name of the substance without its ester, salt, suffix or brand, when it has sisters with codes of
            their own; a note that writes only the base does not say which one was given.
        ambiguous: Synonyms that mean it only in a drug's context (``MS``); matchers decide.
    """

    name: str
    kind: str
    synonyms: tuple[str, ...]
    base: str | None
    ambiguous: tuple[str, ...]


def fold(name: str) -> str:
    """Bring a name to the form names are compared in: lower case, single spaces, plain hyphens and quotes."""
    plain = name.casefold().replace("\u2010", "-").replace("\u2011", "-").replace("\u2019", "'").replace("\u00ae", "")
    return " ".join(plain.replace("\u2122", "").split())


@cache
def curated() -> dict[str, CuratedDrug]:
    """Rows of the packaged ``drugs.csv`` by canonical name."""
    return read_curated(packaged_reference() / "drugs.csv")


def read_curated(path: Path) -> dict[str, CuratedDrug]:
    """Read a curated table; its names are written folded.

    Raises:
        ReferenceDataError: A name stands twice, a row is short, or the columns differ.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [next(csv.reader([line])) if '"' in line else line.split(",") for line in lines]
    if tuple(rows[0]) != COLUMNS:
        msg = f"drugs.csv line 1: the columns must be {','.join(COLUMNS)}"
        raise ReferenceDataError(msg)
    drugs: dict[str, CuratedDrug] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS) or row[0] in drugs:
            msg = f"drugs.csv line {number}: a row needs {len(COLUMNS)} values and a name of its own"
            raise ReferenceDataError(msg)
        synonyms, ambiguous = (tuple(row[at].split("|")) if row[at] else () for at in (2, 4))
        drugs[row[0]] = CuratedDrug(row[0], row[1], synonyms, row[3] or None, ambiguous)
    return drugs


def name_table(drugs: dict[str, CuratedDrug]) -> dict[str, str]:
    """Every name and synonym with its canonical name.

    Raises:
        ReferenceDataError: A word stands for two drugs.
    """
    known: dict[str, str] = {}
    for drug in drugs.values():
        for word in (drug.name, *drug.synonyms):
            if known.setdefault(word, drug.name) != drug.name:
                msg = f"drugs.csv: {word!r} stands for both {known[word]} and {drug.name}"
                raise ReferenceDataError(msg)
    return known


@cache
def _synonyms() -> dict[str, str]:
    return name_table(curated())


def is_known(name: str) -> bool:
    """Whether the curated table knows ``name``, with or without its salt."""
    folded = fold(name)
    return folded in _synonyms() or _strip(folded) in _synonyms()


def canonical_name(name: str, products: tuple[str, ...] = ()) -> str:
    """Canonical spelling of ``name``.

    Args:
        name: A generic name as a descriptor or an article writes it.
        products: Brands of the same descriptor: where the curated table knows one as a drug of its own
            (hyaluronans, immune globulins), that drug is meant.
    """
    for product in products:
        own = _synonyms().get(fold(product))
        if own and curated()[own].base and _plain(name).startswith(str(curated()[own].base)):
            return own
    return _plain(name)


def _plain(name: str) -> str:
    folded = fold(name)
    known = _synonyms().get(folded)
    if known:
        return known
    stripped = _strip(folded)
    return _synonyms().get(stripped, stripped)


def _strip(name: str) -> str:
    """Drop salts that do not tell two billed drugs apart."""
    while name not in _KEEP:
        match = re.search(_SALT, name)
        if not match:
            return name
        rest, salt = name[: match.start()], match.group().strip()
        if rest in _CATIONS or (rest.split()[-1] in _CATIONS and len(rest.split()) == 1):
            return name
        if (salt == "acetate" and rest in _ACETATE_MATTERS) or (salt == "succinate" and rest in _SUCCINATE_MATTERS):
            return name
        name = rest
    return name
