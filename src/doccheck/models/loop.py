"""One event loop in a thread of its own, in which everything that talks to a model lives.

Callers from any thread and from any event loop share one connection pool, one limit of requests in flight and one
pause that way, without locks.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

__all__ = ["arun", "run", "stop"]

_T = TypeVar("_T")


class _Background:
    """The loop and its thread, started at the first question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None or self._loop.is_closed():
                loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=loop.run_forever, name="doccheck-models", daemon=True)
                self._thread.start()
                self._loop = loop
            return self._loop

    def stop(self, last: Coroutine[Any, Any, None]) -> None:
        """Run ``last`` in the loop, then end loop and thread; without a loop nothing happens."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None or loop.is_closed():
            last.close()
            return
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(last, loop).result(_FAREWELL)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_FAREWELL)
        if not thread.is_alive():
            loop.close()


_background = _Background()
_FAREWELL = 2.0
"""Seconds granted to closing connections."""


def _after_fork() -> None:
    # The thread does not exist in a forked child; a new loop is started there when it asks.
    global _background  # noqa: PLW0603 - one per process
    _background = _Background()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run ``work`` in the models' loop and wait for it."""
    future = asyncio.run_coroutine_threadsafe(work, _background.loop())
    try:
        return future.result()
    except BaseException:
        future.cancel()
        raise


async def arun(work: Coroutine[Any, Any, _T]) -> _T:
    """Run ``work`` in the models' loop; the caller's own loop goes on meanwhile."""
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, _background.loop()))


def stop(last: Coroutine[Any, Any, None]) -> None:
    """Run ``last`` in the models' loop and end it; the next question starts another."""
    _background.stop(last)
