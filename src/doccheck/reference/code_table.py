"""Rows of the compiled HCPCS table as records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from doccheck.errors import CodeError
from doccheck.quantity import Quantity
from doccheck.reference.records import Citation, CodeFacts, Definition

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLUMNS", "NO_DRUG", "build", "definition"]

COLUMNS = (
    "code",
    "drug",
    "second_drug",
    "amount",
    "unit",
    "wording",
    "parts",
    "routes",
    "excludes",
    "products",
    "added",
    "ended",
)
NO_DRUG = "no drug"
"""Wording of a code that bills something else than a drug: a cast, a service, a skin substitute."""


def build(row: Mapping[str, str]) -> CodeFacts:
    """Facts of one row.

    Raises:
        CodeError: The code bills something else than a drug.
    """
    if row["wording"] == NO_DRUG:
        msg = f"{row['code']} is no drug code: it bills a service, a supply or a device"
        raise CodeError(msg)
    return CodeFacts(
        row["code"],
        row["drug"],
        Quantity.of(row["amount"], row["unit"]) if row["amount"] else None,
        row["wording"],
        _words(row["routes"]),
        _words(row["excludes"]),
        date.fromisoformat(row["added"]),
        date.fromisoformat(row["ended"]) if row["ended"] else None,
        row["second_drug"] or None,
        tuple(Quantity.of(*part.split(" ", 1)) for part in _words(row["parts"])),
        _words(row["products"]),
    )


def definition(facts: CodeFacts, edition: str) -> Definition:
    """The same facts as what CMS says the code is."""
    return Definition(
        "cms",
        facts.code,
        facts.drug,
        facts.billing_unit,
        facts.wording,
        facts.routes,
        facts.excludes,
        facts.added,
        facts.ended,
        Citation("cms-hcpcs", f"{facts.code}, edition {edition}"),
        facts.second_drug,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
