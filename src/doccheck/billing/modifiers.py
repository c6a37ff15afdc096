"""JW and JZ: which of the two a drug line must carry, by date, container, setting and payment status.

Sources: domain rules J1, J2, J4, J5, J8 and J9. JW is asked for from 2017, JZ exists from 2023-01-01 and is asked for
from 2023-07-01; claims with neither are returned from 2023-10-01. Multi-dose containers take neither.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "JW_REQUIRED_FROM",
    "JZ_ALLOWED_FROM",
    "JZ_REQUIRED_FROM",
    "REJECTED_FROM",
    "Demand",
    "DiscardRule",
    "discard_modifier",
    "discard_rule",
]

JW_REQUIRED_FROM = date(2017, 1, 1)
JZ_ALLOWED_FROM = date(2023, 1, 1)
JZ_REQUIRED_FROM = date(2023, 7, 1)
REJECTED_FROM = date(2023, 10, 1)
_SUPPLIER_JZ_FROM = date(2024, 1, 1)

_ALWAYS = frozenset({"office", "asc", "cah"})
_NEVER = frozenset({"rhc", "fqhc", "inpatient"})
_PAID_SEPARATELY = frozenset({"G", "K"})
_PACKAGED = frozenset({"N"})


class Demand(StrEnum):
    """Whether a modifier is asked for."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"
    UNKNOWN = "unknown"


class DiscardRule(NamedTuple):
    """What holds for JW and JZ on one service.

    Args:
        jw: Whether discarded units must be billed with JW.
        jz: Whether a line without discarded units must carry JZ.
        rejected: Whether a claim with neither is returned unprocessed.
        reason: Why, in one clause.
    """

    jw: Demand
    jz: Demand
    rejected: bool
    reason: str


def discard_rule(
    on: date | None, *, container: str | None, setting: str = "office", status_indicator: str | None = None
) -> DiscardRule:
    """Return what holds for JW and JZ.

    Args:
        on: Date of service; without one the rule in force since 2023-07-01 answers, as ``unknown`` demand.
        container: ``single-dose``, ``multi-dose`` or ``None`` when nobody says.
        setting: Place of service, as the command line names it.
        status_indicator: OPPS status indicator of the code; it counts for hospital outpatient only.
    """
    if container == "multi-dose":
        return DiscardRule(
            Demand.NONE, Demand.NONE, rejected=False, reason="a multi-dose container takes neither JW nor JZ"
        )
    exempt = _exemption(setting, status_indicator)
    if exempt is not None:
        return DiscardRule(Demand.NONE, Demand.NONE, rejected=False, reason=exempt)
    rule = _by_date(on, setting)
    doubt = _doubt(on, container, setting, status_indicator)
    if doubt is None:
        return rule
    return DiscardRule(_softened(rule.jw), _softened(rule.jz), rejected=False, reason=doubt)


def _softened(demand: Demand) -> Demand:
    return Demand.UNKNOWN if demand is Demand.REQUIRED else demand


def _exemption(setting: str, status_indicator: str | None) -> str | None:
    """Why neither modifier applies at all, or ``None``."""
    if setting in _NEVER:
        return f"setting {setting} bills neither JW nor JZ"
    if setting == "outpatient-hospital" and status_indicator in _PACKAGED:
        return "the drug is packaged in hospital outpatient payment, so neither JW nor JZ applies"
    return None


def _doubt(on: date | None, container: str | None, setting: str, status_indicator: str | None) -> str | None:
    """Why it cannot be said whether a modifier is required, or ``None`` when it can."""
    if on is None:
        return "no date of service: the rule in force since 2023-07-01 is shown"
    if container is None:
        return "nothing says whether the container is single-dose"
    if setting == "outpatient-hospital" and status_indicator not in _PAID_SEPARATELY:
        return "the payment status of the code in hospital outpatient is not known to be separate"
    if setting == "esrd":
        return "in dialysis facilities JW and JZ apply to drugs outside the dialysis payment only"
    return (
        None if setting in _ALWAYS or setting in ("outpatient-hospital", "dme") else f"setting {setting} is not known"
    )


def _by_date(on: date | None, setting: str) -> DiscardRule:
    jz_from = _SUPPLIER_JZ_FROM if setting == "dme" else JZ_REQUIRED_FROM
    if on is None or on >= jz_from:
        rejected = on is not None and on >= REJECTED_FROM
        return DiscardRule(Demand.REQUIRED, Demand.REQUIRED, rejected, "JW or JZ is required on this date")
    if on >= JZ_ALLOWED_FROM:
        return DiscardRule(
            Demand.REQUIRED, Demand.OPTIONAL, rejected=False, reason="JW is required and JZ optional on this date"
        )
    if on >= JW_REQUIRED_FROM:
        return DiscardRule(
            Demand.REQUIRED, Demand.NONE, rejected=False, reason="JW is required and JZ does not exist on this date"
        )
    return DiscardRule(Demand.OPTIONAL, Demand.NONE, rejected=False, reason="neither JW nor JZ is required before 2017")


def discard_modifier(jw_units: int, rule: DiscardRule) -> str | None:
    """Return JW, JZ or ``None`` for a service with ``jw_units`` billable discarded units under ``rule``.

    Less than one whole unit discarded is zero units and takes JZ (domain rule J5).
    """
    if jw_units > 0:
        return "JW" if rule.jw in (Demand.REQUIRED, Demand.UNKNOWN) else None
    return "JZ" if rule.jz in (Demand.REQUIRED, Demand.UNKNOWN) else None
