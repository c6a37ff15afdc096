"""The key that locks all other keys (KEK): where it comes from, never where the data is.

In this order: ``DOCCHECK_KEK_COMMAND`` (a command that prints the key in base64, for a key-management service),
``DOCCHECK_KEK_FILE``, else a file of its own in the platform's configuration folder, made at first use. A file must
belong to the user and be closed to everyone else.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import shlex
import subprocess
from pathlib import Path

from doccheck.errors import QueueError
from doccheck.review.home import private_folder

__all__ = ["KEY_BYTES", "default_key_file", "load_key", "new_key_file", "read_key_file"]

KEY_BYTES = 32
_OTHERS = 0o077


def default_key_file() -> Path:
    """Return where the key lies when nobody says otherwise: apart from the data, so that no backup holds both."""
    given = os.environ.get("DOCCHECK_HOME")
    if given:
        return Path(given) / "keys" / "queue.kek"
    from platformdirs import user_config_path  # noqa: PLC0415 - only when no folder is given

    return user_config_path("doccheck", appauthor=False) / "queue.kek"


def load_key() -> bytes:
    """Return the key, making the default file when there is none.

    Raises:
        QueueError: The command fails, the file is open to others, or what they hold is no key.
    """
    command = os.environ.get("DOCCHECK_KEK_COMMAND")
    if command:
        return _from_command(command)
    given = os.environ.get("DOCCHECK_KEK_FILE")
    if given:
        return read_key_file(Path(given))
    path = default_key_file()
    if not path.exists():
        new_key_file(path)
    return read_key_file(path)


def new_key_file(path: Path) -> None:
    """Write a fresh random key to ``path``, readable by its owner alone. A file that is there already stays.

    Raises:
        QueueError: The file cannot be written.
    """
    private_folder(path.parent)
    made = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(made, path)  # two first users at once: one link wins, both then read the same key
        except FileExistsError:
            pass
        finally:
            made.unlink()
    except OSError as error:
        msg = f"{path}: cannot write the key file ({error.strerror or 'output error'})"
        raise QueueError(msg) from None


def read_key_file(path: Path) -> bytes:
    """Read a key file.

    Raises:
        QueueError: It cannot be read, belongs to another user, is open to others, or holds no key.
    """
    try:
        about = path.stat()
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path}: cannot read the key file ({error.strerror or 'input error'})"
        raise QueueError(msg) from None
    if os.name == "posix" and (about.st_uid != os.geteuid() or about.st_mode & _OTHERS):
        msg = f"{path}: the key file must belong to you and be closed to others (chmod 600)"
        raise QueueError(msg)
    return _decoded(data, str(path))


def _from_command(command: str) -> bytes:
    try:
        run = subprocess.run(shlex.split(command), capture_output=True, check=True, timeout=30)  # noqa: S603 - set by the operator
    except (OSError, subprocess.SubprocessError, ValueError):
        msg = "DOCCHECK_KEK_COMMAND did not print a key; run it by hand to see why"
        raise QueueError(msg) from None
    return _decoded(run.stdout, "DOCCHECK_KEK_COMMAND")


def _decoded(data: bytes, origin: str) -> bytes:
    try:
        key = base64.b64decode(data.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        msg = f"{origin}: this is no key; it must be {KEY_BYTES} bytes in base64"
        raise QueueError(msg)
    return key
