"""What was, or will be, billed: claim lines as the biller writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.errors import ClaimError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["ADMINISTRATION_CODE", "TIMED_ADMINISTRATION_CODES", "ClaimLine"]

ADMINISTRATION_CODE = re.compile(r"\d{4}[0-9A-Z]")
"""Shape of a CPT code: such lines switch conditions on and are not judged."""

TIMED_ADMINISTRATION_CODES = frozenset(
    {"96360", "96361", "96365", "96366", "96367", "96368", "96413", "96415", "96416", "96417"}
)
"""Administration codes billed by time: they ask for start and stop (domain rule D13)."""

_CODE = re.compile(r"[A-Z0-9]{5}")
_MODIFIER = re.compile(r"[A-Z0-9]{2}")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of a claim.

    Args:
        code: HCPCS or CPT code, five characters.
        units: Whole billing units, 1 or more; ``None`` when the line states none.
        modifiers: Two-character modifiers in the order given; kept as a tuple.
        date: Date of service, or ``None``.
        ndc: National Drug Code as written on the line, or ``None``.
        ndc_unit: Unit of the NDC quantity (F2, GR, ME, ML, UN), or ``None``.
        ndc_quantity: NDC quantity as written, or ``None``.

    Raises:
        ClaimError: A value has not the shape it must have.
    """

    code: str
    units: int | None = None
    modifiers: Sequence[str] = ()
    date: date | None = None
    ndc: str | None = None
    ndc_unit: str | None = None
    ndc_quantity: str | None = None

    def __post_init__(self) -> None:
        """Bring code and modifiers to their written form and refuse what is none."""
        if not _is_code(self.code):
            msg = "a claim line needs a five-character code such as J2326"
            raise ClaimError(msg)
        object.__setattr__(self, "code", self.code.strip().upper())
        if self.units is not None and not _is_count(self.units):
            msg = f"claim line {self.code}: units must be a whole number of 1 or more"
            raise ClaimError(msg)
        modifiers = tuple(str(modifier).strip().upper() for modifier in self.modifiers)
        for modifier in modifiers:
            if not _MODIFIER.fullmatch(modifier):
                msg = f"claim line {self.code}: a modifier has two letters or digits, such as JW"
                raise ClaimError(msg)
        object.__setattr__(self, "modifiers", modifiers)


# Claim lines come from JSON as often as from typed code, so types are looked at, not trusted.
def _is_code(value: object) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value.strip().upper()) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
