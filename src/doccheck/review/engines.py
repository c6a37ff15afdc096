"""How the two databases are opened, and how their failures are told."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidatePoolError, OperationalError
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from doccheck.errors import QueueError, QueueStalledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
    from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["again_if_stalled", "engine_of", "patience", "plain_errors"]

P = ParamSpec("P")
T = TypeVar("T")

patience: ContextVar[int] = ContextVar("patience", default=1_000)
"""How long PostgreSQL waits for a program that has locked the audit trail, in milliseconds."""

_BUSY_MS = 30_000
_STALLED_MS = 5_000
_PATIENCE_MS = (100, 400)
_STALLED = "25P03"  # idle_in_transaction_session_timeout
_IDLE_SECONDS = 2.0


def engine_of(address: str, path: Path | None) -> Engine:
    """Return the pool of connections to ``address``; ``path`` is the file, for SQLite."""
    return _postgresql(address) if path is None else _sqlite(path)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a database failure into a sentence without the statement's values, which may be words of a note."""
    try:
        yield
    except IntegrityError:
        raise  # the caller knows which rule was broken
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _STALLED:
            msg = "the queue's database took the change back, because it stood still in the middle of it; try again"
            raise QueueStalledError(msg) from None
        if not isinstance(error, OperationalError):
            msg = f"the queue's database refused a change ({type(error.orig).__name__})"
            raise QueueError(msg) from None
        msg = f"the queue's database does not answer ({type(error.orig).__name__}); try again, then look at its state"
        raise QueueError(msg) from None


def again_if_stalled(change: Callable[P, T]) -> Callable[P, T]:
    """Let ``change`` run again when the database took it back because it stood still, with more patience each time."""

    @wraps(change)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        for milliseconds in _PATIENCE_MS:
            before = patience.set(milliseconds)
            try:
                with suppress(QueueStalledError):
                    return change(*args, **kwargs)
            finally:
                patience.reset(before)
        return change(*args, **kwargs)

    return run


def _sqlite(path: Path) -> Engine:
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


def _postgresql(address: str) -> Engine:
    engine = create_engine(
        address.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=8, hide_parameters=True
    )
    event.listen(engine, "connect", _lose_the_stalled)

    @event.listens_for(engine, "checkin")
    def _rests(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["rests"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _answers(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        # Asking before each use, as pool_pre_ping does, is three trips to the server; a server is seldom restarted.
        if time.monotonic() - record.info.get("rests", 0.0) < _IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

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
