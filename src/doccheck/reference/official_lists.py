"""What official lists say of a code: packages, unit limits, status indicator, single-dose list, payment, modifiers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from doccheck.reference import code_table, limit_table
from doccheck.reference.shelf import EditionShelf

if TYPE_CHECKING:
    from datetime import date

    from doccheck.reference.records import Container, UnitLimit

__all__ = ["OfficialLists"]


class OfficialLists(EditionShelf):
    """Look-ups in the lists beside the code table."""

    def containers(self, code: str, on: date | None = None) -> tuple[Container, ...]:
        """Packages of ``code`` in the crosswalk of ``on``, else the newest."""
        rows = self.rows("containers", code, on)
        official = self.rows("hcpcs", code, on) if rows else []
        unit = code_table.build(official[0]).billing_unit if official else None
        return limit_table.containers(rows, unit)

    def codes_of_ndc(self, ndc: str, on: date | None = None) -> tuple[str, ...]:
        """Codes whose packages carry ``ndc`` (eleven digits, with or without hyphens)."""
        digits = ndc.replace("-", "")
        record = self.edition("containers", on)
        if record is None or len(digits) != 11 or not digits.isdigit():  # noqa: PLR2004 - 5-4-2
            return ()
        return self.table(record).keys_with(f"{digits[:5]}-{digits[5:9]}-{digits[9:]}")

    def unit_limits(self, code: str) -> tuple[UnitLimit, ...]:
        """Unit limits of ``code`` in every edition and place of service."""
        found = []
        for record in self.edition_records:
            if record.table == "mue":
                found += limit_table.unit_limits(self.table(record).rows(code), record)
        return tuple(sorted(found, key=lambda one: (one.begins, one.setting)))

    def unit_limit(self, code: str, on: date, setting: str) -> UnitLimit | None:
        """The unit limit for a service on ``on``; ``None`` where the quarter or the place of service is not covered.

        Args:
            code: HCPCS code.
            on: Date of service.
            setting: doccheck's setting; an outpatient hospital has its own limits, others go by the practitioner's.
        """
        wanted = "outpatient-hospital" if setting in limit_table.HOSPITAL_SETTINGS else "practitioner"
        return next(
            (one for one in self.unit_limits(code) if one.begins <= on <= one.ends and one.setting == wanted), None
        )

    def status_indicator(self, code: str, on: date | None = None) -> str | None:
        """OPPS status indicator, ``None`` when the list does not hold the code."""
        rows = self.rows("status", code, on)
        return rows[0]["indicator"] if rows else None

    def single_dose(self, code: str) -> bool | None:
        """``True`` when CMS's single-dose list names the code; ``None`` otherwise, for absence says nothing."""
        record = self.edition("single-dose")
        return True if record is not None and self.table(record).has(code) else None

    def payment_limit(self, code: str, on: date | None = None) -> Decimal | None:
        """Payment limit of one billing unit in dollars, ``None`` when CMS publishes none."""
        rows = self.rows("limits", code, on)
        return Decimal(rows[0]["payment_limit"]) if rows and rows[0]["payment_limit"] else None

    def dosage_text(self, code: str, on: date | None = None) -> str | None:
        """Dosage of one billing unit as CMS's payment file writes it, ``None`` when it does not hold the code."""
        rows = self.rows("limits", code, on)
        return rows[0]["dosage"] if rows else None

    def modifiers(self, on: date | None = None) -> frozenset[str]:
        """HCPCS modifiers of the official file, in force on ``on`` when given. CPT's (25, 59 …) are not in it."""
        record = self.edition("modifiers", on)
        if record is None:
            return frozenset()
        day = on.isoformat() if on is not None else None
        return frozenset(
            name
            for name, added, ended in self.table(record).raw_rows()
            if day is None or (added <= day and (not ended or day <= ended))
        )
