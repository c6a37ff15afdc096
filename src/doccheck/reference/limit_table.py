"""Rows of the container and unit-limit tables as records."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.reference.records import Container, UnitLimit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doccheck.quantity import Quantity
    from doccheck.reference.editions import EditionRecord

__all__ = ["CONTAINER_COLUMNS", "HOSPITAL_SETTINGS", "MUE_COLUMNS", "containers", "unit_limits"]

CONTAINER_COLUMNS = ("code", "ndc", "brand", "package_size", "package_quantity", "billing_units")
MUE_COLUMNS = ("code", "setting", "units", "indicator")
HOSPITAL_SETTINGS = frozenset({"outpatient-hospital", "cah"})
"""Settings that bill an outpatient hospital's claim, with unit limits of their own."""


def containers(rows: Iterable[Mapping[str, str]], billing_unit: Quantity | None) -> tuple[Container, ...]:
    """Packages; the content is billing units times the billing unit, where there is one."""
    return tuple(
        Container(
            row["code"],
            row["ndc"],
            row["brand"],
            billing_unit.times(units) if billing_unit is not None else None,
            units,
        )
        for row in rows
        for units in (Fraction(row["billing_units"]),)
    )


def unit_limits(rows: Iterable[Mapping[str, str]], record: EditionRecord) -> list[UnitLimit]:
    """Unit limits of one quarter."""
    ends = record.ends or record.begins
    return [
        UnitLimit(
            row["code"], int(row["units"]), int(row["indicator"]), row["setting"], record.edition, record.begins, ends
        )
        for row in rows
    ]
