"""Checking from Python: kinds of notes, many notes, threads."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

import doccheck
from doccheck.report import json as report_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def complete(root: Path) -> Path:
    return root / "examples" / "j2326-complete.txt"


@pytest.fixture
def checker() -> doccheck.Checker:
    return doccheck.Checker(extractor="rules", authority="article")


def test_text_path_and_note_give_the_same_report(checker: doccheck.Checker, complete: Path) -> None:
    text = complete.read_bytes().decode()
    reports = [
        checker.check(note, code="J2326")
        for note in (text, doccheck.Note(text), doccheck.Note.from_bytes(complete.read_bytes()))
    ]
    assert len({report_json.render(report) for report in reports}) == 1
    assert checker.check(complete, code="J2326").verdict == reports[0].verdict


def test_a_str_is_text_never_a_path(checker: doccheck.Checker, complete: Path) -> None:
    assert checker.check(str(complete), code="J2326").note.text == str(complete)


def test_sections_keep_offsets_into_the_joined_text(checker: doccheck.Checker) -> None:
    report = checker.check(
        {"Diagnosis": "Relapsing multiple sclerosis (G35.A)", "Procedure": "Natalizumab 300 mg was infused IV today."},
        code="J2326",
    )
    words = [words for answer in report.answers for words in answer.evidence]
    assert words
    assert all(report.note.text[one.start : one.end] == one.quote for one in words)


def test_code_is_taken_in_any_case_and_a_wrong_one_is_refused(checker: doccheck.Checker, complete: Path) -> None:
    assert checker.check(complete, code=" j2326 ").code == "J2326"
    with pytest.raises(doccheck.CodeError):
        checker.check(complete, code="J0000")


def test_one_claim_line_or_several_are_the_same(checker: doccheck.Checker, complete: Path) -> None:
    line = doccheck.ClaimLine("J2326", 300, ["JZ"])
    one, many = (checker.check(complete, code="J2326", claim=claim) for claim in (line, [line]))
    assert report_json.render(one) == report_json.render(many)
    assert one.claim[0].modifiers == ("JZ",)


@pytest.mark.parametrize("option", ["extractor", "authority", "setting"])
def test_option_without_such_a_value_is_refused(option: str) -> None:
    with pytest.raises(doccheck.SettingError, match=option):
        doccheck.Checker(**{option: "nonsense"})  # type: ignore[arg-type]


def test_concurrency_below_one_is_refused() -> None:
    with pytest.raises(doccheck.SettingError, match="concurrency"):
        doccheck.Checker(concurrency=0)


def test_no_note_at_all_is_a_note_error(checker: doccheck.Checker) -> None:
    nothings: tuple[Any, ...] = ("", "  \n", {}, None, 3)
    for nothing in nothings:
        with pytest.raises(doccheck.NoteError):
            checker.check(nothing, code="J2326")


def test_acheck_decides_like_check(checker: doccheck.Checker, complete: Path) -> None:
    report = asyncio.run(checker.acheck(complete, code="J2326"))
    assert report_json.render(report) == report_json.render(checker.check(complete, code="J2326"))


def test_module_functions_decide_like_a_checker(checker: doccheck.Checker, complete: Path) -> None:
    wanted = report_json.render(checker.check(complete, code="J2326"))
    report = doccheck.check(complete, code="J2326", extractor="rules", authority="article")
    later = asyncio.run(doccheck.acheck(complete, code="J2326", extractor="rules", authority="article"))
    assert report_json.render(report) == report_json.render(later) == wanted


def test_check_many_keeps_order_and_gives_each_note_one_outcome(root: Path) -> None:
    checker = doccheck.Checker(extractor="rules", concurrency=3)
    notes: list[Path | str] = [*sorted((root / "examples").glob("*.txt")), "", root / "absent.txt", "Nothing given."]
    outcomes = list(checker.check_many(notes, code="J2326"))
    assert len(outcomes) == len(notes)
    for place, (note, outcome) in enumerate(zip(notes, outcomes, strict=True)):
        if isinstance(outcome, doccheck.Unchecked):
            assert outcome.index == place
            assert isinstance(outcome.error, doccheck.NoteError)
            assert note in ("", root / "absent.txt")
        else:
            assert outcome.note.id in (str(note), "note")


def test_check_many_reads_no_further_than_needed(complete: Path) -> None:
    taken = 0

    def _endless() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield complete

    outcomes = doccheck.Checker(extractor="rules", concurrency=2).check_many(_endless(), code="J2326")
    for _ in range(3):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert taken <= 6


def test_check_many_refuses_a_wrong_code_before_the_first_note() -> None:
    with pytest.raises(doccheck.CodeError):
        next(doccheck.Checker().check_many(["text"], code="X1"))


def test_one_checker_serves_many_threads(checker: doccheck.Checker, root: Path) -> None:
    notes = sorted((root / "examples").glob("*.txt"))
    wanted = [report_json.render(checker.check(note, code="J2326")) for note in notes]
    found: dict[int, list[str]] = {}

    def _work(number: int) -> None:
        found[number] = [report_json.render(checker.check(note, code="J2326")) for note in notes]

    threads = [threading.Thread(target=_work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == wanted for number in range(4))
