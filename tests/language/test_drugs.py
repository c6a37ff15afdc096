"""Drug names in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.language.drugs import find_drugs
from doccheck.reference.lookup import Reference

LEXICON = Reference.load().drugs


def names(text: str) -> list[tuple[str, str]]:
    return [(text[one.span.start : one.span.end], one.generic) for one in find_drugs(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 mg of Kenalog was injected", [("Kenalog", "triamcinolone acetonide")]),
        ("DEPO-MEDROL 80", [("DEPO-MEDROL", "methylprednisolone acetate")]),
        ("Depo Medrol", [("Depo Medrol", "methylprednisolone acetate")]),
        ("ketorolac, then ondansetron", [("ketorolac", "ketorolac"), ("ondansetron", "ondansetron")]),
        ("no drug is named here", []),
        ("Toradolic acid", []),
    ],
)
def test_names_are_found_as_they_are_written(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


def test_strength_glued_to_a_name_is_not_part_of_it() -> None:
    assert names("Kenalog40 1 mL") == [("Kenalog", "triamcinolone acetonide")]


def test_longest_name_wins() -> None:
    ((words, generic),) = names("methylprednisolone sodium succinate 40 mg")
    assert words == "methylprednisolone sodium succinate"
    assert generic == "methylprednisolone sodium succinate"


def test_name_may_be_broken_by_a_line_end_but_not_by_a_sentence() -> None:
    assert [generic for _, generic in names("methylprednisolone\n   acetate 40 mg")] == ["methylprednisolone acetate"]
    assert [generic for _, generic in names("He has methylprednisolone. Acetate was low.")] != [
        "methylprednisolone acetate"
    ]


def test_word_that_is_a_drug_only_in_company_is_marked() -> None:
    (mention,) = find_drugs("gave Versed 2 mg IV", LEXICON)
    assert mention.ambiguous


@given(st.text(max_size=300))
def test_places_are_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for mention in find_drugs(text, LEXICON):
        assert mention.span.start >= end
        end = mention.span.end
        assert mention.span.end <= len(text)
