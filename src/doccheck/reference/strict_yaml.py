"""YAML read strictly: one document, a mapping at the top, no key twice, no unknown key."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from doccheck.errors import ReferenceDataError
from doccheck.reference.compiled_yaml import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["check_keys", "parse_yaml", "read_yaml"]


@cache
def _loader() -> Any:  # noqa: ANN401 - a class made at run time, of whichever base is installed
    """Loader class that refuses a key given twice; libyaml's reader when it is there, since it is ten times faster."""
    import yaml  # noqa: PLC0415 - a look-up of a code without an article reads no YAML

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Strict(base):  # type: ignore[misc, valid-type]
        """Refuses a key given twice in one mapping."""

    def construct(loader: Any, node: Any) -> dict[Any, Any]:  # noqa: ANN401 - pyyaml is loosely typed here
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = loader.construct_object(key_node, deep=True)
            if key in seen:
                msg = f"line {key_node.start_mark.line + 1}: the key {key!r} is given twice"
                raise ReferenceDataError(msg)
            seen.add(key)
        loader.flatten_mapping(node)
        return dict(yaml.SafeLoader.construct_mapping(loader, node, deep=True))

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct)
    return Strict


def read_yaml(path: Path) -> dict[str, Any]:
    """Read ``path`` as one mapping.

    Raises:
        ReferenceDataError: Missing, not UTF-8, not YAML, no mapping, or a key given twice; names the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path.name}: the file is missing or cannot be read"
        raise ReferenceDataError(msg) from error
    known = compiled(path, data)
    return known if known is not None else parse_yaml(path, data)


def parse_yaml(path: Path, data: bytes) -> dict[str, Any]:
    """Parse ``data``, the bytes of ``path``.

    Raises:
        ReferenceDataError: As :func:`read_yaml`.
    """
    import yaml  # noqa: PLC0415 - see _loader

    try:
        loaded = yaml.load(data.decode("utf-8"), Loader=_loader())  # noqa: S506 - the loader is a SafeLoader
    except UnicodeDecodeError as error:
        msg = f"{path.name}: the file is not UTF-8 text"
        raise ReferenceDataError(msg) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark is not None else ""
        msg = f"{path.name}{where}: not valid YAML"
        raise ReferenceDataError(msg) from error
    except ReferenceDataError as error:
        msg = f"{path.name} {error}"
        raise ReferenceDataError(msg) from error
    if not isinstance(loaded, dict):
        msg = f"{path.name}: a mapping is expected at the top"
        raise ReferenceDataError(msg)
    return loaded


def check_keys(
    found: Mapping[str, Any], required: Collection[str], optional: Collection[str] = (), *, where: str
) -> None:
    """Refuse unknown and missing keys.

    Raises:
        ReferenceDataError: Names the key and ``where`` it stands.
    """
    unknown = [key for key in found if key not in required and key not in optional]
    if unknown:
        msg = f"{where}: unknown key {unknown[0]!r}"
        raise ReferenceDataError(msg)
    missing = [key for key in required if key not in found]
    if missing:
        msg = f"{where}: the key {missing[0]!r} is missing"
        raise ReferenceDataError(msg)
