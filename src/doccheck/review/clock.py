"""Time as the queue counts it: whole milliseconds since 1970, UTC. Tests give their own clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

__all__ = ["DAY", "HOUR", "MINUTE", "NEVER", "SECOND", "Clock", "iso", "moment", "now", "of_date"]

Clock: TypeAlias = Callable[[], int]
"""Returns the time in milliseconds."""

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NEVER = 2**62
"""A time that does not come: no due date."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """Return the time of this machine."""
    return time.time_ns() // 1_000_000


def moment(at: int) -> datetime:
    """Return ``at`` as a date and time in UTC."""
    return _EPOCH + timedelta(milliseconds=at)


def iso(at: int | None) -> str | None:
    """Return ``at`` in ISO 8601 with milliseconds and Z, ``None`` for no time and for :data:`NEVER`."""
    return None if at is None or at >= NEVER else moment(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def of_date(text: str) -> int:
    """Return midnight UTC of an ISO date, in milliseconds.

    Raises:
        ValueError: ``text`` is no ISO date.
    """
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND
