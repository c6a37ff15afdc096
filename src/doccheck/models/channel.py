"""What all callers of one server and key share, and the way one question goes through it.

Order of a try: a free slot, the pause the server asked for, the breaker, the request. Tries are repeated by tenacity
under a deadline and a retry budget; nothing is retried that cannot get better.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from tenacity import AsyncRetrying, RetryCallState, stop_after_attempt, wait_random_exponential

from doccheck.errors import ModelError
from doccheck.facts import Outcome
from doccheck.models.adaptive import InFlight
from doccheck.models.breaker import Breaker
from doccheck.models.decode import Decoded
from doccheck.models.faults import Fault
from doccheck.models.port import Reply, total_usage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from doccheck.facts import Usage
    from doccheck.models.limits import Limits
    from doccheck.models.port import Request

__all__ = ["Channel", "Sender", "Try"]

_log = logging.getLogger("doccheck.models")

_OUT_OF_TIME = "The server did not answer in time."
_UNREACHED = "The server could not be reached a moment ago."
_STOPPED_FOR = 60.0
"""Seconds for which a refused key is not tried again."""


@dataclass(frozen=True, slots=True)
class Try:
    """One request: an answer or a fault, and the server's id of it."""

    result: Decoded | Fault
    request_id: str | None = None


class Sender(Protocol):
    """Sends one request, once."""

    async def send(self, request: Request) -> Try:
        """Send; never raises for what a server or a network does."""
        ...


@dataclass(slots=True)
class _Asking:
    """One question on its way."""

    request: Request
    started: float
    deadline: float
    attempts: int = 0
    usages: list[Usage | None] = field(default_factory=list)
    request_id: str | None = None


