"""A header that names another patient governs what stands below it until the first patient is named again."""

from __future__ import annotations

import pytest

from doccheck.note import Note
from doccheck.sections import SectionKind, find_sections, section_at
from doccheck.sections.strangers import find_strangers

GIVEN = "10:30 drug given"


def whose(text: str) -> str:
    """Return what is known of the line with the drug: ``ours``, ``other``, or ``unclear``."""
    strangers = find_strangers(Note(text))
    at = text.index(GIVEN)
    if any(one.certain and one.span.start <= at < one.span.end for one in strangers):
        assert section_at(find_sections(Note(text)), at).kind is SectionKind.OTHER_PATIENT
        return "other"
    return "unclear" if strangers else "ours"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Patient: Maud Ellery", "Patient: Victor Prang"),
        ("Patient: Maud Ellery\nMRN: 40-117", "Patient: Victor Prang\nMRN: 40-171"),
        ("Pt: Maud Ellery   DOB 04/02/1951", "Pt: Victor Prang   DOB 11/30/1949"),
        ("PATIENT NAME: ELLERY, MAUD", "PATIENT NAME: PRANG, VICTOR"),
        ("Ellery, Maud   MRN 40-117   DOB 04/02/1951", "Prang, Victor   MRN 40-171   DOB 11/30/1949"),
        ("**Patient:** Maud Ellery", "**Patient:** Victor Prang"),
        ("- **Patient:** Maud Ellery", "- **Patient:** Victor Prang"),
        ("| Patient | Maud Ellery |", "| Patient | Victor Prang |"),
        ("Patient      Maud Ellery", "Patient      Victor Prang"),
        ("Patient\nMaud Ellery", "Patient\nVictor Prang"),
        ("Name: Maud Ellery   DOB: 04/02/1951", "Name: Victor Prang   DOB: 11/30/1949"),
        ("MRN: 40-117", "MRN: 55-900"),
        ("Medical record number 40117", "Medical record number 55900"),
        ("Date of birth: April 2, 1951", "Date of birth: 11/30/1949"),
        ("Pt Maud Ellery, MRN 40117", "Pt Victor Prang, MRN 55900"),
        ("INFUSION CENTER   Patient: Maud Ellery", "page 2 of 2 - Patient: Victor Prang"),
        ("Patient: Maud Ellery", "Page 2 of 2   Prang, Victor"),
        ("Patient: María Núñez", "Patient: Øyvind Strand"),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n---- scanned page 2 ----\n", "\f", "\r\n\r\n"])
def test_what_stands_below_another_name_number_or_birthday_is_not_this_patients(
    first: str, second: str, gap: str
) -> None:
    assert whose(f"{first}\nDx: gout{gap}{second}\n{GIVEN}\n") == "other"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Patient: Maud Ellery", "Patient: Maud Ellery"),
        ("Patient: Maud Ellery", "Ellery, Maud   page 2"),
        ("Patient: Maud Ellery", "PATIENT: ELLERY, MAUD J."),
        ("Patient: Maud Ellery", "Pt: M. Ellery"),
        ("Patient: Maud Ellery-Strand", "Patient: Maud Ellery"),
        ("Patient: Mrs. Maud Ellery", "Patient: Maud Ellery"),
        ("Patient: Margaret Ellery", "Patient: Peg Ellery"),
        ("Patient: Margaret Ellery", "Patient: Peg"),
        ("Patient: Margaret Ellery", 'Patient: Margaret "Peg" Ellery'),
        ("Patient: Christopher Ellery", "Patient: Chris Ellery"),
        ("Patient: Georgiana Ellery", "Pt: Georgie"),
        ("MRN 40-117", "MRN: 40117"),
        ("MRN 40-117", "MRN: 00040117"),
        ("MRN 40-117", "Hospital MRN: 99-2001"),
        ("DOB 04/02/1951", "DOB: 1951-04-02"),
        ("DOB 04/02/1951", "Date of birth April 2, 1951"),
        ("Patient: Maud Ellery", "Provider: Victor Prang, MD"),
        ("Patient: Maud Ellery", "Patient seen by Victor Prang, MD"),
        ("Patient: Maud Ellery", "Nurse: Victor Prang, RN"),
        ("Patient: Maud Ellery", "Emergency contact name: Victor Prang"),
        ("Patient: Maud Ellery  DOB 04/02/1951", "Subscriber: Victor Prang  Subscriber DOB 11/30/1949"),
        ("Patient: Maud Ellery  DOB 04/02/1951", "Mother DOB 11/30/1929"),
        ("Patient: Maud Ellery", "Name: Kenalog"),
        ("Patient: Maud Ellery", "Patient: Tolerated Procedure Well"),
        ("Patient: Maud Ellery", "Patient: Comfortable during the visit"),
        ("Patient: Maud Ellery", "Patient Education: Ice And Rest"),
        ("Patient: Maud Ellery", "PATIENT INSTRUCTIONS"),
        ("Patient: Maud Ellery", "Patient Identity Confirmed"),
        ("Patient: Maud Ellery, Knee pain", "Patient: Ellery, Maud"),
        ("Patient: Maud Ellery.", "Ms. Ellery was given the drug."),
        ("Dx: gout", "Patient: Victor Prang"),
    ],
)
def test_the_same_patient_in_another_form_and_other_people_of_the_record_change_nothing(
    first: str, second: str
) -> None:
    assert whose(f"{first}\nDx: gout\n\n{second}\n{GIVEN}\n") == "ours"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Patient: Maud Ellery   MRN 40-117", "Patient: Maud Ellery   MRN 55-900"),
        ("Patient: Maud Ellery", "Patient: Victor Ellery"),
        ("Patient: Maud Ellery", "Patient: Maud Prang"),
        ("Patient: Maud Ellery   MRN 40-117", "Patient: Victor Prang   MRN 40-117"),
        ("Patient: Maud Ellery", "Mr. Prang was given the drug."),
    ],
)
def test_what_agrees_in_part_is_left_to_a_person(first: str, second: str) -> None:
    assert whose(f"{first}\nDx: gout\n\n{second}\n{GIVEN}\n") == "unclear"


@pytest.mark.parametrize(
    "again",
    [
        "Patient: Maud Ellery",
        "Ellery, Maud   MRN 40-117",
        "Maud Ellery seen and examined.",
        "MRN 40-117",
    ],
)
def test_the_first_patient_named_again_ends_the_other_page(again: str) -> None:
    text = f"Patient: Maud Ellery  MRN 40-117\n\nPatient: Victor Prang\nDx: gout\n\n{again}\n{GIVEN}\n"
    assert find_strangers(Note(text))
    assert not any(one.span.start <= text.index(GIVEN) < one.span.end for one in find_strangers(Note(text)))


def test_a_name_in_the_middle_of_a_line_tells_of_that_line_only() -> None:
    text = f"Patient: Maud Ellery\n{GIVEN} (error, belongs to Victor Prang DOB 11/30/1949)\nDx: gout\nSigned\n"
    assert whose(text) == "other"
    assert section_at(find_sections(Note(text)), text.index("gout")).kind is not SectionKind.OTHER_PATIENT
