"""Whatever is handed in: one clear sentence, the right exit status, no traceback, no words of the note."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Run

CANARY = "Zebulon Quackenbush"


def _refused(run: Run, *arguments: str | Path, stdin: bytes | None = None, status: int = 2) -> str:
    result = run(*arguments, stdin=stdin)
    assert result.status == status
    assert result.out == ""
    assert "Traceback" not in result.err
    assert CANARY not in result.err
    return result.err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the note is empty"),
        (b" \r\n\t\xef\xbb\xbf\n", "the note is empty"),
        (b"\xef\xbb\xbf", "the note is empty"),
        (b"%PDF-1.7\x00\x01\x02" + CANARY.encode(), "binary data"),
        (bytes(range(256)), "neither UTF-8 nor cp1252"),
        (CANARY.encode() + b"\x81\x8d\x8f\x90\x9d", "neither UTF-8 nor cp1252"),
        (CANARY.encode("utf-16"), "binary data"),
        (b"x" * 1_000_001, "larger than 1,000,000 bytes"),
    ],
    ids=["empty", "blank", "bom-only", "binary", "all-bytes", "undecodable", "utf-16", "huge"],
)
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_unusable_note_is_refused_in_one_sentence(run: Run, tmp_path: Path, data: bytes, said: str, way: str) -> None:
    note = tmp_path / "note.txt"
    note.write_bytes(data)
    if way == "file":
        error = _refused(run, note, "--code", "J2326")
    else:
        error = _refused(run, "-", "--code", "J2326", stdin=data)
    assert said in error
    assert error.count("\n") == 1


def test_missing_file_and_folder_are_named(run: Run, tmp_path: Path) -> None:
    assert "No such file" in _refused(run, tmp_path / "absent.txt", "--code", "J2326")
    assert "directory" in _refused(run, tmp_path, "--code", "J2326")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_named(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("text", encoding="utf-8")
    note.chmod(0)
    assert "Permission denied" in _refused(run, note, "--code", "J2326")


@pytest.mark.parametrize("code", ["J9998", "A1234", "99213", "", "J232", "J2326; rm", "Ⅻ2326"])
def test_unknown_or_other_code_is_refused(run: Run, root: Path, code: str) -> None:
    _refused(run, root / "examples" / "j2326-complete.txt", "--code", code)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--units", "0"),
        ("--units", "1.5"),
        ("--modifier", "JWW"),
        ("--date", "14.03.2026"),
        ("--date", "2026-02-30"),
        ("--authority", "mine"),
        ("--setting", "garage"),
        ("--extractor", "oracle"),
        ("--format", "docx"),
        ("--max-cost", "much"),
        ("--max-cost", "-1"),
        ("--no-such-option",),
        ("--claim", "absent.jsonl"),
        ("--code", "J1745", "--units", "3"),
    ],
    ids=" ".join,
)
def test_bad_usage_is_refused(run: Run, root: Path, arguments: tuple[str, ...]) -> None:
    code = ("--code", "J2326") if arguments else ()
    _refused(run, root / "examples" / "j2326-complete.txt", *code, *arguments)


@pytest.mark.parametrize(
    "claim",
    [
        b"",
        b"\n\n",
        b"not json",
        b"[1, 2]",
        b'{"code": "J2326", "unit": 3}',
        b'{"code": "J2326", "units": 1.5}',
        b'{"code": "J2326", "units": true}',
        b'{"code": "J2326", "units": 3, "modifiers": "JW"}',
        b'{"code": "J2326", "units": 3, "date": "3/4/2026"}',
        b'{"code": 2326}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_malformed_claim_is_refused(run: Run, root: Path, tmp_path: Path, claim: bytes) -> None:
    path = tmp_path / "claim.jsonl"
    path.write_bytes(claim)
    error = _refused(run, root / "examples" / "j2326-complete.txt", "--code", "J2326", "--claim", path)
    assert "claim.jsonl" in error


def test_line_of_a_malformed_claim_is_named(run: Run, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "claim.jsonl"
    path.write_text('{"code": "J2326"}\n\n{"code": "J23"}\n', encoding="utf-8")
    assert "line 3" in _refused(run, root / "examples" / "j2326-complete.txt", "--code", "J2326", "--claim", path)


def test_claim_file_and_flags_cannot_be_mixed(run: Run, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "claim.jsonl"
    path.write_text('{"code": "J2326"}', encoding="utf-8")
    note = root / "examples" / "j2326-complete.txt"
    assert "--claim" in _refused(run, note, "--code", "J2326", "--claim", path, "--units", "3")


def test_standard_input_twice_is_refused(run: Run) -> None:
    assert "once" in _refused(run, "-", "-", "--code", "J2326", stdin=b"text")


def test_model_without_key_or_address_is_one_sentence(run: Run, root: Path) -> None:
    error = _refused(run, root / "examples" / "j2326-complete.txt", "--code", "J2326", "--extractor", "model")
    assert "no model is configured" in error


def test_unforeseen_error_says_where_but_never_what(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def _break(*_: object, **__: object) -> None:
        raise ZeroDivisionError(CANARY)

    monkeypatch.setattr("doccheck.checker.judge", _break)
    error = _refused(run, root / "examples" / "j2326-complete.txt", "--code", "J2326", status=4)
    assert "internal error" in error
    assert "ZeroDivisionError" in error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_line_ends_give_quotes_that_stand_in_the_text(
    run: Run, tmp_path: Path, encoding: str, line_end: str
) -> None:
    text = line_end.join(
        ["Date of service: 2026-03-14", "Dx: Crohn’s disease (K50.90)", "Infliximab 300 mg IV was given today.", ""]
    )
    note = tmp_path / "note.txt"
    note.write_bytes(text.encode(encoding))
    report = json.loads(run(note, "--code", "J1745", "--format", "json").out)
    assert report["note"]["encoding"] == encoding
    given = ("\ufeff" if encoding == "utf-8-sig" else "") + text
    assert report["note"]["chars"] == len(given)
    evidence = [words for answer in report["requirements"] for words in answer["evidence"]]
    assert evidence
    assert all(given[words["start"] : words["end"]] == words["quote"] for words in evidence)


def test_note_name_starting_like_a_command_is_still_a_note(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "extract"
    note.write_text("Infliximab 300 mg IV was given today.", encoding="utf-8")
    assert run(note, "--code", "J1745").status in (1, 3)
    assert Path(note).exists()
