"""The requirement files once more as JSON, so that an ordinary check need not import a YAML parser (20 ms).

``reference/compiled.json`` holds, for each file, the sha256 of the YAML and what it says. It is believed only while the
YAML beside it has that very sha256: an edited file is read as YAML again, strictly. ``python -m
doccheck.reference.compiled_yaml`` writes it; a test holds it up to date.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NAME", "compiled", "write"]

NAME = "compiled.json"


@cache
def _read(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        loaded = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):  # absent or broken: the YAML is there
        return {}
    return loaded if isinstance(loaded, dict) else {}


def compiled(path: Path, data: bytes) -> dict[str, Any] | None:
    """What the YAML file ``path`` with the bytes ``data`` says, if it was compiled from these very bytes."""
    folder = path.parent.parent if path.parent.name == "codes" else path.parent
    entry = _read(folder).get(path.relative_to(folder).as_posix())
    if not isinstance(entry, dict) or entry.get("sha256") != hashlib.sha256(data).hexdigest():
        return None
    says = entry.get("says")
    return says if isinstance(says, dict) else None


def write(folder: Path) -> None:
    """Compile the fields, the baseline and every article of ``folder``.

    Raises:
        ReferenceDataError: One of them is malformed.
    """
    from doccheck.reference.strict_yaml import parse_yaml  # noqa: PLC0415 - that module reads through this one

    whole = {}
    for path in [folder / "fields.yaml", folder / "baseline.yaml", *sorted((folder / "codes").glob("*.yaml"))]:
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        whole[name] = {"sha256": hashlib.sha256(data).hexdigest(), "says": parse_yaml(path, data)}
    text = json.dumps(whole, ensure_ascii=False, indent=0, separators=(",", ":"))
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    from doccheck.reference.places import packaged_reference

    write(packaged_reference())
