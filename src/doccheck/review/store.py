"""One open queue: its database, its keys, its clock and its policy. Everything else here takes a :class:`Store`."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from doccheck.errors import QueueError
from doccheck.review import audit, clock, schema
from doccheck.review.home import anchor_path, default_url, private_folder, refuse_network_folder, sqlite_path
from doccheck.review.keys import load_key
from doccheck.review.policy import Policy, load_policy
from doccheck.review.tables import meta
from doccheck.review.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

__all__ = ["Store", "Sweep", "open_store"]

_BUSY_MS = 30_000
_STALLED_MS = 5_000
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
        with _plain_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection that may write; everything in the block is kept, or nothing."""
        with _plain_errors(), self.engine.connect().execution_options(writing=True) as connection:
            with connection.begin():
                yield connection
            link = connection.info.pop("link", None)
        if link is not None and self.anchor is not None:
            audit.write_anchor(self.anchor, link)

    def record(
        self, connection: Connection, actor: str, action: str, item: int | None = None, **detail: audit.Detail
    ) -> None:
        """Add an event to the audit trail in the caller's transaction."""
        connection.info["link"] = audit.append(
            connection, self.vault.chain, at=self.clock(), actor=actor, action=action, item=item, **detail
        )

    def record_many(
        self, connection: Connection, actor: str, action: str, rows: Sequence[tuple[int | None, dict[str, Any]]]
    ) -> None:
        """Add one event for each ``(item, detail)``."""
        connection.info["link"] = audit.append_many(
            connection, self.vault.chain, at=self.clock(), actor=actor, action=action, rows=rows
        )

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn a database failure into a sentence without the statement's values, which may be words of a note."""
    try:
        yield
    except IntegrityError:
        raise  # the caller knows which rule was broken
    except OperationalError as error:
        msg = f"the queue's database does not answer ({type(error.orig).__name__}); try again, then look at its state"
        raise QueueError(msg) from None
    except DBAPIError as error:
        msg = f"the queue's database refused a change ({type(error.orig).__name__})"
        raise QueueError(msg) from None


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
    engine = _engine(address, path)
    try:
        with _plain_errors():
            vault = _vault(engine, wrapping)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, vault, policy or load_policy(), now, place)


def _engine(address: str, path: Path | None) -> Engine:
    if path is None:
        address = address.replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(address, pool_pre_ping=True, pool_size=8, hide_parameters=True)
        event.listen(engine, "connect", _lose_the_stalled)
        return engine
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": _BUSY_MS / 1000, "check_same_thread": False}, hide_parameters=True
    )
    existed = path.exists()

    @event.listens_for(engine, "connect")
    def _settle(connection: DBAPIConnection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guesses
        cursor = connection.cursor()
        if _write_ahead(cursor) != "wal":
            msg = f"{path}: this folder does not allow a write-ahead log; keep the queue on a local disk"
            raise QueueError(msg)
        for pragma in (
            "synchronous = FULL",
            f"busy_timeout = {_BUSY_MS}",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "cache_size = -32000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        if not existed:
            path.chmod(0o600)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that starts as a reader gets SQLITE_BUSY when it upgrades, whatever the timeout.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _lose_the_stalled(connection: DBAPIConnection, _: object) -> None:
    """Let PostgreSQL end a change whose maker stands still in the middle of it, unless site or address set a limit.

    Every change moves the head of the audit trail, so that one that never ends would stop everybody.
    """
    cursor = connection.cursor()
    cursor.execute(
        "SELECT set_config('idle_in_transaction_session_timeout', %s, false)"
        " WHERE current_setting('idle_in_transaction_session_timeout') = '0'",
        (str(_STALLED_MS),),
    )
    cursor.close()
    connection.commit()  # a setting made in a transaction that is rolled back is forgotten


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


@retry(
    retry=retry_if_exception(_is_busy),
    wait=wait_random(0.005, 0.02),
    stop=stop_after_delay(_BUSY_MS / 1000),
    reraise=True,
)
def _write_ahead(cursor: DBAPICursor) -> str:
    # Whoever makes the file locks it to change its journal, and SQLite tells the others "busy" at once: the change
    # does not wait for the busy timeout as statements do.
    return str(cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0])


def _vault(engine: Engine, wrapping: bytes) -> Vault:
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
