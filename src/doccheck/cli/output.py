"""Where a command's result goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import sys

from doccheck.errors import SettingError
from doccheck.files import write_private

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
    try:
        write_private(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        msg = f"{path}: cannot write the output ({error.strerror or 'output error'}); check the path"
        raise SettingError(msg) from None


def _to_standard_output(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
