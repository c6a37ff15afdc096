"""Dollars at risk and the order of work."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    PaymentLimit = Callable[[str], Decimal | None]

__all__ = ["cents_at_risk", "payment_limit", "rank"]


def payment_limit(code: str) -> Decimal | None:
    """Return the Medicare payment limit of one billing unit of ``code`` in dollars, ``None`` when none is known."""
    from doccheck.errors import DoccheckError  # noqa: PLC0415 - the reference is loaded only when a report comes in
    from doccheck.reference.lookup import Reference  # noqa: PLC0415 - as above

    try:
        return Reference.load().payment_limit(code)
    except DoccheckError:
        return None


def cents_at_risk(report: Mapping[str, Any], limit: PaymentLimit = payment_limit) -> int | None:
    """Return what the line is worth in cents: claimed units, else computed ones, times the payment limit.

    The whole line is at risk: a line whose documentation fails is denied, not shortened. ``None`` when units or
    limit are unknown.
    """
    price = limit(report["code"])
    if price is None:
        return None
    claimed = [line["units"] for line in report["claim"] or () if line["code"] == report["code"] and line["units"]]
    computed = [ledger["units"] for ledger in report["units"] if ledger["status"] == "computed" and ledger["units"]]
    units = sum(claimed) if claimed else max(computed, default=None)
    if units is None:
        return None
    return int((price * units * 100).quantize(Decimal(1), ROUND_HALF_UP))


def rank(cents: int | None, doubt: int) -> int:
    """Return the place in the order of work, smallest first: most dollars times doubt, then oldest (by number).

    Doubt counts from one tenth, so that a dear item the machine is sure of still comes before a cheap unsure one.
    """
    return -((cents or 0) * max(doubt, 100))