class Channel:
    """The way to one server. Lives in one event loop.

    Args:
        sender: Sends one request.
        limits: The numbers.
        now: A monotonic clock in seconds.
        sleep: Waits a number of seconds.
    """

    def __init__(
        self,
        sender: Sender,
        limits: Limits,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Start with an open way."""
        self._sender = sender
        self._limits = limits
        self._now = now
        self._sleep = sleep
        self.slots = InFlight(limits.in_flight, limits.grow_after)
        self.breaker = Breaker(limits, now, sleep)
        self._pause_until = 0.0
        self._next_start = 0.0
        self._refused_until = 0.0
        self._refusal = ""
        self._backoff = wait_random_exponential(multiplier=limits.first_wait, max=limits.longest_wait)
        self._reached = -limits.deadline
        self._asking = 0
        self.questions = 0
        self.retries = 0
        self.requests = 0

    async def ask(self, request: Request) -> Reply:
        """Answer ``request`` or say how asking ended.

        Raises:
            ModelError: An earlier question was refused for a reason that holds for every question (the key).
        """
        started = self._now()
        if started < self._refused_until:
            msg = f"{self._refusal} Nothing more is sent until that is settled."
            raise ModelError(msg)
        self.questions += 1
        asking = _Asking(request, started, started + self._limits.deadline)
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._limits.tries),
            wait=self._wait,
            retry=self._try_again(asking),
            retry_error_callback=_last_result,
            sleep=self._sleep,
        )
        self._asking += 1
        try:
            result: Decoded | Fault = await retrying(self._try_once, asking)
        finally:
            self._asking -= 1
        return self._reply(asking, result)

    @property
    def _brief(self) -> bool:
        """Whether an address without a server is given up soon: few ask, and nothing answered there lately.

        A run of many, or one whose server worked a moment ago, is worth waiting for; one note is not.
        """
        return self._asking <= self._limits.few and self._now() - self._reached >= self._limits.deadline

    def _reply(self, asking: _Asking, result: Decoded | Fault) -> Reply:
        text = result.text if isinstance(result, Decoded) else ""
        seconds = self._now() - asking.started
        if result.outcome is not Outcome.OK:
            _log.info(
                "model outcome %s after %d requests, request id %s", result.outcome, asking.attempts, asking.request_id
            )
        usage = total_usage(asking.usages)
        return Reply(result.outcome, text, usage, asking.request_id, asking.attempts, result.detail, seconds)

    def _try_again(self, asking: _Asking) -> Callable[[RetryCallState], bool]:
        def decide(state: RetryCallState) -> bool:
            if state.outcome is None or state.outcome.failed:
                return False
            result: Decoded | Fault = state.outcome.result()
            too_long_a_pause = isinstance(result, Fault) and (result.pause or 0) > self._limits.longest_pause
            if (
                not result.again
                or too_long_a_pause
                or asking.attempts >= self._tries(result)
                or self._now() >= asking.deadline
            ):
                return False
            if self.retries >= self._limits.retry_reserve + self._limits.retry_share * self.questions:
                return False
            self.retries += 1
            return True

        return decide

    def _tries(self, result: Decoded | Fault) -> int:
        unreachable = isinstance(result, Fault) and result.unreachable
        return self._limits.tries_unreached if unreachable and self._brief else self._limits.tries

    def _wait(self, state: RetryCallState) -> float:
        wait = self._backoff(state)
        hurry = self._brief and isinstance(fault := _last_result(state), Fault) and fault.unreachable
        return min(wait, self._limits.wait_unreached) if hurry else wait

    async def _try_once(self, asking: _Asking) -> Decoded | Fault:
        """Take a slot, wait out pause and breaker in it, send: a server that is down costs each slot one try."""
        waiting_since = self._now()
        epoch = await self.slots.enter()
        asking.deadline += self._now() - waiting_since
        try:
            await self._obey_pause(asking)
            probe = False
            if self.breaker.holds and self._brief:
                return Fault(Outcome.TRANSPORT, _UNREACHED)
            if self.breaker.open:
                probe = await asyncio.wait_for(self.breaker.admit(), max(0.0, asking.deadline - self._now()))
            try:
                await self._keep_apart()
                tried = await self._send(asking)
            except BaseException:
                if probe:
                    self.breaker.abandon()
                raise
        except TimeoutError:
            return Fault(Outcome.TRANSPORT, _OUT_OF_TIME)
        finally:
            self.slots.leave()
        self._learn(tried.result, epoch=epoch, probe=probe)
        return tried.result

    async def _send(self, asking: _Asking) -> Try:
        left = asking.deadline - self._now()
        if left <= 0:
            return Try(Fault(Outcome.TRANSPORT, _OUT_OF_TIME))
        asking.attempts += 1
        self.requests += 1
        try:
            async with asyncio.timeout(left):
                tried = await self._sender.send(asking.request)
        except TimeoutError:
            tried = Try(Fault(Outcome.TRANSPORT, _OUT_OF_TIME, counts_against_server=True))
        asking.request_id = tried.request_id or asking.request_id
        if isinstance(tried.result, Decoded):
            asking.usages.append(tried.result.usage)
        return tried

    async def _obey_pause(self, asking: _Asking) -> None:
        """Wait while the server wants nobody to ask; that time is not the question's, nor is waiting for a slot."""
        while (left := self._pause_until - self._now()) > 0:
            asking.deadline += left
            await self._sleep(left)

    async def _keep_apart(self) -> None:
        now = self._now()
        start = max(now, self._next_start)
        self._next_start = start + self._limits.spacing
        if start > now:
            await self._sleep(start - now)

    def _learn(self, result: Decoded | Fault, *, epoch: int, probe: bool) -> None:
        """Let every other caller profit from how this try ended."""
        if isinstance(result, Decoded) or not result.unreachable:
            self._reached = self._now()
        if isinstance(result, Decoded):
            self.breaker.record(failed=result.outcome is Outcome.TRANSPORT, probe=probe)
            if result.outcome is not Outcome.TRANSPORT:
                self.slots.answered()
            return
        self.breaker.record(failed=result.counts_against_server, probe=probe)
        if result.throttled:
            self.slots.throttled(epoch)
        if result.pause is not None and result.pause <= self._limits.longest_pause:
            self._pause_until = max(self._pause_until, self._now() + result.pause)
        if result.stops:
            self._refused_until = self._now() + _STOPPED_FOR
            self._refusal = result.detail


def _last_result(state: RetryCallState) -> Decoded | Fault:
    if state.outcome is None:  # pragma: no cover - tenacity calls this only after a try
        return Fault(Outcome.TRANSPORT, _OUT_OF_TIME)
    result: Decoded | Fault = state.outcome.result()
    return result
