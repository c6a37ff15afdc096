"""What a model costs: prices a million tokens, the cost of one note, and a budget for many.

The price table is a convenience and ages; ``[prices]`` in ``config.toml`` overrides it. A model without a price has
no cost here, and a spending limit for it is refused rather than ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doccheck.errors import SettingError

if TYPE_CHECKING:
    from doccheck.facts import Usage

__all__ = ["PRICES", "PRICES_AS_OF", "Price", "cost_of", "most_cost", "price_of"]

_MILLION = Decimal(1_000_000)

PRICES_AS_OF = "2026-11"
"""When the prices below were read, on public pages that quote the vendor's; the vendor's own page was not read."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens."""

    input: Decimal
    cached: Decimal
    output: Decimal


def _price(new: str, cached: str, out: str) -> Price:
    return Price(Decimal(new), Decimal(cached), Decimal(out))


PRICES: dict[str, Price] = {
    "gpt-4.1": _price("2.00", "0.50", "8.00"),
    "gpt-4o": _price("2.50", "1.25", "10.00"),
    "gpt-4o-mini": _price("0.15", "0.075", "0.60"),
    "gpt-5": _price("1.25", "0.125", "10.00"),
    "gpt-5-mini": _price("0.25", "0.025", "2.00"),
    "gpt-5.2": _price("1.75", "0.175", "14.00"),
    "gpt-5.4": _price("2.50", "0.25", "15.00"),
    "gpt-5.4-mini": _price("0.75", "0.075", "4.50"),
}


def price_of(
    model: str, own: tuple[tuple[str, tuple[str, str, str]], ...] = (), *, local: bool = False
) -> Price | None:
    """Return the price of ``model``: the user's own, else the table's (dated snapshots by their name), else nothing.

    Args:
        model: Model name.
        own: Prices of the settings.
        local: Whether the server is this machine, which charges nothing.
    """
    named = {name: _price(*numbers) for name, numbers in own}
    if model in named:
        return named[model]
    if local:
        return _price("0", "0", "0")
    base = model.rsplit("-", 3)[0] if model[-10:].replace("-", "").isdigit() else model
    return PRICES.get(base)


def cost_of(usage: Usage | None, price: Price | None) -> Decimal | None:
    """US dollars of what was used; ``None`` when the price or the usage is unknown."""
    if usage is None or price is None or usage.input_tokens is None or usage.output_tokens is None:
        return None
    cached = min(usage.cached_tokens or 0, usage.input_tokens)
    dollars = price.input * (usage.input_tokens - cached) + price.cached * cached + price.output * usage.output_tokens
    return dollars / _MILLION


def most_cost(input_tokens: int, answer_tokens: int, model: str, price: Price | None) -> Decimal:
    """Most US dollars one request can cost.

    Raises:
        SettingError: No price is known for the model, so that no limit can be kept.
    """
    if price is None:
        msg = f'no price is known for the model; give one in config.toml under [prices."{model}"]'
        raise SettingError(msg)
    return (price.input * input_tokens + price.output * answer_tokens) / _MILLION
