"""Stop asking a server that fails, and find out soon when it works again."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from doccheck.models.limits import Limits

__all__ = ["Breaker"]


class Breaker:
    """Opens when half of the last tries failed; then lets one probe through at a time. Lives in one event loop.

    Args:
        limits: The numbers.
        now: A monotonic clock in seconds.
        sleep: Waits a number of seconds.
    """

    def __init__(self, limits: Limits, now: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        """Start closed."""
        self._limits = limits
        self._now = now
        self._sleep = sleep
        self._failed: deque[bool] = deque(maxlen=limits.window)
        self._open_until: float | None = None
        self._probing = False
        self._changed = asyncio.Event()

    @property
    def open(self) -> bool:
        """Whether requests are held back."""
        return self._open_until is not None

    @property
    def holds(self) -> bool:
        """Whether :meth:`admit` would wait now."""
        return self._open_until is not None and (self._probing or self._now() < self._open_until)

    async def admit(self) -> bool:
        """Wait until a request may be sent; returns whether it is the probe."""
        while self._open_until is not None:
            wait = self._open_until - self._now()
            if wait <= 0 and not self._probing:
                self._probing = True
                return True
            await self._changed_or(max(wait, 0.01) if not self._probing else self._limits.open_for)
        return False

    def record(self, *, failed: bool, probe: bool) -> None:
        """Count how a try ended."""
        if probe:
            self._probing = False
        if self._open_until is not None:
            if not probe and failed:
                return
            if failed:
                self._open_until = self._now() + self._limits.open_for
            else:
                self._open_until = None
                self._failed.clear()
            self._announce()
            return
        self._failed.append(failed)
        bad = sum(self._failed)
        if len(self._failed) >= self._limits.window_least and bad * 2 >= len(self._failed):
            self._open_until = self._now() + self._limits.open_for

    def abandon(self) -> None:
        """The probe was given up without a result; the next request may try."""
        self._probing = False
        self._announce()

    def _announce(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _changed_or(self, seconds: float) -> None:
        changed = asyncio.ensure_future(self._changed.wait())
        waited = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({changed, waited}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            changed.cancel()
            waited.cancel()
