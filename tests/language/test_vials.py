"""Containers with a labelled content, and amounts tied to a discard, in running text."""

from __future__ import annotations

import pytest

from doccheck.language.vials import find_vials
from doccheck.language.waste import find_wasted_amounts


def vials(text: str) -> list[tuple[int | None, str | None, str | None]]:
    return [(one.count, None if one.content is None else str(one.content), one.kind) for one in find_vials(text)]


SINGLE = "single-dose"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Prep: 4 x 100 mg single-dose vials reconstituted", [(4, "100 mg", SINGLE)]),
        ("Two 100-unit single-dose vials were used", [(2, "100 units", SINGLE)]),
        ("one 300 mg/15 mL single-dose vial", [(1, "300 mg", SINGLE)]),
        ("100 mg/4 mL single-dose vials x 2 (lot 1)", [(2, "100 mg", SINGLE)]),
        ("400 mg/16 mL single-dose vial ×1.", [(1, "400 mg", SINGLE)]),
        ("100 mg (10 mL) vials x3", [(3, "100 mg", None)]),
        ("100 mg vials (3)", [(3, "100 mg", None)]),
        ("a 60 mg/2 mL single-dose vial", [(1, "60 mg", SINGLE)]),
        ("500 mg vial, all used", [(1, "500 mg", None)]),
        ("440 mg/vial, one vial", []),
        ("two single-dose vials of 100 mg", [(2, "100 mg", SINGLE)]),
        ("two prefilled syringes of 1.2 million units", [(2, "1200000 units", SINGLE)]),
        ("Vials: four 1,000 mg + one 500 mg, all used", [(4, "1000 mg", None), (1, "500 mg", None)]),
        ("4 x 1,000 mg + 1 x 500 mg single-dose vials", [(4, "1000 mg", SINGLE), (1, "500 mg", SINGLE)]),
        ("One 500 mg/50 mL and two 100 mg/10 mL vials", [(1, "500 mg", None), (2, "100 mg", None)]),
        ("Vials 400 mg x1 and 80 mg x2 (560 mg)", [(1, "400 mg", None), (2, "80 mg", None)]),
        ("two 150 mg and one 75 mg prefilled syringes", [(2, "150 mg", SINGLE), (1, "75 mg", SINGLE)]),
        ("Each from a 4 mg/2 mL single-dose vial.", [(None, "4 mg", SINGLE)]),
        ("Each knee: two 4 mg vials.", [(2, "4 mg", None)]),
        ("4 x 100mg SDV. 0 mg waste", [(4, "100 mg", SINGLE)]),
        ("Three 150 mg SDV opened", [(3, "150 mg", SINGLE)]),
        ("2 x 100 mg single-dose | 0 mg", [(2, "100 mg", SINGLE)]),
        ("gave 100 mg single-dose", []),
        ("single-dose 100 mg", []),
        ("Bottles 30 g + 5 g.", [(1, "30 g", None), (1, "5 g", None)]),
        ("Vials 5 x 1,000 mg", [(5, "1000 mg", None)]),
        ("single-dose vials of 100 mg", [(None, "100 mg", SINGLE)]),
        ("100 mg vials were opened", [(None, "100 mg", None)]),
        ("two 40 mg/mL vials (1 mL each)", [(2, "40 mg", None)]),
        ("10 mL multi-dose vial", [(1, None, "multi-dose")]),
        ("3.900 mg vial", [(1, None, None)]),
        ("ninety-nine 1 mg vials", [(None, "1 mg", None)]),
        ("vial 300 mg - given 300 mg", [(1, "300 mg", None)]),
        ("70 1 mg vials", [(None, "1 mg", None)]),
        ("the vial was empty", []),
        ("gave 60 mg through the line; the vial was kept", []),
        ("syringe discarded, 40 mg given", []),
        ("vials of 100 mg, two 50 mg tablets", [(None, "100 mg", None)]),
        ("Vials: two 100 mg, nothing else", [(2, "100 mg", None)]),
        ("Vials: two 100 mg given by nurse two 50 mg", [(2, "100 mg", None)]),
        ("100 mg + 50 mg vial", [(1, "50 mg", None)]),
    ],
)
def test_containers_are_read_with_count_content_and_kind(
    text: str, found: list[tuple[int | None, str | None, str | None]]
) -> None:
    assert vials(text) == found


def test_a_container_mention_is_a_place_in_the_text() -> None:
    text = "From two 100 mg single-dose vials."
    (mention,) = find_vials(text)
    assert text[mention.span.start : mention.span.end] == "two 100 mg single-dose vials"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("50 mg discarded, 350 mg given", ["50 mg"]),
        ("500 mcg (0.5 mL) discarded.", ["500 mcg", "0.5 mL"]),
        ("Discarded 800 mg (5,000 mg - 4,200 mg), billed as 800 units", ["800 mg"]),
        ("Discarded 0.5 mL (20 mg).", ["0.5 mL", "20 mg"]),
        ("350 mg withdrawn; 50 mg discarded", ["50 mg"]),
        ("Waste: 50 mg", ["50 mg"]),
        ("wasted 0 mg", ["0 mg"]),
        ("Remaining 100 mL (160 mg) discarded in black bin", ["100 mL", "160 mg"]),
        ("20 mg of the drug was wasted", ["20 mg"]),
        ("discard = 0 mg", ["0 mg"]),
        ("Vial 300 mg, given 300 mg, wasted 0 mg.", ["0 mg"]),
        ("Wasted 10 mg and discarded 20 mg", ["10 mg", "20 mg"]),
        ("50 mg remained and was discarded", ["50 mg"]),
        ("nothing discarded", []),
        ("300 mg given, rest to be discarded by pharmacy later", []),
        ("waste policy read, 300 mg given", []),
    ],
)
def test_amounts_are_tied_to_a_word_for_discarding(text: str, amounts: list[str]) -> None:
    assert [str(one.reading.exact) for one in find_wasted_amounts(text)] == amounts
