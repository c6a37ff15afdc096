"""Write a file whole or not at all, for its owner only: what doccheck writes holds words of notes."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["write_private"]


def write_private(path: str | Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step, readable by its owner only.

    A link is followed. What exists and is no file (``/dev/null``, a pipe) is written to and never replaced by one.

    Raises:
        OSError: It cannot be written; what was there is unchanged.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            stream.write(data)
        return
    import tempfile  # noqa: PLC0415 - most runs write to standard output

    target = target.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
