"""What the surroundings of words say about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from doccheck.ground.context import read_context
from doccheck.note import Note, Span

FLAGS = ("negated", "historical", "planned", "ordered", "other_person", "template", "instruction")
SENTENCES: list[Any] = yaml.safe_load((Path(__file__).parent / "context_sentences.yaml").read_text(encoding="utf-8"))


def flags_of(text: str, words: str, start: int = 0) -> list[str]:
    note = Note(text)
    at = text.index(words, start)
    context = read_context(note, Span(at, at + len(words)))
    return [flag for flag in FLAGS if getattr(context, flag)]


@pytest.mark.parametrize(("sentence", "words", "wanted"), SENTENCES, ids=[f"{row[0]} [{row[1]}]" for row in SENTENCES])
def test_a_sentence_says_how_its_words_are_meant(sentence: str, words: str, wanted: list[str]) -> None:
    head = "Date of service: 03/09/2026\n\n"
    flags = flags_of(f"{head}{sentence}\n", words, len(head))
    assert set(wanted) <= set(flags)
    assert bool(flags) == bool(wanted)


@pytest.mark.parametrize(
    ("note", "words", "flag"),
    [
        ("PMH: gout\nKnee swollen.", "gout", "historical"),
        ("Family history: psoriasis\nKnee swollen.", "psoriasis", "other_person"),
        ("Plan:\nKenalog 40 mg\n", "40 mg", "planned"),
        ("Home medications:\n- prednisone 5 mg daily\n", "5 mg", "ordered"),
        ("> **Previous visit (copied):**\n> Natalizumab 300 mg IV.\n\nToday: held.", "300 mg", "historical"),
        (
            "--- Copied from visit 01/02/2026 ---\nKenalog 40 mg given.\n--- end of copied text ---\n",
            "40 mg",
            "historical",
        ),
        ("OTHER PATIENT:\nceftriaxone 1 g IM given.\n", "1 g", "other_person"),
        ("Allergies: ceftriaxone\n", "ceftriaxone", "historical"),
    ],
)
def test_a_section_speaks_for_the_words_in_it(note: str, words: str, flag: str) -> None:
    assert flag in flags_of(note, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Diagnosis: see problem list\n", "problem list"),
        ("Diagnosis  see problem list\nSigned.\n", "see problem list"),
        ("**Dx:** as above\nSigned.\n", "as above"),
        ("Lot: refer to the MAR.\n", "MAR"),
        ("Weight: per chart | Height: 170 cm\n", "per chart"),
        ("Medical necessity: Please see attached letter\n", "attached letter"),
    ],
)
def test_a_label_that_only_sends_to_another_document_is_unfilled(text: str, words: str) -> None:
    assert "template" in flags_of(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Diagnosis: rheumatoid arthritis, see problem list\n", "rheumatoid arthritis"),
        ("Plan: see rheumatology in the clinic\n", "rheumatology"),
        ("Given: ketorolac 30 mg as above\n", "30 mg"),
        ("Dose: per chart protocol 300 mg\n", "300 mg"),
    ],
)
def test_a_value_beside_the_referral_counts(text: str, words: str) -> None:
    assert "template" not in flags_of(text, words)


def test_what_was_done_is_done_though_it_stands_in_the_plan() -> None:
    assert "planned" not in flags_of("Plan: Kenalog 40 mg IM given in clinic today.\n", "40 mg")


def test_a_negation_cut_off_in_front_of_a_quote_is_found() -> None:
    assert "negated" in flags_of("Patient does not have pernicious anemia.", "pernicious anemia")


def test_text_after_a_copied_block_counts_again() -> None:
    text = "> **Last visit:** ceftriaxone 1 g IM\n\nToday ceftriaxone 2 g IM given.\n"
    assert flags_of(text, "2 g") == []


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=300), st.data())
def test_any_place_of_any_text_has_a_context(text: str, data: st.DataObject) -> None:
    if not text.strip(" \t\r\n\f\v\ufeff") or any(c in "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" for c in text):
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    context = read_context(Note(text), Span(start, end))
    assert context.proves_today == (not any(getattr(context, flag) for flag in FLAGS))
    assert all(0 <= cue.start <= cue.end <= len(text) for cue in context.cues)


FIRST = "Patient: Ada Lind   MRN 551-90   DOB 02/03/1961\nSeen today.\n"


@pytest.mark.parametrize(
    "page",
    [
        "Patient: Bo Hagen   MRN 551-09\nKenalog 40 mg was given.\n",
        "Patient: Bo Hagen\nMRN: 551-09\nKenalog 40 mg was given.\n",
        "HAGEN, BO    DOB: 1972-01-04\nMRN: 77201\nKenalog 40 mg was given.\n",
        "**Patient:** Ada Lindqvist  **DOB:** 12/30/1990  **MRN:** 22-871\n\nKenalog 40 mg was given.\n",
        "Page 2 of 2    Patient: Bo Hagen    DOB 1/4/72\nKenalog 40 mg was given.\n",
        "Patient: Bo Hagen\nKenalog 40 mg was given.\n",
        "(belongs to Bo Hagen DOB 1972-01-04) Kenalog 40 mg was given.\n",
    ],
)
def test_a_page_whose_header_names_somebody_else_is_about_another_person(page: str) -> None:
    assert "other_person" in flags_of(FIRST + page, "was given")


@pytest.mark.parametrize(
    "page",
    [
        "Patient: Ada Lind   MRN 55190\nKenalog 40 mg was given.\n",
        "Pt: LIND, A.   DOB 2/3/1961\nKenalog 40 mg was given.\n",
        "Patient: Ada Hagen   DOB 02/03/1961\nKenalog 40 mg was given.\n",
        "Patient: Tolerated Well\nKenalog 40 mg was given.\n",
        "Patient: Bo Hagen MRN 991\nKetorolac held.\nAda Lind was seen again.\nKenalog 40 mg was given.\n",
        "-- scan --\nPatient: Bo Hagen MRN 551-09\nseen\n-- end of scanned page --\nKenalog 40 mg was given.\n",
        "Mother: Eva Lind, DOB 05/05/1935, drove her.\nKenalog 40 mg was given.\n",
        "Lot 551-09.\nKenalog 40 mg was given.\n",
    ],
)
def test_the_patients_own_pages_are_not(page: str) -> None:
    assert "other_person" not in flags_of(FIRST + page, "was given")
