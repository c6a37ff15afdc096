"""Brings a database to the newest shape of its tables, and refuses one from the future."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from doccheck.errors import QueueError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

__all__ = ["NEWEST", "configuration", "current", "known_revisions", "upgrade"]

NEWEST = "0001"
"""The migration this version of doccheck was written for; a test holds it equal to the newest file."""


def current(connection: Connection) -> str | None:
    """Return the migration the database is at, ``None`` when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, bound to ``connection`` when one is given."""
    from alembic.config import Config  # noqa: PLC0415 - a third of a second, and seldom needed

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def known_revisions() -> frozenset[str]:
    """Return every migration that this version of doccheck has."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    return frozenset(script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions())


def upgrade(connection: Connection, found: str | None) -> None:
    """Run the migrations between ``found`` and the newest.

    Raises:
        QueueError: The database was written by a newer doccheck.
    """
    if found is not None and found not in known_revisions():
        msg = f"the queue was written by a newer doccheck (schema {found}); update doccheck to open it"
        raise QueueError(msg)
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(configuration(connection), "head")
