"""What a run of notes has spent on models, and the limit it keeps."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from doccheck.facts import Usage

__all__ = ["Spending", "Spent"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has used so far.

    Args:
        notes: Notes a model read to their end.
        held_back: Notes that were not sent because they could have taken the run over its limit.
        usage: Tokens of all notes, also of those no answer came for; ``None`` while no server reported any.
        cost: US dollars; ``None`` when the price of one of the models asked is unknown.
    """

    notes: int = 0
    held_back: int = 0
    usage: Usage | None = None
    cost: Decimal | None = Decimal(0)


class Spending:
    """The account of one run; any number of threads and event loops may use it.

    Before a note is sent, the most it can cost is set aside; afterwards what it did cost is booked. While others
    still hold money that this note may need, it waits for them; it is held back only when what is really spent leaves
    too little.
    """

    def __init__(self) -> None:
        """Open an empty account."""
        self._lock = threading.Lock()
        self._spent = Spent()
        self._used = Decimal(0)
        self._aside = Decimal(0)
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    @property
    def spent(self) -> Spent:
        """What has been used so far."""
        with self._lock:
            return self._spent

    async def set_aside(self, most: Decimal, limit: Decimal) -> bool:
        """Set money aside for a note, waiting for other notes where that decides.

        Args:
            most: US dollars the note can cost at most.
            limit: US dollars the run may spend.

        Returns:
            Whether the note may be sent; then :meth:`book` must follow.
        """
        import asyncio  # noqa: PLC0415 - every checker has an account, few need an event loop

        while True:
            changed = asyncio.Event()
            with self._lock:
                if self._used + most > limit:
                    spent = self._spent
                    self._spent = Spent(spent.notes, spent.held_back + 1, spent.usage, spent.cost)
                    return False
                if self._used + self._aside + most <= limit:
                    self._aside += most
                    return True
                self._waiting.append((asyncio.get_running_loop(), changed))
            await changed.wait()

    def may_ask_again(self, most: Decimal, limit: Decimal) -> bool:
        """Set more aside for a note already under way, without waiting: two that wait for each other never end."""
        with self._lock:
            if self._used + self._aside + most > limit:
                return False
            self._aside += most
            return True

    def book(self, aside: Decimal, usage: Usage | None, cost: Decimal | None, *, read: bool) -> None:
        """Book how a note ended and give back what was set aside for it.

        Args:
            aside: What was set aside for it in all.
            usage: Tokens it used.
            cost: US dollars it cost, ``None`` when the price is unknown.
            read: Whether the model read it to its end.
        """
        from doccheck.models.port import total_usage  # noqa: PLC0415 - as above

        with self._lock:
            self._aside -= aside
            self._used += cost or 0
            spent = self._spent
            self._spent = Spent(
                spent.notes + read,
                spent.held_back,
                total_usage((spent.usage, usage)),
                None if spent.cost is None or cost is None else spent.cost + cost,
            )
            waiting, self._waiting = self._waiting, []
        for loop, changed in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(changed.set)
