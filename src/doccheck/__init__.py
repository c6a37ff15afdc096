"""Check a clinical note against the documentation requirements of an injectable-drug HCPCS code.

    import doccheck

    report = doccheck.check(text, code="J2326")
    print(report.verdict, [answer.requirement.id for answer in report.missing])

A name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doccheck.assessment import Report
    from doccheck.checker import Checker, Unchecked
    from doccheck.claim import ClaimLine
    from doccheck.errors import (
        ClaimError,
        CodeError,
        DoccheckError,
        InputError,
        ModelError,
        NoteError,
        ReferenceDataError,
        SettingError,
    )
    from doccheck.note import Note
    from doccheck.once import acheck, check
    from doccheck.report.html import render as to_html
    from doccheck.report.json import render as to_json
    from doccheck.report.text import render as to_text
    from doccheck.session import Delta, Session
    from doccheck.version import __version__

__all__ = [
    "Checker",
    "ClaimError",
    "ClaimLine",
    "CodeError",
    "Delta",
    "DoccheckError",
    "InputError",
    "ModelError",
    "Note",
    "NoteError",
    "ReferenceDataError",
    "Report",
    "Session",
    "SettingError",
    "Unchecked",
    "__version__",
    "acheck",
    "check",
    "to_html",
    "to_json",
    "to_text",
]

_HOMES = {
    "Checker": "checker",
    "ClaimLine": "claim",
    "Delta": "session",
    "Note": "note",
    "Report": "assessment",
    "Session": "session",
    "Unchecked": "checker",
    "__version__": "version",
    "acheck": "once",
    "check": "once",
    "to_html": "report.html:render",
    "to_json": "report.json:render",
    "to_text": "report.text:render",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        msg = f"module 'doccheck' has no attribute {name!r}"
        raise AttributeError(msg)
    module, _, attribute = _HOMES.get(name, "errors").partition(":")
    value = getattr(import_module(f"doccheck.{module}"), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
