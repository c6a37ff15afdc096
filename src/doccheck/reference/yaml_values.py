"""Values read from YAML: text, lists, mappings, amounts, questions, each checked where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doccheck.errors import QuantityError, ReferenceDataError
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["as_list", "as_mapping", "as_quantity", "as_question", "as_text", "refused"]


def refused(where: str, reason: str) -> ReferenceDataError:
    """Build the error for a malformed value: where it stands and what is wrong."""
    return ReferenceDataError(f"{where}: {reason}")


def as_text(value: object, where: str) -> str:
    """Return ``value`` as non-empty text.

    Raises:
        ReferenceDataError: It is none. YAML reads ``25`` as a number: quote it.
    """
    if not isinstance(value, str) or not value.strip():
        raise refused(where, f"text is expected, not {value!r}")
    return value


def as_question(value: object, where: str) -> str:
    """Return ``value`` as a question, which ends in a question mark.

    Raises:
        ReferenceDataError: It does not.
    """
    text = as_text(value, where)
    if not text.endswith("?"):
        raise refused(where, "a question ends in a question mark")
    return text


def as_list(value: object, where: str) -> list[Any]:
    """Return ``value`` as a list.

    Raises:
        ReferenceDataError: It is none.
    """
    if not isinstance(value, list):
        raise refused(where, "a list is expected")
    return value


def as_mapping(value: object, where: str) -> Mapping[str, Any]:
    """Return ``value`` as a mapping.

    Raises:
        ReferenceDataError: It is none.
    """
    if not isinstance(value, dict):
        raise refused(where, "a mapping is expected")
    return value


def as_quantity(value: object, where: str) -> Quantity:
    """Return an amount written ``number unit``.

    Raises:
        ReferenceDataError: It is none.
    """
    match = re.fullmatch(r"(\S+) (.+)", str(value))
    if match is None:
        raise refused(where, f"{value!r} is no amount such as 10 mg")
    try:
        return Quantity.of(match[1], match[2])
    except QuantityError as error:
        raise refused(where, f"{value!r} is no amount such as 10 mg") from error
