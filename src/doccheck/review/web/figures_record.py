"""The dashboard's figures as JSON data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

    from doccheck.review.statistics import Figures

__all__ = ["figures_out"]


def figures_out(found: Figures) -> dict[str, Any]:
    """Return the dashboard's figures."""
    agreement = found.agreement
    return {
        "open": found.open_count,
        "open_cents": found.open_cents,
        "overdue": found.overdue,
        "cells": [{"age": c.age, "reason": c.reason, "count": c.count, "cents": c.cents} for c in found.open],
        "days": [{"days_ago": d.days_ago, "came": d.came, "finished": d.finished} for d in found.days],
        "median_seconds": found.median_seconds,
        "rules": [{"rule": r.rule, "decided": r.decided, "overridden": r.overridden} for r in found.rules],
        "readers": [{"reader": r.rule, "decided": r.decided, "overridden": r.overridden} for r in found.readers],
        "agreement": {
            "pairs": agreement.pairs,
            "raw": _share(agreement.raw),
            "kappa": _share(agreement.kappa),
            "alpha": _share(agreement.alpha),
        },
        "readings": found.readings,
        "failed_readings": found.failed_readings,
        "expired_leases": found.expired_leases,
    }


def _share(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)
