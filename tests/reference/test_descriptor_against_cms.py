"""Billing units read from descriptors against CMS's own dosage column of the payment limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from doccheck.quantity import Quantity
from doccheck.reference.official.asp import compile_limits
from doccheck.reference.official.files import open_official

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.reference.lookup import Reference

EXCEPTIONS = {
    "J1454": "CMS names the amount of the second drug only (0.25 mg of palonosetron)",
    "J8655": "CMS names the amount of the second drug only (0.5 mg of palonosetron)",
    "J1560": "over 10 cc is one unit whatever the volume; CMS writes 10 CC",
}
UNITS = {
    "usp unit": "units",
    "i.u. vwf:rco": "units",
    "million pfu": "million plaque forming units",
    "ea": "vials",
    "sq cm": "sq cm",
}
AMOUNT = re.compile(
    r"(?:up to )?((?:\d[\d,]*)?\.?\d+)\s*([A-Za-z][A-Za-z.: ]*?)(?=\s*(?:$|\(|-|/|&|each))", re.IGNORECASE
)
NUMERIC = re.compile(r"(?:up to )?[\d.]", re.IGNORECASE)
CELLS = re.compile(r"cells", re.IGNORECASE)


def amounts(text: str) -> list[Quantity]:
    return [
        Quantity.of(number.replace(",", ""), UNITS.get(unit.strip().lower(), unit.strip()))
        for number, unit in AMOUNT.findall(text)
    ]


@pytest.mark.needs_shared
def test_every_numeric_dosage_equals_the_descriptor_but_for_named_exceptions(
    shared: Path, reference: Reference
) -> None:
    (file,) = open_official(shared / "data/official/asp_payment_limits_2026_jan.csv")
    compared, different = 0, {}
    for code, dosage, _ in compile_limits(file):
        if code[0] not in "JQ" or not NUMERIC.match(dosage) or CELLS.search(dosage):
            continue  # "per dose", "per vial", counts of cells of one therapeutic dose
        compared += 1
        facts = reference.facts(code)
        theirs = amounts(dosage)
        ours = facts.parts if len(theirs) > 1 and "(" not in dosage else (facts.billing_unit,)
        same = len(ours) == len(theirs) or "(" in dosage
        if not same or not all(one and one.same_as(other) for one, other in zip(ours, theirs, strict=False)):
            different[code] = dosage
    assert compared > 780
    assert different.keys() == EXCEPTIONS.keys()
    assert len(EXCEPTIONS) <= 10
