"""Statements that are built once and handed to the driver as text.

Claiming and deciding run the same few statements all day. SQLAlchemy builds them, once for each kind of database;
from then on only values travel. Rows come as the driver gives them, by name; a truth value of SQLite is 0 or 1.
"""

from __future__ import annotations

from collections import namedtuple
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.base import Executable

__all__ = ["Prepared", "told"]


class Prepared:
    """A statement whose values are all bound parameters by name; none of them may be a list.

    Args:
        statement: The statement.
    """

    def __init__(self, statement: Executable) -> None:
        """Keep the statement; it is built when it is first run."""
        self._built = lru_cache(maxsize=None)(lambda dialect: _Text(statement, dialect))

    def all(self, connection: Connection, **values: object) -> list[Any]:
        """Run it and return its rows."""
        text: _Text = self._built(connection.dialect)
        return list(map(text.row, self._run(connection, text, values).fetchall()))

    def first(self, connection: Connection, **values: object) -> Any:  # noqa: ANN401 - a row of any columns
        """Run it and return its first row, ``None`` without one."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def run(self, connection: Connection, **values: object) -> None:
        """Run it for what it does."""
        self._run(connection, self._built(connection.dialect), values)

    @staticmethod
    def _run(connection: Connection, text: _Text, values: dict[str, object]) -> Any:  # noqa: ANN401 - a driver's cursor
        raw: Any = connection.connection.driver_connection
        try:
            return raw.execute(text.sql, text.values(values))
        except connection.dialect.loaded_dbapi.Error as error:
            raise told(connection, error) from None


class _Text:
    """A statement as one kind of database takes it."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql = str(compiled)
        self._fixed: dict[str, object] = compiled.params
        self._order: list[str] | None = compiled.positiontup
        names = [column.name for column in getattr(statement, "exported_columns", ())]
        kind: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - names as they come
        self.row: Callable[[Any], Any] = kind._make

    def values(self, given: dict[str, object]) -> Any:  # noqa: ANN401 - what the driver takes
        """Return the values in the driver's form."""
        together = {**self._fixed, **given}
        return together if self._order is None else [together[name] for name in self._order]


def told(connection: Connection, error: Exception) -> BaseException:
    """Return a driver's error as SQLAlchemy would raise it, and give up the connection when it is lost."""
    dialect = connection.dialect
    base: Any = dialect.loaded_dbapi.Error
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]
    if lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        None, None, error, base, hide_parameters=True, connection_invalidated=lost, dialect=dialect
    )
