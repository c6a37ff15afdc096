from __future__ import annotations

import random
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import ModelServer, Scripted, chat, facts, note_of

from doccheck.extract.deidentify import UnsafeText, masked, original_span
from doccheck.extract.reader import read
from doccheck.facts import Outcome
from doccheck.note import Note
from doccheck.reference.lookup import Reference
from doccheck.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

NOTE = Note(
    "Patient: Quillona Hartwell-Sandoz   DOB: 04/19/1979   MRN: 00-48213\n"
    "Phone (555) 201-7788, q.sandoz@example.org, SSN 123-45-6789\n"
    "412 Marigold Lane, Apt 5, Ashby, MA 01431\n"
    "Date of service: 03/14/2026. 93-year-old seen by Dr. Ambrose Fennimore.\n"
    "Quillona tolerated natalizumab 300 mg IV, lot LKS-48213, exp 02/28/2027.\n"
    "Account # 99120034. Heparin 1000000 units.\n"
    "Electronically signed by Ambrose Fennimore, MD 2026-03-14\n"
)
SECRET = (
    "Quillona", "Hartwell", "Sandoz", "04/19/1979", "48213\n", "201-7788", "example.org", "123-45-6789", "Marigold",
    "01431", "03/14/2026", "93-year", "Fennimore", "Ambrose", "99120034", "2026-03-14",
)  # fmt: skip


def test_what_identifies_is_gone_and_what_is_checked_stays() -> None:
    sent = masked(NOTE).text
    assert not [words for words in SECRET if words in sent]
    for words in ("natalizumab 300 mg IV", "lot LKS-48213", "1000000 units", ", MD"):
        assert words in sent


def test_every_date_of_a_day_moves_by_the_same_number_of_weeks() -> None:
    sent = masked(NOTE).text
    us = re.findall(r"\d\d/\d\d/\d{4}", sent)
    (iso,) = re.findall(r"\d{4}-\d\d-\d\d", sent)
    born, service, expiry = (date(int(day[6:]), int(day[:2]), int(day[3:5])) for day in us)
    assert date.fromisoformat(iso) == service
    assert (service - born, expiry - service) == (
        date(2026, 3, 14) - date(1979, 4, 19),
        date(2027, 2, 28) - date(2026, 3, 14),
    )
    assert (date(2026, 3, 14) - service).days % 7 == 0
    assert service != date(2026, 3, 14)


def test_the_same_note_is_always_masked_the_same_way() -> None:
    assert masked(NOTE) == masked(Note(NOTE.text, "other id"))


def test_the_same_name_gets_the_same_mark_everywhere() -> None:
    sent = masked(Note("Patient: Odalys Brightwater\nSeen by Dr. Wrenfield. Dr. Wrenfield agrees.\n")).text
    assert len(re.findall(r"\[NAME_\d\]", sent)) == 3
    assert len(set(re.findall(r"\[NAME_\d\]", sent))) == 2


def made(kind: str, pick: random.Random) -> str:
    """An invented identifier of a kind, in one of the ways notes write it."""
    digits = [str(pick.randrange(10)) for _ in range(12)]
    d = "".join(digits)
    return {
        "ssn": f"{d[:3]}-{d[3:5]}-{d[5:9]}",
        "phone": pick.choice([f"(555) {d[:3]}-{d[3:7]}", f"555-{d[:3]}-{d[3:7]}", f"555.{d[:3]}.{d[3:7]}"]),
        "email": pick.choice([f"q.{d[:3]}@mail.example.org", f"ada+{d[:2]}@example.com"]),
        "record": pick.choice(
            [f"MRN: {d[:7]}", f"MRN {d[:2]}-{d[2:6]}", f"Account # {d[:8]}", f"Medicare ID: A{d[:9]}"]
        ),
        "date": pick.choice(["0{0}/1{1}/20{2}{3}", "20{2}{3}-0{0}-1{1}", "March 1{1}, 20{2}{3}"]).format(
            pick.randrange(1, 9), pick.randrange(9), pick.randrange(1, 3), pick.randrange(9)
        ),
        "street": " ".join(
            (d[:3], pick.choice(["Marigold", "Old Mill", "N. Quarry"]), pick.choice(["St", "Lane", "Ave.", "Road"]))
        ),
        "town": f"{pick.choice(['Ashby', 'Cedar Falls'])}, {pick.choice(['MA', 'IA'])} {d[:5]}",
        "link": f"https://portal.example.org/p/{d[:6]}",
    }[kind]


