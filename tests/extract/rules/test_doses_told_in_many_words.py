"""Which doses count, where a note tells of more amounts than it gives: orders, totals with shares, corrections."""

from __future__ import annotations

import pytest

from doccheck.case.administrations import Administrations, read_administrations
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

REFERENCE = Reference.load()


def read(text: str) -> Administrations:
    note = Note(text)
    extraction = Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE))
    return read_administrations(note, ground(note, extraction), REFERENCE, None)


def doses(text: str) -> list[str]:
    """Return each dose given; the readings of one that is not sure, joined by "or"."""
    return [
        str(one.dose) if one.dose is not None else " or ".join(sorted(str(reading) for reading in one.candidates))
        for one in read(text).given
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Order (Dr. Bell 15:20): Toradol 60 mg IM now.",
        "Ordered by T. Vance PA-C (signed 15:20): ketorolac 30 mg IM.",
        "V.O. Dr Bell 15:20: Rocephin 1 g IM.",
        "15:20 V.O. Dr Bell Toradol 60 mg IM",
        "Orders signed 11:05 by Dr. Vance, MD: NS 1 L; ketorolac 30 mg IV",
        "Verbal order Dr. Bell 0915 - Depo-Medrol 80 mg IM x1",
        "Order (Dr. Bell): Toradol 60 mg IM.\nNot given, patient left.",
    ],
)
def test_amounts_on_a_line_headed_by_an_order_are_ordered(text: str) -> None:
    assert doses(text) == []
    assert [one.reason for one in read(text).not_given if one.drug != "sodium chloride"][0].startswith("ordered")


@pytest.mark.parametrize(
    "text",
    [
        "Order (Dr. Bell 15:20): Toradol 60 mg IM now. Given 15:30 L deltoid.",
        "Order (Dr. Bell 15:20): Toradol 60 mg IM now.\n15:32 Given L deltoid, RN Price",
        "Ordered Toradol 60 mg IM and given in left deltoid at 15:30.",
        "10:30 Order received from Dr. Bell: ketorolac 60 mg IM. 10:40 ketorolac 60 mg IM given R glute.",
    ],
)
def test_an_order_that_was_carried_out_counts_once(text: str) -> None:
    assert doses(text) == ["60 mg"]
