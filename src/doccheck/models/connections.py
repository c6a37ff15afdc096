"""Connections to one server, in pools of moderate size.

The SDK's pool looks at every one of its connections for each request; with a hundred under way that is a third of all
the work. A pool is opened only when those that exist are busy, so that a single question opens one.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
import openai

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from doccheck.models.address import Address
    from doccheck.models.limits import Limits

__all__ = ["Connections"]

_ENOUGH = 20
"""Requests under way in every pool before another is opened."""


@dataclass(slots=True, eq=False)
class _Pool:
    client: openai.AsyncOpenAI
    under_way: int = 0


class Connections:
    """Clients of the SDK, each with a pool of its own. Lives in one event loop.

    Args:
        address: The server.
        api_key: Its key, ``None`` for a server that wants none.
        limits: Times to wait, and how many requests may be under way.
    """

    def __init__(self, address: Address, api_key: str | None, limits: Limits) -> None:
        """Connect to nothing yet."""
        self._address = address
        self._api_key = api_key
        self._limits = limits
        self._pools: list[_Pool] = []
        self._certificates: ssl.SSLContext | None = None

    @contextmanager
    def client(self) -> Iterator[openai.AsyncOpenAI]:
        """Lend the client with the fewest requests under way."""
        pool = min(self._pools, key=lambda one: one.under_way, default=None)
        if pool is None or pool.under_way >= _ENOUGH:
            pool = _Pool(self._connect())
            self._pools.append(pool)
        pool.under_way += 1
        try:
            yield pool.client
        finally:
            pool.under_way -= 1

    async def close(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            await pool.client.close()

    def _connect(self) -> openai.AsyncOpenAI:
        most = self._limits.in_flight
        timeout = httpx2.Timeout(self._limits.read, connect=self._limits.connect, pool=self._limits.deadline)
        return openai.AsyncOpenAI(
            api_key=self._api_key or "none",
            base_url=self._address.url,
            timeout=timeout,
            max_retries=0,
            # No redirect is followed to a host nobody allowed, and no proxy of the environment gets in the clear what
            # is meant for this machine's own server.
            http_client=openai.DefaultAsyncHttpxClient(
                timeout=timeout,
                limits=httpx2.Limits(max_connections=most, max_keepalive_connections=most),
                follow_redirects=False,
                trust_env=not self._address.local,
                verify=self._verification(),
            ),
        )

    def _verification(self) -> ssl.SSLContext | bool:
        """One set of certificates for all pools: loading it takes longer than a request. None without encryption."""
        if self._address.url.startswith("http://"):
            return False
        if self._certificates is None:
            self._certificates = httpx2.create_ssl_context()
        return self._certificates
