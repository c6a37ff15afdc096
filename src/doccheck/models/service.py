"""The models of this process: one client, one pool and one set of limits a server, key and model."""

from __future__ import annotations

import asyncio
import atexit
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from doccheck.models.address import checked_address
from doccheck.models.limits import Limits
from doccheck.models.loop import stop

if TYPE_CHECKING:
    from doccheck.models.address import Address
    from doccheck.models.openai import OpenAIModel
    from doccheck.settings import Settings

__all__ = ["limits_of", "model_for", "shutdown"]

_Key = tuple[str, str, str | None, Limits]
_models: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[_Key, OpenAIModel]] = WeakKeyDictionary()


def limits_of(settings: Settings) -> Limits:
    """Return the numbers of the failure handling with what the settings say."""
    defaults = Limits()
    return Limits(
        in_flight=settings.in_flight or defaults.in_flight,
        deadline=settings.deadline or defaults.deadline,
    )


def model_for(settings: Settings, name: str, limits: Limits | None = None) -> OpenAIModel:
    """Return the model ``name`` at the configured address, for the running event loop.

    Raises:
        ModelError: Notes may not be sent to that address.
    """
    address = checked_address(settings.base_url, settings.allowed_hosts)
    chosen = limits or limits_of(settings)
    known = _models.setdefault(asyncio.get_running_loop(), {})
    key = (name, address.url, settings.api_key, chosen)
    if key not in known:
        known[key] = _connect(name, address, settings.api_key, chosen)
    return known[key]


def shutdown() -> None:
    """Close every connection and end the models' event loop; the next question starts another."""
    stop(_close_models())


async def _close_models() -> None:
    for model in _models.pop(asyncio.get_running_loop(), {}).values():
        await model.close()


def _connect(name: str, address: Address, api_key: str | None, limits: Limits) -> OpenAIModel:
    from doccheck.models.openai import OpenAIModel  # noqa: PLC0415 - importing the SDK takes about a second

    atexit.unregister(shutdown)
    atexit.register(shutdown)
    return OpenAIModel(name, address, api_key, limits)
