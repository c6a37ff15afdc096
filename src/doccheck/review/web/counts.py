"""Counts that a page shows, kept for some seconds: counting reads every item, and nobody reads faster than that."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from doccheck.errors import QueueError
from doccheck.review import statistics
from doccheck.review.filters import Filter
from doccheck.review.listing import Facets, facets
from doccheck.review.tally import stepped

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from doccheck.review.decisions import Outcome
    from doccheck.review.statistics import Figures
    from doccheck.review.store import Store

__all__ = ["Counts", "Kept", "counted", "dashboard_figures", "warm"]

T = TypeVar("T")

_FRESH = 5.0
_STALE = 60.0
_MOST = 200


class Kept(Generic[T]):
    """Values by key: for five seconds given as they are, for a minute given and counted anew meanwhile."""

    def __init__(self) -> None:
        """Begin empty."""
        self._values: dict[str, tuple[float, T]] = {}
        self._counting: set[str] = set()
        self._lock = threading.Lock()

    def of(self, key: str, count: Callable[[], T]) -> T:
        """Return the value of ``key``, counting it when there is none that is young enough."""
        with self._lock:
            known = self._values.get(key)
            age = time.monotonic() - known[0] if known is not None else _STALE
            if known is not None and age < _STALE:
                if age >= _FRESH and key not in self._counting:
                    self._counting.add(key)
                    threading.Thread(target=self._count, args=(key, count), daemon=True).start()
                return known[1]
        return self._count(key, count)

    def forget(self) -> None:
        """Count anew at the next look."""
        with self._lock:
            self._values.clear()

    def change(self, changed: Callable[[str, T], T | None]) -> None:
        """Put ``changed(key, value)`` in place of every value; where that is ``None``, count anew at the next look."""
        with self._lock:
            values = {key: (at, changed(key, value)) for key, (at, value) in self._values.items()}
            self._values = {key: (at, value) for key, (at, value) in values.items() if value is not None}

    def _count(self, key: str, count: Callable[[], T]) -> T:
        try:
            value = count()
            with self._lock:
                if len(self._values) >= _MOST:
                    self._values.clear()
                self._values[key] = (time.monotonic(), value)
            return value
        finally:
            with self._lock:
                self._counting.discard(key)


class Counts:
    """Everything one application counts."""

    def __init__(self) -> None:
        """Begin empty."""
        self.facets: Kept[Facets] = Kept()
        self.figures: Kept[Figures] = Kept()

    def forget(self) -> None:
        """Count anew at the next look."""
        self.facets.forget()
        self.figures.forget()

    def decided(self, store: Store, outcome: Outcome) -> None:
        """Keep the list's counts right after a decision; figures stay as old as they are."""
        now = store.clock()
        self.facets.change(lambda key, counts: stepped(counts, Filter.parse(key), outcome.before, outcome.state, now))


def warm(app: FastAPI) -> None:
    """Count what the first pages will show before somebody asks."""

    def count() -> None:
        with suppress(QueueError):
            counted(app, Filter())
            dashboard_figures(app)

    threading.Thread(target=count, daemon=True).start()


def counted(app: FastAPI, wanted: Filter) -> Facets:
    """Return counts and dollars of what a filter finds, at most a minute old."""
    store: Store = app.state.store
    counts: Counts = app.state.counted

    def count() -> Facets:
        with store.read() as connection:
            return facets(store, connection, wanted)

    return counts.facets.of(wanted.query(sort="risk"), count)


def dashboard_figures(app: FastAPI) -> Figures:
    """Return the dashboard's figures, at most a minute old."""
    store: Store = app.state.store
    counts: Counts = app.state.counted

    def count() -> Figures:
        with store.read() as connection:
            return statistics.figures(store, connection)

    return counts.figures.of("", count)
