"""The date of service and its sources."""

from __future__ import annotations

from datetime import date

import pytest

from doccheck.case.service_date import read_service_date, read_visit_dates
from doccheck.claim import ClaimLine
from doccheck.facts import AmountFact, Extraction, Outcome, Quoted, Role
from doccheck.ground.facts import ground
from doccheck.ground.grounded import GroundedFacts
from doccheck.note import Note

DAY = date(2026, 3, 9)


def dates(text: str) -> list[date]:
    return [day for day, _ in read_visit_dates(Note(text), GroundedFacts())]


@pytest.mark.parametrize(
    "text",
    [
        "Date of service: 03/09/2026\nDOB: 05/05/1986",
        "DOB: 05/05/1986 | Date: 03/09/2026",
        "DOS 03/09/2026",
        "Name X   DOB: 12 Jun 1979   Visit: 09-Mar-2026",
        "Encounter date: 2026-03-09",
        "**Date of service:** March 9, 2026",
        "Infusion visit 3/9/26, 1:15 pm",
        "Pt seen on March 9, 2026 for infusion.",
        "Filler line\n" * 12 + "Procedure date: 03/09/2026",
        "DATE OF SERVICE\n03/09/2026",
        "CLINIC NOTE          03/09/2026",
        "INFUSION CENTRE – OUTPATIENT                 09.03.2026",
        "T.O. 01/02 text\n" * 8 + "03/09/2026 1025  Pt given drug",
        "Today's date 03/09/2026; last visit 01/09/2026",
        "Telehealth visit (03/09/2026)",
        "Rheumatology follow-up and infusion, 3/9/2026\nFeels well.",
        "\nFollow up visit 03/09/2026",
    ],
)
def test_labels_heads_and_timed_entries_give_the_visit_date(text: str) -> None:
    assert dates(text)[0] == DAY


@pytest.mark.parametrize(
    "text",
    [
        "Patient DOB 03/09/2026",
        "Date of birth: 03/09/2026",
        "Order date: 03/09/2026",
        "Exp. date: 03/09/2026",
        "Last visit: 03/09/2026",
        "Next visit 03/09/2026",
        "DICTATED: 03/09/2026 16:48",
        "Printed 03/09/2026",
        "Signed by A. Doctor, MD 03/09/2026",
        "Previous visit date 03/09/2026",
        "Lab date 03/09/2026",
        "Follow up date: 03/09/2026",
        "Word\n" * 10 + "Ferritin on 03/09/2026 was low",
        "Date of service: March 2026",
        "Date of service: 13/13/2026",
        "No date at all",
        "Feels well.\nFollow-up visit 03/09/2026",
    ],
)
def test_other_dates_are_no_visit_date(text: str) -> None:
    assert dates(text) == []


def test_a_label_beats_the_head_of_the_note() -> None:
    assert dates("CLINIC 03/08/2026\nDate of service: 03/09/2026") == [DAY]


def test_a_date_beside_an_administration_counts() -> None:
    note = Note("Word\n" * 10 + "On March 9, 2026 she received 300 mg natalizumab.")
    fact = AmountFact(Role.GIVEN, Quoted("300 mg"), "300", "mg", date=Quoted("March 9, 2026"))
    facts = ground(note, Extraction("rules", Outcome.OK, (fact,)))
    assert [day for day, _ in read_visit_dates(note, facts)] == [DAY]
    ordered = AmountFact(Role.ORDERED, Quoted("300 mg"), "300", "mg", date=Quoted("March 9, 2026"))
    assert read_visit_dates(note, ground(note, Extraction("rules", Outcome.OK, (ordered,)))) == ()
    absent = AmountFact(Role.GIVEN, Quoted("300 mg"), "300", "mg", date=Quoted("April 1, 2026"))
    assert read_visit_dates(note, ground(note, Extraction("rules", Outcome.OK, (absent,)))) == ()
    undated = AmountFact(Role.GIVEN, Quoted("300 mg"), "300", "mg")
    assert read_visit_dates(note, ground(note, Extraction("rules", Outcome.OK, (undated,)))) == ()


def test_the_caller_wins_over_the_claim_and_the_claim_over_the_note() -> None:
    note, lines = Note("Date of service: 03/09/2026"), [ClaimLine("J2326"), ClaimLine("J2326", date=date(2026, 3, 8))]
    service, _ = read_service_date(note, GroundedFacts(), lines, date(2026, 3, 7))
    assert (service.date, service.given, service.claimed, service.in_note) == (
        date(2026, 3, 7),
        date(2026, 3, 7),
        date(2026, 3, 8),
        DAY,
    )
    assert service.conflict
    assert read_service_date(note, GroundedFacts(), lines, None)[0].date == date(2026, 3, 8)
    alone, visits = read_service_date(note, GroundedFacts(), None, None)
    assert (alone.date, alone.conflict) == (DAY, False)
    assert [words.quote for words in alone.evidence] == ["03/09/2026"]
    assert visits == ((DAY, alone.evidence[0]),)


def test_a_note_without_a_date_has_none() -> None:
    service, visits = read_service_date(Note("Gave 300 mg."), GroundedFacts(), (), None)
    assert (service.date, service.in_note, service.evidence, visits) == (None, None, (), ())


def test_a_date_beside_an_administration_and_under_a_label_is_one_visit_date() -> None:
    note = Note("Date of service: March 9, 2026. She received 300 mg natalizumab.")
    fact = AmountFact(Role.GIVEN, Quoted("300 mg"), "300", "mg", date=Quoted("March 9, 2026"))
    assert [day for day, _ in read_visit_dates(note, ground(note, Extraction("rules", Outcome.OK, (fact,))))] == [DAY]


def test_a_record_of_several_days_is_about_the_day_the_caller_names() -> None:
    note = Note("Word\n" * 8 + "01/09/2026 1000 given\n02/09/2026 1000 given\n03/09/2026 1000 given")
    service, visits = read_service_date(note, GroundedFacts(), None, DAY)
    assert (service.in_note, service.conflict, len(visits)) == (DAY, False, 3)
    claimed, _ = read_service_date(note, GroundedFacts(), [ClaimLine("J2326", date=date(2026, 2, 9))], None)
    assert (claimed.date, claimed.in_note, claimed.conflict) == (date(2026, 2, 9), date(2026, 2, 9), False)
    elsewhere, _ = read_service_date(note, GroundedFacts(), None, date(2026, 4, 9))
    assert (elsewhere.in_note, elsewhere.conflict) == (date(2026, 1, 9), True)
