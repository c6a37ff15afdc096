"""Pages of another patient inside a note."""

from __future__ import annotations

import pytest

from doccheck.ground.context import read_context
from doccheck.ground.other_patients import find_other_patients
from doccheck.note import Note, Span

FIRST = "Patient: Ada Lind   MRN 551-90   DOB 02/03/1961\nSeen today.\n"


def other_person(text: str, words: str = "was given") -> bool:
    note = Note(text)
    at = text.index(words)
    return read_context(note, Span(at, at + len(words))).other_person


@pytest.mark.parametrize(
    "page",
    [
        "Patient: Bo Hagen   MRN 551-09\nKenalog 40 mg was given.\n",
        "Patient: Bo Hagen\nMRN: 551-09\nKenalog 40 mg was given.\n",
        "HAGEN, BO    DOB: 1972-01-04\nMRN: 77201\nKenalog 40 mg was given.\n",
        "**Patient:** Ada Lindqvist  **DOB:** 12/30/1990\n\nKenalog 40 mg was given.\n",
        "Page 2 of 2    Patient: Bo Hagen    DOB 1/4/72\nKenalog 40 mg was given.\n",
        "(belongs to Bo Hagen DOB 1972-01-04) Kenalog 40 mg was given.\n",
    ],
)
def test_a_page_whose_header_names_somebody_else_is_about_another_person(page: str) -> None:
    assert other_person(FIRST + page)


@pytest.mark.parametrize(
    "page",
    [
        "Patient: Ada Lind   MRN 55190\nKenalog 40 mg was given.\n",
        "Pt: LIND, A.   DOB 2/3/1961\nKenalog 40 mg was given.\n",
        "MRN: 551-90\nKenalog 40 mg was given.\n",
        "Patient: Tolerated Well\nKenalog 40 mg was given.\n",
        "Name: Bo Hagen\nKenalog 40 mg was given.\n",
        "Patient: Bo Hagen MRN 99\nKetorolac held.\nAda Lind was seen again.\nKenalog 40 mg was given.\n",
        "-- scan --\nPatient: Bo Hagen MRN 551-09\nseen\n-- end of scanned page --\nKenalog 40 mg was given.\n",
        "Mother: Eva Lind, DOB 05/05/1935, drove her.\nKenalog 40 mg was given.\n",
        "Lot 551-09.\nKenalog 40 mg was given.\n",
    ],
)
def test_the_patients_own_pages_are_not(page: str) -> None:
    assert not other_person(FIRST + page)


@pytest.mark.parametrize(
    ("page", "doubtful"),
    [
        ("Patient: Ada Lind MRN 551-99\n", True),
        ("Patient: Bo Hagen\n", True),
        ("Patient: Ada Lind DOB 02/03/1916\n", True),
        ("Patient: Ada Hagen DOB 02/03/1961\n", False),
        ("Patient: Ada Lind MRN 551-90\n", False),
        ("Not started: carboplatin; patient preferred monotherapy.\n", False),
    ],
)
def test_a_header_that_agrees_in_part_leaves_a_doubt(page: str, doubtful: bool) -> None:  # noqa: FBT001 - a plain value
    found = find_other_patients(FIRST + page)
    assert found.passages == ()
    assert bool(found.doubtful) is doubtful
