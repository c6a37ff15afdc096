"""Claim lines from the command line: ``--claim FILE``, or ``--units`` and ``--modifier``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doccheck.claim import ClaimLine
from doccheck.errors import ClaimError, SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["claim_from_flags", "parse_claim", "read_claim"]

_KEYS = frozenset({"code", "units", "modifiers", "date", "ndc", "ndc_unit", "ndc_quantity"})
_MAX_CLAIM_BYTES = 1_000_000


def claim_from_flags(
    path: str | None, units: int | None, modifiers: Sequence[str], codes: Sequence[str]
) -> tuple[ClaimLine, ...] | None:
    """Return the claim that the flags give, ``None`` when they give none.

    Raises:
        ClaimError: The claim is malformed.
        SettingError: ``--claim`` is mixed with the flags, or the flags stand for several codes.
    """
    if path is not None:
        if units is not None or modifiers:
            msg = "--claim cannot be combined with --units or --modifier; put all lines into the claim file"
            raise SettingError(msg)
        return read_claim(path)
    if units is None and not modifiers:
        return None
    if len(codes) != 1:
        msg = "--units and --modifier describe the line of one code; with several --code give --claim FILE"
        raise SettingError(msg)
    return (ClaimLine(codes[0], units, tuple(modifiers)),)


def read_claim(path: str) -> tuple[ClaimLine, ...]:
    """Read the JSON lines file ``path``.

    Raises:
        ClaimError: The file cannot be read or a line is malformed.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(_MAX_CLAIM_BYTES + 1)
    except OSError as error:
        msg = f"{path}: cannot read the claim ({error.strerror or 'input error'}); check the path"
        raise ClaimError(msg) from None
    if len(data) > _MAX_CLAIM_BYTES:
        msg = f"{path}: the claim file is larger than {_MAX_CLAIM_BYTES:,} bytes; give the lines of one visit"
        raise ClaimError(msg)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        msg = f"{path}: the claim file is not UTF-8 text; give JSON lines"
        raise ClaimError(msg) from None
    return parse_claim(text, path)


def parse_claim(text: str, name: str) -> tuple[ClaimLine, ...]:
    """Return the claim lines of ``text``: one JSON object a line, ``{"code", "units", "modifiers", "date"}``.

    Args:
        text: JSON lines; empty lines are skipped.
        name: What to call the text in an error.

    Raises:
        ClaimError: There is no line, or one is malformed; the message names its number.
    """
    lines = tuple(
        _line(row, f"{name}, line {number}") for number, row in enumerate(text.splitlines(), 1) if row.strip()
    )
    if not lines:
        msg = f"{name}: the claim has no lines; give one JSON object a line"
        raise ClaimError(msg)
    return lines


def _line(row: str, where: str) -> ClaimLine:
    try:
        data = json.loads(row)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        msg = f'{where}: not a JSON object; write {{"code": "J2326", "units": 300, "modifiers": ["JZ"]}}'
        raise ClaimError(msg)
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        msg = f"{where}: unknown key; a claim line has only {', '.join(sorted(_KEYS))}"
        raise ClaimError(msg)
    modifiers = data.get("modifiers") or []
    if not isinstance(modifiers, list):
        msg = f"{where}: modifiers must be a list"
        raise ClaimError(msg)
    try:
        return ClaimLine(
            code=data.get("code", ""),
            units=data.get("units"),
            modifiers=tuple(modifiers),
            date=_date(data.get("date")),
            **{key: _text(data.get(key)) for key in ("ndc", "ndc_unit", "ndc_quantity")},
        )
    except ClaimError as error:
        msg = f"{where}: {error}"
        raise ClaimError(msg) from None


def _date(value: Any) -> date | None:  # noqa: ANN401 - JSON holds anything
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        msg = "the date must be written YYYY-MM-DD"
        raise ClaimError(msg) from None


def _text(value: Any) -> str | None:  # noqa: ANN401 - JSON holds anything
    return None if value is None else str(value)
