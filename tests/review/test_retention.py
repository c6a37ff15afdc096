"""After a purge the words of a note are nowhere; before it they are nowhere in the clear."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from doccheck.errors import QueueError
from doccheck.review import audit, clock
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item
from doccheck.review.decisions import decide
from doccheck.review.drafts import keep_draft, read_draft
from doccheck.review.export import FORMATS, export
from doccheck.review.filters import Filter
from doccheck.review.intake import Origin
from doccheck.review.keys import load_key, new_key_file, read_key_file
from doccheck.review.retention import backup, due_for_purge, purge, rotate_key
from doccheck.review.show import open_item
from doccheck.review.store import open_store
from doccheck.review.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.review.store import Store

CANARY = "Zzyzx-Quillfeather-4711"


def _work(store: Store, make: Any, put: Any) -> int:
    text = f"Patient {CANARY}.\nTysabri 300 mg IV over 60 minutes, G35.A.\n"
    finding = {
        "rule": "DC101",
        "name": "x",
        "severity": "block",
        "message": "m",
        "citations": [],
        "evidence": [{"quote": CANARY, "start": 8, "end": 8 + len(CANARY)}],
    }
    number: int = put(
        store, make(text=text, findings=[finding]), source=f"/notes/{CANARY}.txt", label=f"{CANARY}.txt"
    ).number
    keep_draft(store, number, "ann", {"comment": f"is it {CANARY}?"})
    lease = claim_item(store, number, "ann")
    decide(store, lease, "ann", Choice("note", "override", "fail", "other", f"asked {CANARY}"), version=lease.version)
    return number


def _files(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_words_of_a_note_are_never_in_the_clear_and_after_a_purge_nowhere(
    lite: Store, make: Any, put: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    number = _work(lite, make, put)
    needles = (CANARY.encode(), CANARY.encode("utf-16-le"), b"Quillfeather")
    assert not any(needle in _files(tmp_path) for needle in needles)
    with sqlite3.connect(tmp_path / "lite.sqlite3") as raw:
        ciphers = [
            bytes(row[0]) for row in raw.execute("SELECT text_cipher FROM note UNION SELECT report_cipher FROM payload")
        ]
    assert all(cipher[:32] in _files(tmp_path) for cipher in ciphers)
    done = purge(lite, "adm", [number])
    assert (done.notes, done.reports) == (1, 1)
    left = _files(tmp_path)
    assert not any(cipher[:32] in left for cipher in ciphers)
    for form in FORMATS:
        if form not in {"xlsx", "parquet"}:
            assert CANARY.encode() not in export(lite, form, Filter(state="all"), "adm", include_phi=True)
    assert "Quillfeather" not in caplog.text


def test_what_was_decided_outlives_the_note(store: Store, make: Any, put: Any) -> None:
    number = _work(store, make, put)
    purge(store, "adm", [number])
    with store.read() as connection:
        seen = open_item(store, connection, number, "ann")
        trail = audit.verify(connection, store.vault.chain)
    assert (seen.text, seen.report, seen.label) == (None, None, "")
    assert [(one.point, one.value, one.comment) for one in seen.made if one.active] == [("note", "fail", "")]
    assert isinstance(trail, int)


def test_a_backup_taken_before_the_purge_is_unreadable_without_the_old_key_file(
    lite: Store, make: Any, put: Any, tmp_path: Path
) -> None:
    number = _work(lite, make, put)
    backup(lite, tmp_path / "copy.sqlite3", "adm")
    assert CANARY.encode() not in (tmp_path / "copy.sqlite3").read_bytes()
    with pytest.raises(QueueError, match="does not open with this key"):
        open_store(f"sqlite:///{tmp_path / 'copy.sqlite3'}", key=b"x" * 32, anchor=tmp_path / "a2")
    copy = open_store(
        f"sqlite:///{tmp_path / 'copy.sqlite3'}", policy=lite.policy, key=bytes(range(32)), anchor=tmp_path / "a2"
    )
    with copy.read() as connection:
        assert CANARY in (open_item(copy, connection, number, "ann").text or "")
    copy.close()


def test_only_what_was_closed_long_ago_is_due(store: Store, make: Any, put: Any, time: Any) -> None:
    _work(store, make, put)
    put(store, make(text="Another. 300 mg over 60 minutes."), source="/b")
    with store.read() as connection:
        assert due_for_purge(store, connection) == []
    time.forward(31 * clock.DAY)
    with store.read() as connection:
        assert len(due_for_purge(store, connection)) == 1
    assert purge(store, "adm").notes == 1


def test_an_undecided_draft_comes_back_and_dies_with_its_note(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    keep_draft(store, number, "ann", {"comment": "half a sen"})
    with store.read() as connection:
        assert read_draft(store, connection, number, "ann") == {"comment": "half a sen"}
        assert read_draft(store, connection, number, "ben") == {}
    purge(store, "adm", [number])
    with store.read() as connection:
        assert read_draft(store, connection, number, "ann") == {}


def test_keys_are_rotated_without_touching_a_text(lite: Store, make: Any, put: Any, tmp_path: Path) -> None:
    number = _work(lite, make, put)
    assert rotate_key(lite, b"n" * 32, "adm") == 1
    url = f"sqlite:///{tmp_path / 'lite.sqlite3'}"
    with pytest.raises(QueueError, match="key"):
        open_store(url, key=bytes(range(32)), anchor=tmp_path / "anchor")
    again = open_store(url, key=b"n" * 32, anchor=tmp_path / "anchor")
    with again.read() as connection:
        assert CANARY in (open_item(again, connection, number, "ann").text or "")
        assert isinstance(audit.verify(connection, again.vault.chain), int)
    again.close()


def test_a_ciphertext_cannot_stand_in_for_another() -> None:
    vault = Vault.fresh(b"k" * 32)
    key, wrapped = vault.new_note_key()
    sealed = key.seal("words", "text")
    assert vault.note_key(wrapped).open(sealed, "text") == "words"
    with pytest.raises(QueueError):
        key.open(sealed, "comment")
    with pytest.raises(QueueError):
        key.open(bytes([sealed[0] ^ 1]) + sealed[1:], "text")


def test_a_key_file_open_to_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k" / "queue.kek"
    new_key_file(path)
    first = read_key_file(path)
    new_key_file(path)
    assert read_key_file(path) == first
    path.chmod(0o644)
    with pytest.raises(QueueError, match="chmod 600"):
        read_key_file(path)


@pytest.mark.parametrize("content", [b"", b"short", b"not base64!!", b"QUJD"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "k"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(QueueError, match="no key"):
        read_key_file(path)


def test_a_key_may_come_from_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCCHECK_KEK_COMMAND", "printf AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    assert load_key() == bytes(range(32))
    monkeypatch.setenv("DOCCHECK_KEK_COMMAND", "false")
    with pytest.raises(QueueError, match="did not print a key"):
        load_key()


def test_the_origin_of_a_note_is_not_stored_in_the_clear(lite: Store, make: Any, put: Any) -> None:
    number = _work(lite, make, put)
    with lite.read() as connection:
        assert open_item(lite, connection, number, "ann").label == f"{CANARY}.txt"
    assert Origin().source is None
