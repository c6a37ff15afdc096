"""One open queue: its database, its keys, its clock and its policy. Everything else here takes a :class:`Store`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from doccheck.review import audit, clock, schema
from doccheck.review.commit import commit
from doccheck.review.engines import again_if_stalled, engine_of, plain_errors
from doccheck.review.home import anchor_path, default_url, private_folder, refuse_network_folder, sqlite_path
from doccheck.review.keys import load_key
from doccheck.review.policy import Policy, load_policy
from doccheck.review.tables import meta
from doccheck.review.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

__all__ = ["Store", "Sweep", "open_store"]

_INIT_LOCK = 7_205_144_213  # an arbitrary number that only doccheck asks PostgreSQL to lock


class Sweep:
    """Remembers when expired leases were last put back in line, so that not every claim looks for them."""

    def __init__(self) -> None:
        """Begin with a sweep that is due."""
        self._last: int | None = None

    def due(self, now: int) -> bool:
        """Whether the last sweep is a second old; from now on it is not."""
        if self._last is not None and 0 <= now - self._last < clock.SECOND:
            return False
        self._last = now
        return True


@dataclass(frozen=True)
class Store:
    """An open queue.

    Args:
        engine: SQLAlchemy's pool of connections.
        vault: The store's keys.
        policy: The site's settings.
        clock: Returns the time in milliseconds.
        anchor: The file that remembers the audit chain's newest link; ``None`` keeps none.
        swept: When expired leases were last looked for.
    """

    engine: Engine
    vault: Vault
    policy: Policy = field(default_factory=Policy)
    clock: clock.Clock = clock.now
    anchor: Path | None = None
    swept: Sweep = field(default_factory=Sweep)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that reads one consistent state."""
        with plain_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection that may write; everything in the block is kept, or nothing.

        Events of the audit trail are chained when the block is over, so that nobody waits for their lock meanwhile.
        """
        with plain_errors(), self.engine.connect().execution_options(writing=True) as connection:
            connection.info["events"] = []
            with connection.begin() as change:
                yield connection
                link = commit(connection, change, self.vault.chain, connection.info["events"])
        if link is not None and self.anchor is not None:
            audit.write_anchor(self.anchor, link)

    def record(
        self, connection: Connection, actor: str, action: str, item: int | None = None, **detail: audit.Detail
    ) -> None:
        """Add an event to the audit trail in the caller's transaction."""
        self.record_many(connection, actor, action, [(item, detail)])

    def record_many(
        self, connection: Connection, actor: str, action: str, rows: Sequence[tuple[int | None, dict[str, Any]]]
    ) -> None:
        """Add one event for each ``(item, detail)``."""
        at = self.clock()
        connection.info["events"] += [audit.Event.of(at, actor, action, item, detail) for item, detail in rows]

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_store(
    url: str | None = None,
    *,
    policy: Policy | None = None,
    key: bytes | None = None,
    now: clock.Clock = clock.now,
    anchor: Path | None = None,
) -> Store:
    """Open the queue, making it when there is none.

    Args:
        url: ``sqlite:///path`` or ``postgresql://…``; ``None`` for ``DOCCHECK_QUEUE_URL`` or the default file.
        policy: The site's settings, ``None`` to load them (:mod:`doccheck.review.policy`).
        key: The wrapping key, ``None`` to load it (:mod:`doccheck.review.keys`).
        now: The clock.
        anchor: File of the audit anchor, ``None`` for the one beside the data.

    Raises:
        QueueError: The database cannot be opened, is newer than this version, or was made with another key.
    """
    address = url or default_url()
    path = sqlite_path(address)
    if path is not None:
        private_folder(path.parent)
        refuse_network_folder(path)
    wrapping = key or load_key()
    place = anchor or anchor_path()
    private_folder(place.parent)
    engine = engine_of(address, path)
    try:
        vault = _vault(engine, wrapping)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, vault, policy or load_policy(), now, place)


@again_if_stalled
def _vault(engine: Engine, wrapping: bytes) -> Vault:
    with plain_errors():
        with engine.connect() as connection:
            if schema.current(connection) == schema.NEWEST:
                return Vault.unwrap(wrapping, _wrapped(connection))
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_INIT_LOCK})")
            found = schema.current(connection)
            if found != schema.NEWEST:
                schema.upgrade(connection, found)
            wrapped = _wrapped(connection)
            if wrapped:
                return Vault.unwrap(wrapping, wrapped)
            vault = Vault.fresh(wrapping)
            connection.execute(
                insert(meta), [{"key": name, "value": value} for name, value in vault.wrapped_keys().items()]
            )
            audit.begin(connection)
            return vault


def _wrapped(connection: Connection) -> dict[str, bytes]:
    return {key: bytes(value) for key, value in connection.execute(select(meta.c.key, meta.c.value))}
