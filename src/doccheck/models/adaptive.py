"""How many requests may be under way at a time: additive increase, multiplicative decrease on 429 only."""

from __future__ import annotations

import asyncio
from collections import deque

__all__ = ["InFlight"]


class InFlight:
    """A gate that lets as many through as the server bears. Lives in one event loop.

    Args:
        most: Requests at a time to start with, and the upper bound.
        grow_after: Good answers for one more; as many as are under way are enough while those are fewer, so that a few
            throttled answers do not leave a run at one request at a time.
    """

    def __init__(self, most: int, grow_after: int) -> None:
        """Open the gate fully."""
        self.limit = most
        self.most = most
        self.under_way = 0
        self._grow_after = grow_after
        self._good = 0
        self._epoch = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def enter(self) -> int:
        """Wait for a free slot, in order of arrival; returns the epoch to hand to :meth:`throttled`."""
        if self.under_way >= self.limit or self._waiting:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self.leave()
                else:
                    self._waiting.remove(turn)
                raise
        else:
            self.under_way += 1
        return self._epoch

    def leave(self) -> None:
        """Free a slot."""
        self.under_way -= 1
        self._wake()

    def answered(self) -> None:
        """Count a good answer; enough of them allow one more request at a time."""
        self._good += 1
        if self._good >= min(self._grow_after, self.limit) and self.limit < self.most:
            self._good = 0
            self.limit += 1
            self._wake()

    def throttled(self, epoch: int) -> None:
        """Halve the limit, once for all requests that were sent before the last halving."""
        if epoch == self._epoch:
            self._epoch += 1
            self._good = 0
            self.limit = max(1, self.limit // 2)

    def _wake(self) -> None:
        while self._waiting and self.under_way < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self.under_way += 1
                turn.set_result(None)