@pytest.mark.parametrize("kind", ["ssn", "phone", "email", "record", "date", "street", "town", "link"])
def test_every_kind_of_identifier_with_a_shape_is_found(kind: str) -> None:
    pick = random.Random(kind)  # noqa: S311 - invented data, the same in every run
    for _ in range(200):
        secret = made(kind, pick)
        sent = masked(Note(f"Seen today. {secret}\nNatalizumab 300 mg IV given.")).text
        assert secret not in sent, secret
        assert "Natalizumab 300 mg IV given." in sent


def test_known_identifiers_are_masked_wherever_and_however_they_are_written() -> None:
    text = "follow-up: odalys  BRIGHTWATER came in; brightwater's knee is better. chart x17\n"
    sent = masked(Note(text), ["Odalys Brightwater", "X17"]).text
    assert not re.search("odalys|brightwater|x17", sent, re.IGNORECASE)


def test_every_example_note_loses_the_name_of_its_patient(root: Path) -> None:
    for file in sorted((root / "examples").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        name = re.search(r"Patient(?: name)?:\**\s+([A-Z]\w+ [A-Z][\w-]+)", text)
        assert name, file.name
        assert name.group(1) not in masked(Note(text)).text


def test_a_long_number_in_no_known_shape_is_not_sent() -> None:
    note = Note("Gave natalizumab 300 mg. Callback x5552017788z\n")
    with ModelServer(lambda _: chat(facts())) as server:
        settings = Settings(base_url=server.base_url, deidentify=True)
        extraction = read(note, Reference.load(), code="J2326", extractor="model", settings=settings)
    assert (extraction.outcome, extraction.attempts, server.requests) == (Outcome.TRANSPORT, 0, [])


def test_a_masked_text_that_still_holds_a_known_identifier_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doccheck.extract.deidentify.find_identifiers", lambda *_: ())
    with pytest.raises(UnsafeText):
        masked(Note("Odalys came in."), ["Odalys"])
    with ModelServer(lambda _: chat(facts())) as server:
        settings = Settings(base_url=server.base_url, deidentify=True, identifiers=("Odalys",))
        note = Note("Odalys came in. Natalizumab 300 mg IV given.")
        extraction = read(note, Reference.load(), code="J2326", extractor="model", settings=settings)
    assert (extraction.outcome, extraction.attempts, server.requests) == (Outcome.TRANSPORT, 0, [])
    assert "not sent" in str(extraction.detail)


def test_quotes_of_the_masked_text_come_back_as_words_of_the_note() -> None:
    def answer(request: dict[str, Any]) -> Scripted:
        sent = note_of(request)
        line = next(row for row in sent.splitlines() if row.startswith("Electronically"))
        day = re.findall(r"\d\d/\d\d/\d{4}", sent)[1]
        return chat(
            facts(
                [{"role": "given", "quote": "300 mg", "number": "300", "unit": "mg", "drug": "natalizumab"}],
                [
                    {"requirement": "J2326.signature", "quote": line},
                    {"requirement": "J2326.administration_date", "quote": f"Date of service: {day}"},
                ],
            )
        )

    with ModelServer(answer) as server:
        settings = Settings(base_url=server.base_url, deidentify=True)
        extraction = read(NOTE, Reference.load(), code="J2326", extractor="model", settings=settings)
    assert not [words for words in SECRET if words in str(server.requests)]
    quotes = [fact.quote for fact in extraction.fields]
    assert [quote.quote for quote in quotes] == [
        "Date of service: 03/14/2026",
        "Electronically signed by Ambrose Fennimore, MD 2026-03-14",
    ]
    for quote in [*quotes, extraction.amounts[0].quote]:
        assert quote.start is not None
        assert NOTE.text[quote.start : quote.start + len(quote.quote)] == quote.quote


PIECES = st.sampled_from(
    [
        "Patient: Odalys Brightwater ",
        "03/14/2026 ",
        "MRN 00-48213\n",
        "300 mg IV given. ",
        "\U0001f489 e\u0301 ",
        "(555) 201-7788 ",
        "\r\n",
        "x ",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join), st.integers(0, 200), st.integers(1, 40))
def test_every_slice_of_the_sent_text_maps_to_the_slice_it_stands_for(text: str, start: int, length: int) -> None:
    if not text.strip():
        return
    mask = masked(Note(text))
    assert "".join(text[part.start : part.end] for part in mask.segments) == text
    start = min(start, len(mask.text) - 1)
    end = min(start + length, len(mask.text))
    begin, finish = original_span(mask, start, end)
    assert 0 <= begin < finish <= len(text)
    verbatim = [part for part in mask.segments if part.sent_start < end and start < part.sent_end]
    if all(part.verbatim for part in verbatim):
        assert text[begin:finish] == mask.text[start:end]
    for part in verbatim:
        if not part.verbatim:
            assert begin <= part.start
            assert part.end <= finish
