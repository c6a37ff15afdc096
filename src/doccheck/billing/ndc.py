"""National Drug Codes on a claim: eleven digits 5-4-2, a unit and a quantity (domain rules N1-N5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["NDC_UNITS", "Ndc", "ndc_quantity_fault", "ndc_unit_fault", "read_ndc"]

NDC_UNITS = {"F2": "international unit", "GR": "gram", "ME": "milligram", "ML": "milliliter", "UN": "unit (each)"}
"""Units an NDC quantity may be stated in; several payers refuse ME."""

_SHAPES = {(4, 4, 2): 0, (5, 3, 2): 1, (5, 4, 1): 2}
_WHOLE, _SHORT = 11, 10
_QUALIFIER = re.compile(r"^\s*N4\s*", re.IGNORECASE)


class Ndc(NamedTuple):
    """An NDC as far as it can be known.

    Args:
        digits: Eleven digits without hyphens, or ``None``.
        candidates: The eleven-digit codes an ambiguous ten-digit one may stand for.
        reason: Why ``digits`` is ``None``, as one sentence; else ``None``.
    """

    digits: str | None
    candidates: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def hyphenated(self) -> str | None:
        """The code as 5-4-2 with hyphens, or ``None``."""
        return None if self.digits is None else f"{self.digits[:5]}-{self.digits[5:9]}-{self.digits[9:]}"


def read_ndc(text: str, known: Container[str] = ()) -> Ndc:
    """Bring an NDC to eleven digits.

    The short segment is padded in front: 4-4-2 in the labeller, 5-3-2 in the product, 5-4-1 in the package. Ten digits
    without hyphens could be any of the three; they are settled only when exactly one candidate is ``known``.

    Args:
        text: The NDC as written, with or without the qualifier N4.
        known: Eleven-digit NDCs of a directory.
    """
    written = _QUALIFIER.sub("", text).strip()
    if re.fullmatch(r"\d{11}", written):
        return Ndc(written)
    if re.fullmatch(r"\d{10}", written):
        return _ambiguous(written, known)
    parts = re.split(r"[-\s]", written)
    if len(parts) == 3 and all(part.isdecimal() and part.isascii() for part in parts):  # noqa: PLR2004 - labeller, product, package
        lengths = tuple(len(part) for part in parts)
        if lengths == (5, 4, 2):
            return Ndc("".join(parts))
        if lengths in _SHAPES:
            parts[_SHAPES[lengths]] = "0" + parts[_SHAPES[lengths]]
            return Ndc("".join(parts))
    return Ndc(None, reason="The NDC is not 10 or 11 digits in a known pattern (4-4-2, 5-3-2, 5-4-1 or 5-4-2).")


def _ambiguous(digits: str, known: Container[str]) -> Ndc:
    candidates = ("0" + digits, digits[:5] + "0" + digits[5:], digits[:9] + "0" + digits[9:])
    distinct = tuple(dict.fromkeys(candidates))
    listed = [candidate for candidate in distinct if candidate in known]
    if len(listed) == 1:
        return Ndc(listed[0])
    reason = "Ten digits without hyphens may be 4-4-2, 5-3-2 or 5-4-1; write the NDC as 11 digits."
    return Ndc(None, distinct, reason)


def ndc_unit_fault(unit: str) -> str | None:
    """Return what is wrong with the unit of an NDC quantity, or ``None``."""
    if unit.strip().upper() not in NDC_UNITS:
        return f"The NDC unit must be one of {', '.join(NDC_UNITS)}."
    if unit.strip().upper() == "ME":
        return "Several payers do not accept ME (milligram) as NDC unit; ML, GR or UN is safer."
    return None


def ndc_quantity_fault(quantity: str) -> str | None:
    """Return what is wrong with an NDC quantity as written, or ``None``: 8 digits, 3 decimals, more than 0."""
    written = quantity.strip()
    if not re.fullmatch(r"\d{1,8}(?:\.\d{1,3})?", written, re.ASCII):
        return "The NDC quantity needs up to 8 digits and up to 3 decimals, without commas."
    if not written.strip("0."):
        return "The NDC quantity must be more than 0."
    return None
