"""The smallest combination of containers that supplies a dose (domain rule J12)."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import ceil, gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from doccheck.errors import QuantityError
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Combination", "smallest_combination"]

_MOST_STATES = 200_000
"""Sums looked at before giving up: a dose of thousands of containers is no dose."""


class Combination(NamedTuple):
    """Containers that together hold at least a dose.

    Args:
        total: Labelled content of all of them.
        containers: (content, how many), largest first.
    """

    total: Quantity
    containers: tuple[tuple[Quantity, int], ...]


def smallest_combination(dose: Quantity, contents: Iterable[Quantity]) -> Combination | None:
    """Return the combination with the least total content that holds ``dose``, with the fewest containers.

    Args:
        dose: Amount to supply, more than nothing.
        contents: Labelled contents of the containers that exist, each usable any number of times.

    Returns:
        The combination in the dose's unit, or ``None`` when there are no containers of that kind of amount, or
        the dose would take an absurd number of them.

    Raises:
        QuantityError: The dose is not more than nothing.
    """
    if dose.value <= 0:
        msg = "a combination of vials needs a dose of more than nothing"
        raise QuantityError(msg)
    sizes = sorted(
        {content.to(dose.unit).value for content in contents if content.comparable(dose) and content.value > 0}
    )
    if not sizes:
        return None
    grain = _grain(sizes)
    steps = [int(size / grain) for size in sizes]
    need = ceil(dose.value / grain)
    if need + steps[-1] > _MOST_STATES:
        return None
    return _combination(need, steps, grain, dose.unit)


def _grain(sizes: Sequence[Fraction]) -> Fraction:
    """The largest amount of which every size is a whole multiple."""
    bottom = reduce(lcm, (size.denominator for size in sizes))
    return Fraction(reduce(gcd, (int(size * bottom) for size in sizes)), bottom)


def _combination(need: int, steps: Sequence[int], grain: Fraction, unit: str) -> Combination:
    """Fewest containers for every sum up to the first one at or above ``need``."""
    last = [0] * (need + steps[-1])  # container that completes each sum, 0 where the sum cannot be made
    fewest: list[int | None] = [0, *[None] * (need + steps[-1] - 1)]
    at = 0
    while at < need or fewest[at] is None:
        at += 1
        options = [(count + 1, step) for step in steps if step <= at and (count := fewest[at - step]) is not None]
        if options:
            fewest[at], last[at] = min(options)
    total = Quantity(at * grain, unit)
    counts: dict[int, int] = {}
    while at:
        counts[last[at]] = counts.get(last[at], 0) + 1
        at -= last[at]
    return Combination(
        total, tuple((Quantity(step * grain, unit), counts[step]) for step in sorted(counts, reverse=True))
    )
