"""Where a command's result goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from doccheck.errors import SettingError

__all__ = ["write_output"]


def write_output(text: str, path: str | None) -> None:
    """Write ``text`` as UTF-8 to ``path``, or to standard output in its own encoding when ``path`` is ``None``.

    A file is replaced in one step and only its owner can read it, for a report holds words of the note.

    Raises:
        SettingError: The file cannot be written.
    """
    if path is None:
        _to_standard_output(text)
        return
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            _to_device(target, text)
        else:
            _replace(target.resolve(), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        msg = f"{path}: cannot write the output ({error.strerror or 'output error'}); check the path"
        raise SettingError(msg) from None


def _to_standard_output(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))


def _to_device(target: Path, text: str) -> None:
    """Write to what is no file (``/dev/null``, a pipe): it must never be replaced by one."""
    with target.open("wb") as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


def _replace(target: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - most runs write to standard output

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # readable by its owner only
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
