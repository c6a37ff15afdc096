"""PostgreSQL's own files and log: words of a note are never in them, and a purged note's key is gone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item
from doccheck.review.decisions import decide
from doccheck.review.drafts import keep_draft
from doccheck.review.export import FORMATS, export
from doccheck.review.filters import Filter
from doccheck.review.retention import purge
from doccheck.review.store import Store, open_store
from doccheck.review.tables import decision, draft, note, payload

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "Zzyzx-Quillfeather-4711"
NEEDLES = tuple(form for word in (CANARY, "Quillfeather") for form in (word.encode(), word.encode("utf-16-le")))

pytestmark = [
    pytest.mark.needs_server,
    pytest.mark.parametrize("url", [pytest.param("postgresql", marks=pytest.mark.needs_server)], indirect=True),
]


@pytest.fixture
def files(url: str) -> Path:
    """The folder with the server's data (``data``) and log (``log``)."""
    assert url
    folder = os.environ.get("DOCCHECK_TEST_POSTGRES_FILES")
    if not folder:
        pytest.skip("the server's files are not known (DOCCHECK_TEST_POSTGRES_FILES is not set)")
    return Path(folder)


@pytest.fixture
def talkative(url: str, time: Any, policy: Any, tmp_path: Path) -> Iterator[Store]:
    """A queue whose server writes every statement with its values into its log."""
    store = open_store(
        f"{url}%20-c%20log_statement%3Dall%20-c%20log_min_duration_statement%3D0",
        policy=policy,
        key=bytes(range(32)),
        now=time,
        anchor=tmp_path / "anchor",
    )
    yield store
    store.close()


def _work(store: Store, make: Any, put: Any) -> int:
    words = f"Patient {CANARY}.\nTysabri 300 mg IV over 60 minutes, G35.A.\n"
    finding = {
        "rule": "DC101",
        "name": "x",
        "severity": "block",
        "message": "m",
        "citations": [],
        "evidence": [{"quote": CANARY, "start": 8, "end": 8 + len(CANARY)}],
    }
    one = make(text=words, findings=[finding])
    number: int = put(store, one, source=f"/notes/{CANARY}.txt", label=f"{CANARY}.txt").number
    keep_draft(store, number, "ben", {"comment": f"is it {CANARY}?"})
    lease = claim_item(store, number, "ann")
    choice = Choice("note", "override", "fail", "other", f"asked {CANARY}")
    decide(store, lease, "ann", choice, version=lease.version)
    return number


def _flushed(store: Store) -> None:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")


def _found_in(folder: Path, needles: tuple[bytes, ...]) -> list[str]:
    """Return the files that hold one of ``needles``; those that the server removes meanwhile hold none."""
    found = []
    for path in folder.rglob("*"):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        found += [path.name for needle in needles if needle in data]
    return found


def test_words_of_a_note_are_in_no_file_of_the_server_before_and_after_a_purge(
    talkative: Store, files: Path, make: Any, put: Any, tmp_path: Path
) -> None:
    number = _work(talkative, make, put)
    _flushed(talkative)
    assert b"INSERT INTO note" in (files / "log").read_bytes()
    assert list((files / "data" / "pg_wal").glob("0*"))
    assert _found_in(files, NEEDLES) == []
    assert purge(talkative, "adm", [number]).notes == 1
    _flushed(talkative)
    assert _found_in(files, NEEDLES) == []
    assert _found_in(tmp_path, NEEDLES) == []
    for form in FORMATS:
        if form not in {"xlsx", "parquet"}:
            assert CANARY.encode() not in export(talkative, form, Filter(state="all"), "adm", include_phi=True)


def test_after_a_purge_the_key_and_all_that_it_opens_are_gone_from_the_tables_and_their_files(
    talkative: Store, files: Path, make: Any, put: Any
) -> None:
    number = _work(talkative, make, put)
    with talkative.read() as connection:
        (key,) = connection.execute(select(note.c.key_wrapped)).scalars().all()
    assert _found_in_tables(talkative, files, bytes(key))
    purge(talkative, "adm", [number])
    assert not _found_in_tables(talkative, files, bytes(key))
    with talkative.read() as connection:
        assert connection.execute(select(note.c.key_wrapped, note.c.text_cipher)).all() == [(None, None)]
        assert connection.execute(select(decision.c.comment_cipher)).scalars().all() == [None]
        assert connection.execute(select(payload)).all() == []
        assert connection.execute(select(draft)).all() == []


def _found_in_tables(store: Store, files: Path, needle: bytes) -> bool:
    """Whether a file of the table of notes, as the server has it on disk, holds ``needle``."""
    _flushed(store)
    with store.read() as connection:
        place = connection.exec_driver_sql("SELECT pg_relation_filepath('note')").scalar_one()
    return needle in (files / "data" / place).read_bytes()
