"""Who did what, when: a trail that only grows, chained so that an edit, a gap or a cut end shows.

Each event's code covers the event and the code before it, under a key that is not in the database. The newest link is
kept three times: in the table, in ``audit_head``, and in a file outside the database, which is what tells a cut-off
end. Details hold ids, hashes and counts, never words of a note.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import insert, select

from doccheck.errors import QueueError
from doccheck.review.tables import audit_head, event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

__all__ = [
    "PURGED",
    "Anchor",
    "Broken",
    "Detail",
    "Event",
    "begin",
    "chained",
    "head",
    "link",
    "parse_anchor",
    "read_anchor",
    "verify",
    "write_anchor",
]

Detail: TypeAlias = str | int | bool | None
"""What an event may say: ids, counts, codes."""

PURGED = "purge-trail"
"""The event that says where a purge of the oldest events ended; the trail begins after the newest of these."""

_START = bytes(32)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the chain: its number and its code."""

    seq: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the chain does not hold, and how."""

    seq: int
    why: str


def link(key: bytes, before: bytes, row: tuple[int, int, str, str, int | None, str]) -> bytes:
    """Return the code of an event (seq, at, actor, action, item, detail) after the code ``before``."""
    # JSON keeps control characters escaped and names hold none, so the separator cannot be forged.
    body = "\x1f".join("" if value is None else str(value) for value in row)
    return hmac.digest(key, before + body.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, before it has its place in the chain.

    Args:
        at: Time in milliseconds.
        actor: Account or user name.
        action: What was done (``decide``, ``view``, ``export`` …).
        item: Item number, when it is about one.
        detail: Ids, counts and codes as JSON; never words of a note.
    """

    at: int
    actor: str
    action: str
    item: int | None
    detail: str

    @classmethod
    def of(cls, at: int, actor: str, action: str, item: int | None, detail: Mapping[str, Detail]) -> Event:
        """Return the event with its detail written down."""
        words = json.dumps(detail, sort_keys=True, separators=(",", ":")) if detail else "{}"
        return cls(at, actor, action, item, words)


def chained(key: bytes, newest: Anchor, events: Iterable[Event]) -> tuple[list[dict[str, Any]], Anchor]:
    """Return the rows of ``events`` after the link ``newest``, and the last one's link."""
    seq, mac = newest.seq, newest.mac
    rows: list[dict[str, Any]] = []
    for one in events:
        seq += 1
        mac = link(key, mac, (seq, one.at, one.actor, one.action, one.item, one.detail))
        rows.append(
            {
                "seq": seq,
                "at": one.at,
                "actor": one.actor,
                "action": one.action,
                "item_id": one.item,
                "detail": one.detail,
                "mac": mac,
            }
        )
    return rows, Anchor(seq, mac)


def begin(connection: Connection) -> None:
    """Write the start of the chain into a new database."""
    connection.execute(insert(audit_head).values(id=1, seq=0, mac=_START))


def head(connection: Connection) -> Anchor:
    """Return the newest link."""
    seq, mac = connection.execute(select(audit_head.c.seq, audit_head.c.mac)).one()
    return Anchor(seq, bytes(mac))


def verify(connection: Connection, key: bytes, anchors: tuple[Anchor, ...] = ()) -> Broken | int:
    """Follow the whole chain.

    Args:
        connection: A connection that reads.
        key: The chain key.
        anchors: Links remembered outside the database; each must still be there.

    Returns:
        The number of events when the chain holds, else the first fault.
    """
    wanted = {anchor.seq: anchor.mac for anchor in anchors if anchor.seq}
    base = _base(connection)
    if wanted.pop(base.seq, base.mac) != base.mac or min(wanted, default=base.seq) < base.seq:
        return Broken(base.seq, "a remembered event was purged with the oldest part of the trail; give a newer one")
    with connection.execute(_EVENTS) as rows:
        last = _follow(rows, key, base, wanted)
    if isinstance(last, Broken):
        return last
    newest = head(connection)
    if newest != last:
        return Broken(last.seq + 1, "events are missing at the end")
    if wanted:
        return Broken(last.seq + 1, "events remembered outside the database are missing at the end")
    return last.seq - base.seq


def _base(connection: Connection) -> Anchor:
    """Return the link before the first event that is kept. The event that names it is part of the chain itself."""
    purged = select(event.c.detail).where(event.c.action == PURGED).order_by(event.c.seq.desc()).limit(1)
    text = connection.execute(purged).scalar()
    if text is None:
        return Anchor(0, _START)
    try:
        detail = json.loads(text)
        return Anchor(int(detail["through"]), bytes.fromhex(detail["mac"]))
    except (ValueError, KeyError, TypeError):
        return Anchor(0, _START)  # somebody wrote it anew, and the chain will not hold


_EVENTS = (
    select(event.c.seq, event.c.at, event.c.actor, event.c.action, event.c.item_id, event.c.detail, event.c.mac)
    .order_by(event.c.seq)
    .execution_options(yield_per=5_000)
)


def _follow(rows: Iterable[Sequence[Any]], key: bytes, base: Anchor, wanted: dict[int, bytes]) -> Anchor | Broken:
    """Return the last link after ``base``, or the first fault; anchors that were met are taken out of ``wanted``."""
    mac, expected = base.mac, base.seq
    for seq, at, actor, action, item, detail, stored in rows:
        expected += 1
        if seq != expected:
            return Broken(expected, "this event was deleted")
        mac = link(key, mac, (seq, at, actor, action, item, detail))
        if mac != bytes(stored):
            return Broken(seq, "this event was changed")
        if wanted.pop(seq, mac) != mac:
            return Broken(seq, "this event is not the one remembered outside the database")
    return Anchor(expected, mac)


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Remember ``anchor`` in ``path`` unless a newer link is there. Best effort: the data is already committed."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with contextlib.suppress(ImportError):
                import fcntl  # noqa: PLC0415 - not on every platform

                fcntl.flock(handle, fcntl.LOCK_EX)
            known = _parsed(os.read(handle, 200))
            if known is None or known.seq < anchor.seq:
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"{anchor.seq:020d} {anchor.mac.hex()}\n".encode())
        finally:
            os.close(handle)


def read_anchor(path: Path) -> Anchor | None:
    """Return the link remembered in ``path``, ``None`` when there is none."""
    try:
        return _parsed(path.read_bytes())
    except OSError:
        return None


def parse_anchor(text: str) -> Anchor:
    """Read a link written down as ``SEQ:HEX``.

    Raises:
        QueueError: It is none.
    """
    found = _parsed(text.replace(":", " ", 1).encode())
    if found is None:
        msg = "an anchor is written as the number of an event, a colon, and its code in hexadecimal"
        raise QueueError(msg)
    return found


def _parsed(data: bytes) -> Anchor | None:
    seq, _, mac = data.decode("ascii", "replace").strip().partition(" ")
    try:
        return Anchor(int(seq), bytes.fromhex(mac))
    except ValueError:
        return None
