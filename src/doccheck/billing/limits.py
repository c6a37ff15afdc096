"""Medically Unlikely Edits: most units of a code, by line or by day (domain rules M1-M5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.reference.records import UnitLimit

__all__ = ["BilledLine", "LimitResult", "compare_with_limit", "covers"]

PER_LINE, ABSOLUTE = 1, 2


class BilledLine(NamedTuple):
    """Units of one claim line, and whether it is the line of discarded units (JW)."""

    units: int
    discarded: bool = False


class LimitResult(NamedTuple):
    """A comparison of billed units with a limit.

    Args:
        exceeded: Whether the units given exceed it (the JW line left out).
        exceeded_with_discarded: Whether they do with the JW line counted. Whether it counts is not settled (M5).
        billed: Units compared, the JW line left out: the largest line for MAI 1, else the day's sum.
        billed_with_discarded: The same with the JW line.
        absolute: Whether the limit cannot be overridden (MAI 2).
    """

    exceeded: bool
    exceeded_with_discarded: bool
    billed: int
    billed_with_discarded: int
    absolute: bool


def compare_with_limit(lines: Sequence[BilledLine], limit: UnitLimit) -> LimitResult:
    """Compare all lines of one code, patient, provider and day with ``limit``.

    Args:
        lines: The lines; at least the units given.
        limit: The edit of the quarter and setting.
    """
    given = [line.units for line in lines if not line.discarded]
    every = [line.units for line in lines]
    fold = max if limit.indicator == PER_LINE else sum
    billed = fold(given) if given else 0
    with_discarded = fold(every) if every else 0
    return LimitResult(
        exceeded=billed > limit.units,
        exceeded_with_discarded=with_discarded > limit.units,
        billed=billed,
        billed_with_discarded=with_discarded,
        absolute=limit.indicator == ABSOLUTE,
    )


def covers(limit: UnitLimit, on: date) -> bool:
    """Whether ``limit`` answers for a service on ``on``: an edit holds for its own quarter only (M4)."""
    return limit.begins <= on <= limit.ends
