"""A draft that is being written: what each version changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doccheck
from doccheck.session import finding_id

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def session() -> doccheck.Session:
    return doccheck.Checker(extractor="rules", authority="article").session(code="J2326")


def test_empty_draft_misses_everything(session: doccheck.Session) -> None:
    delta = session.update("")
    assert delta.report is None
    assert delta.newly_met == ()
    assert "J2326.diagnosis" in [item.id for item in delta.still_missing]
    assert all(item.question for item in delta.still_missing)


def test_words_that_prove_something_are_newly_met_once(session: doccheck.Session) -> None:
    first = session.update("Dx: relapsing multiple sclerosis (G35.A).")
    assert "J2326.diagnosis" in first.newly_met
    assert "J2326.diagnosis" not in [item.id for item in first.still_missing]
    second = session.update("Dx: relapsing multiple sclerosis (G35.A). Vitals stable.")
    assert "J2326.diagnosis" not in second.newly_met


def test_deleted_words_are_no_longer_met(session: doccheck.Session) -> None:
    session.update("Dx: relapsing multiple sclerosis (G35.A).")
    assert "J2326.diagnosis" in session.update("Vitals stable.").no_longer_met


def test_met_and_missing_are_all_there_is(session: doccheck.Session, root: Path) -> None:
    text = (root / "examples" / "j2326-complete.txt").read_text(encoding="utf-8")
    met: set[str] = set()
    for end in range(0, len(text) + 200, 200):
        delta = session.update(text[:end])
        met = (met | set(delta.newly_met)) - set(delta.no_longer_met)
        assert not met & {item.id for item in delta.still_missing}
    assert not [item for item in delta.still_missing if item.level.value == "required"]


def test_finding_id_stays_when_the_words_move(root: Path) -> None:
    checker = doccheck.Checker(extractor="rules", authority="article")
    line = doccheck.ClaimLine("J2326", 30, ["JZ"])
    text = (root / "examples" / "j2326-complete.txt").read_text(encoding="utf-8")
    here, moved = (checker.check(note, code="J2326", claim=line) for note in (text, "\n\n" + text))
    assert here.findings
    assert [finding_id(one) for one in here.findings] == [finding_id(one) for one in moved.findings]


def test_unreadable_draft_leaves_the_session_as_it_was(session: doccheck.Session) -> None:
    session.update("Dx: relapsing multiple sclerosis (G35.A).")
    with pytest.raises(doccheck.NoteError):
        session.update("\x00\x01")
    assert session.update("Dx: relapsing multiple sclerosis (G35.A).").newly_met == ()
