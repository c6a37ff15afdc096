"""Where the queue lives: folder, database address, files beside it."""

from __future__ import annotations

import os
from pathlib import Path

from doccheck.errors import QueueError

__all__ = ["anchor_path", "default_url", "home", "private_folder", "refuse_network_folder", "sqlite_path"]

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs", "lustre"}


def home() -> Path:
    """Return the folder of doccheck's own data: ``DOCCHECK_HOME``, else the platform's."""
    given = os.environ.get("DOCCHECK_HOME")
    if given:
        return Path(given)
    from platformdirs import user_data_path  # noqa: PLC0415 - only when no folder is given

    return user_data_path("doccheck", appauthor=False)


def private_folder(path: Path) -> Path:
    """Create ``path`` for its owner alone, and return it.

    Raises:
        QueueError: It cannot be created.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{path}: cannot create the folder ({error.strerror or 'input error'}); set DOCCHECK_HOME to another one"
        raise QueueError(msg) from None
    return path


def default_url() -> str:
    """Return the address of the queue's database: ``DOCCHECK_QUEUE_URL``, else a SQLite file in :func:`home`."""
    given = os.environ.get("DOCCHECK_QUEUE_URL")
    return given or f"sqlite:///{home() / 'queue.sqlite3'}"


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite address, ``None`` for another database.

    Raises:
        QueueError: The address is one this package does not have.
    """
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgresql+psycopg://")):
        return None
    msg = "the queue's address must start with sqlite:/// or postgresql:// (DOCCHECK_QUEUE_URL)"
    raise QueueError(msg)


def anchor_path() -> Path:
    """Return the file outside the database that remembers the newest link of the audit chain."""
    return home() / "queue.audit-head"


def refuse_network_folder(path: Path, mounts: str = "/proc/self/mounts") -> None:
    """Refuse a SQLite file on a network file system, where its write-ahead log loses data.

    Args:
        path: The database file.
        mounts: The table of mounted file systems (Linux); where there is none nothing is refused.

    Raises:
        QueueError: The file lies on one.
    """
    try:
        rows = Path(mounts).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    resolved = path.resolve()
    best, kind = Path("/"), ""
    for row in rows:
        fields = row.split()
        place = Path(fields[1].replace("\\040", " "))
        if (resolved == place or place in resolved.parents) and len(place.parts) >= len(best.parts):
            best, kind = place, fields[2]
    if kind in _NETWORK:
        msg = f"{path}: this is on a network file system ({kind}); keep the queue on a local disk or use PostgreSQL"
        raise QueueError(msg)
