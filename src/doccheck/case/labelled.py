"""How much one container holds, and how much a stated volume is: amounts of one event read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.facts import Role
from doccheck.language.amounts import read_amount
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.ground.grounded import GroundedAmount

__all__ = ["labelled_content", "measured"]

_BESIDE = 28
"""Most code points between a container's strength and its volume ("40 mg/mL single-dose vials, 1 mL each")."""


def labelled_content(amount: GroundedAmount, event: Sequence[GroundedAmount]) -> Quantity | None:
    """Return the labelled content of one container, ``None`` when it cannot be known.

    It is a plain amount, the numerator of ``300 mg/15 mL``, an amount per vial, or volume times concentration.

    Args:
        amount: The fact that names the container.
        event: All facts of its event.
    """
    reading = read_amount(amount.fact.number, amount.fact.unit)
    if reading.ambiguous or len(reading.values) != 1:
        return None
    content = reading.values[0]
    if reading.kind == "amount":
        return content if content.dimension != "volume" else _dissolved(content, event)
    pair = reading.strength
    if pair is None:
        return content if reading.per is not None and reading.per.dimension == "vials" else None
    if pair[1].value != 1:
        return content
    beside = (other for other in event if other is not amount and _beside(amount, other))
    volumes = [volume for other in beside if (volume := _holder_volume(other)) is not None]
    return _times(pair, volumes[0]) if volumes else None


def measured(amount: GroundedAmount, event: Sequence[GroundedAmount]) -> Quantity | None:
    """Return the amount a fact states, a volume brought to its drug where the event names one concentration."""
    if not amount.fact.number or not amount.value_follows:
        return None
    exact = read_amount(amount.fact.number, amount.fact.unit).exact
    if exact is None or exact.dimension != "volume" or exact.value == 0:
        return exact
    return _dissolved(exact, event) or exact


def _dissolved(volume: Quantity, event: Sequence[GroundedAmount]) -> Quantity | None:
    """The drug in ``volume``; ``None`` where the event names no concentration, or several."""
    pairs = [pair for other in event if (pair := _concentration(other)) is not None]
    contents = [_times(pair, volume) for pair in pairs]
    return contents[0] if contents and all(one.same_as(contents[0]) for one in contents) else None


def _concentration(amount: GroundedAmount) -> tuple[Quantity, Quantity] | None:
    return read_amount(amount.fact.number, amount.fact.unit).strength


def _beside(amount: GroundedAmount, other: GroundedAmount) -> bool:
    """Whether a volume can be the container's own: it stands beside the strength; a bag's diluent stands elsewhere."""
    here, there = amount.place.span, other.place.span
    if here is None or there is None:
        return False
    return max(here.start, there.start) - min(here.end, there.end) <= _BESIDE


def _holder_volume(amount: GroundedAmount) -> Quantity | None:
    """Volume of a container: a prepared or strength fact in mL."""
    if amount.fact.role not in (Role.PREPARED, Role.STRENGTH):
        return None
    exact = read_amount(amount.fact.number, amount.fact.unit).exact
    return exact if exact is not None and exact.dimension == "volume" else None


def _times(pair: tuple[Quantity, Quantity], volume: Quantity) -> Quantity:
    content, holder = pair
    return Quantity(content.value * (volume / holder), content.unit)
