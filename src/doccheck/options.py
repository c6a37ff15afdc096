"""The values that options of the command line, of Python and of the settings file may take."""

from __future__ import annotations

from doccheck.errors import SettingError

__all__ = ["AUTHORITIES", "EXTRACTORS", "SETTINGS", "one_of"]

AUTHORITIES = ("auto", "cms", "article")
"""Which definition of a code decides."""

EXTRACTORS = ("auto", "model", "rules", "both")
"""Who reads the note."""

SETTINGS = ("office", "outpatient-hospital", "asc", "cah", "esrd", "rhc", "fqhc", "inpatient", "dme")
"""Where the drug was given: decides whether JW and JZ apply, and which unit limit."""


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return ``value`` if the option ``name`` may have it.

    Raises:
        SettingError: It may not; the message lists what it may have.
    """
    if value not in allowed:
        msg = f"{name} has no such value; use one of {', '.join(allowed)}"
        raise SettingError(msg)
    return value
