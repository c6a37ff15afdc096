"""Where the reference data lies: the tables that travel with the package, and those a user imported.

The current directory is never searched. In a source tree or an editable install the packaged data is the folder
``reference`` of the repository root, found from this file; in a wheel it is ``doccheck/_data/reference``.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from doccheck.errors import ReferenceDataError
from doccheck.folders import user_folder

__all__ = ["packaged_reference", "user_reference"]

_HERE = Path(__file__).resolve()


@cache
def packaged_reference() -> Path:
    """Folder with the reference that travels with doccheck.

    Raises:
        ReferenceDataError: The installation is broken: neither place holds it.
    """
    folders = [_HERE.parents[1] / "_data" / "reference"]
    if _HERE.parents[2].name == "src":
        folders.append(_HERE.parents[3] / "reference")
    for folder in folders:
        if (folder / "sources.yaml").is_file():
            return folder
    msg = "the reference tables of doccheck are not installed; install the package again"
    raise ReferenceDataError(msg)


def user_reference() -> Path:
    """Folder for editions a user imported; it need not exist. ``DOCCHECK_HOME`` overrides the platform's own place."""
    home = os.environ.get("DOCCHECK_HOME")
    if home:
        return Path(home).expanduser() / "reference"
    return user_folder("data") / "reference"
