"""Which facts speak of the same administration, when each reading numbered them for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Events"]


class Events:
    """Numbers of administrations over several readings; numbers found to be the same are united."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: dict[tuple[int, int], int] = {}
        self._parent: list[int] = []

    def of(self, reading: int, event: int | None) -> int | None:
        """Number over all readings of ``event`` as numbered in one ``reading``; ``None`` stays ``None``."""
        if event is None:
            return None
        if (reading, event) not in self._known:
            self._known[reading, event] = len(self._parent)
            self._parent.append(len(self._parent))
        return self._known[reading, event]

    def unite(self, one: int | None, other: int | None) -> None:
        """Both numbers mean the same administration."""
        if one is not None and other is not None:
            self._parent[self._root(other)] = self._root(one)

    def numbers(self, events: Sequence[int | None]) -> list[int | None]:
        """Return the events as 1, 2, 3 … in the order in which they first appear."""
        order: dict[int, int] = {}
        return [None if event is None else order.setdefault(self._root(event), len(order) + 1) for event in events]

    def _root(self, event: int) -> int:
        while self._parent[event] != event:
            self._parent[event] = self._parent[self._parent[event]]
            event = self._parent[event]
        return event
