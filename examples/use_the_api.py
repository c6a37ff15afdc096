"""doccheck from Python, in four ways. Run it from anywhere: it checks the notes beside it, offline."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import doccheck

HERE = Path(__file__).parent


def one_note() -> None:
    """Check a file, with the line that will be billed."""
    report = doccheck.check(
        HERE / "j2326-complete.txt",
        code="J2326",
        claim=doccheck.ClaimLine(code="J2326", units=300, modifiers=["JZ"]),
        date=date(2026, 3, 14),
        authority="article",
        extractor="rules",
    )
    print(report.verdict.value, [ledger.units for ledger in report.units])
    for answer in report.answers:
        for words in answer.evidence:
            assert report.note.text[words.start : words.end] == words.quote  # always


async def several_at_once() -> None:
    """Check sections and text without holding up an event loop."""
    sections = {"Assessment": "Rheumatoid arthritis.", "Procedure": "Anakinra 100 mg was given subcutaneously today."}
    text = (HERE / "j3424-complete.txt").read_text(encoding="utf-8")
    reports = await asyncio.gather(
        doccheck.acheck(sections, code="J3246", extractor="rules"),
        doccheck.acheck(text, code="J3424", extractor="rules"),
    )
    for report in reports:
        print(report.code, report.verdict.value, [answer.requirement.id for answer in report.missing])


def many_notes() -> None:
    """Check a folder in order; what cannot be read is an outcome like any other."""
    checker = doccheck.Checker(extractor="rules", authority="article")
    for outcome in checker.check_many(sorted(HERE.glob("j2326-*.txt")), code="J2326"):
        if isinstance(outcome, doccheck.Unchecked):
            print(outcome.index, outcome.error)
        else:
            print(outcome.note.id, outcome.verdict.value)


def draft() -> None:
    """Follow a scribe's draft: what the last words proved, and what to ask next."""
    session = doccheck.Checker(extractor="rules").session(code="J3246")
    session.update("Dx: rheumatoid arthritis (M06.9).")
    delta = session.update(
        "Dx: rheumatoid arthritis (M06.9).\nAnakinra 100 mg was given subcutaneously in the left thigh."
    )
    print("newly met:", *delta.newly_met)
    print("ask:", *(item.question for item in delta.still_missing))


if __name__ == "__main__":
    one_note()
    asyncio.run(several_at_once())
    many_notes()
    draft()
