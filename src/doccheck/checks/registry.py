"""Every check there is: code → class, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.dc101_units_differ_from_dose import UnitsDifferFromDose

if TYPE_CHECKING:
    from doccheck.checks.rule import Check

__all__ = ["CHECKS"]

CHECKS: dict[str, type[Check]] = {
    "DC101": UnitsDifferFromDose,
}
