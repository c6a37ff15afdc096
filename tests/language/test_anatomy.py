"""Routes, sites and sides in canonical words."""

from __future__ import annotations

import pytest

from doccheck.language.anatomy import INJECTED, find_routes, find_sides, find_sites


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("40 mg IM x1", "intramuscular"),
        ("given intramuscularly", "intramuscular"),
        ("100 mg SQ", "subcutaneous"),
        ("s.c. injection", "subcutaneous"),
        ("IV push over 2 min", "intravenous"),
        ("intra-articular injection", "intra-articular"),
        ("injected intravitreally", "intravitreal"),
        ("650 mg PO", "oral"),
        ("by mouth", "oral"),
    ],
)
def test_route_is_read(text: str, route: str) -> None:
    assert [mention.name for mention in find_routes(text)] == [route]


@pytest.mark.parametrize("text", ["improve", "Scott", "in vivo", "t.i.d.", "ivory", "oral cavity", "I'm fine"])
def test_letters_inside_other_words_are_no_route(text: str) -> None:
    assert [mention for mention in find_routes(text) if mention.name in INJECTED] == []


@pytest.mark.parametrize(
    ("text", "site", "side"),
    [
        ("left deltoid", "deltoid", "left"),
        ("R ventrogluteal", "ventrogluteal", "right"),
        ("Lt knee", "knee", "left"),
        ("both knees", "knee", "bilateral"),
        ("OS", "eye", "left"),
        ("right greater trochanteric bursa", "trochanteric bursa", "right"),
    ],
)
def test_site_and_side_are_read(text: str, site: str, side: str) -> None:
    assert find_sites(text)[-1].name == site
    assert [mention.name for mention in find_sides(text)] == [side]


@pytest.mark.parametrize("text", ["both titrated slowly", "each of them agreed", "Bicillin L-A", "lot R-22"])
def test_words_that_are_no_side(text: str) -> None:
    assert find_sides(text) == []


def test_part_of_a_text_is_searched_with_offsets_of_the_whole() -> None:
    text = "IM here, and IV there"
    (mention,) = find_routes(text, 8, len(text))
    assert text[mention.span.start : mention.span.end] == "IV"
