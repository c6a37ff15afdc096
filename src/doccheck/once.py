"""Check one note in one call; whoever checks more keeps a :class:`doccheck.Checker`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checker import Checker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.assessment import Report
    from doccheck.claim import ClaimLine
    from doccheck.note import NoteLike

__all__ = ["acheck", "check"]


def check(
    note: NoteLike,
    *,
    code: str,
    claim: ClaimLine | Sequence[ClaimLine] | None = None,
    date: date | None = None,
    authority: str = "auto",
    extractor: str = "auto",
    setting: str = "office",
) -> Report:
    """Check one note against one code; see :class:`Checker` for the options and :meth:`Checker.check` for errors."""
    checker = Checker(authority=authority, extractor=extractor, setting=setting)
    return checker.check(note, code=code, claim=claim, date=date)


async def acheck(
    note: NoteLike,
    *,
    code: str,
    claim: ClaimLine | Sequence[ClaimLine] | None = None,
    date: date | None = None,
    authority: str = "auto",
    extractor: str = "auto",
    setting: str = "office",
) -> Report:
    """Like :func:`check`, without holding up the event loop."""
    checker = Checker(authority=authority, extractor=extractor, setting=setting)
    return await checker.acheck(note, code=code, claim=claim, date=date)
