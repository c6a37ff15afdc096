"""Words on containers and leftovers."""

from __future__ import annotations

import pytest

from doccheck.language.containers import container_kind, says_emptied, says_no_waste, says_nothing_wasted, says_overfill


@pytest.mark.parametrize(
    "words",
    [
        "single-dose vial",
        "single dose vials",
        "SDV",
        "single-use vial",
        "prefilled syringe",
        "pre-filled pens",
        "ampule",
        "ampoule",
        "premixed bag",
        "one-time use",
        "single patient vial",
    ],
)
def test_single_dose_containers(words: str) -> None:
    assert container_kind(words) == "single-dose"


@pytest.mark.parametrize(
    "words",
    ["multi-dose vial", "multidose vial", "multiple-dose vial", "MDV", "multi dose syringe", "multiple use vial"],
)
def test_multi_dose_containers(words: str) -> None:
    assert container_kind(words) == "multi-dose"


@pytest.mark.parametrize("words", ["vial", "two vials", "10 mL bottle", ""])
def test_words_that_do_not_say(words: str) -> None:
    assert container_kind(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "no waste",
        "No drug wasted",
        "nothing discarded",
        "no wastage",
        "waste: none",
        "Waste 0 mg",
        "wasted 0 mg",
        "discard = 0 mg",
        "0 mg discarded",
        "nothing left over",
        "with nothing left over",
        "no drug remaining",
        "none was wasted",
        "Wastage: N/A",
        "nothing was thrown away",
        "no leftover",
        "none left",
        "nothing remained",
        "nothing was left",
        "no excess",
        "no residual drug",
        "zero waste",
        "did not discard any remainder",
        "0 units wasted",
    ],
)
def test_an_explicit_none(words: str) -> None:
    assert says_no_waste(words)
    assert says_nothing_wasted(words)


@pytest.mark.parametrize(
    "words",
    [
        "both emptied",
        "two 40 mg single-dose vials, all of it",
        "all of the vial",
        "one prefilled syringe, all in",
        "used it all",
        "one full and one half syringe, all given",
        "entire dose given",
        "syringe emptied completely",
        "all given",
        "all infused",
        "entire bag infused",
        "whole vial",
        "Everything drawn up and infused",
        "used completely",
        "fully injected",
        "all used",
        "entire contents of the vial",
        "vial used in full",
    ],
)
def test_an_emptied_container(words: str) -> None:
    assert says_emptied(words)
    assert says_nothing_wasted(words)


@pytest.mark.parametrize(
    "words",
    [
        "40 units discarded",
        "remaining 100 mL discarded",
        "wasted 50 mg",
        "waste 10 mg",
        "discarded 0.5 mL",
        "discard 10 mg",
        "remainder discarded",
        "10 mg wasted",
        "60 mg discarded",
    ],
)
def test_a_real_discard_is_not_a_none(words: str) -> None:
    assert not says_no_waste(words)
    assert not says_nothing_wasted(words)


@pytest.mark.parametrize(
    "words",
    [
        "vial overfilled",
        "overfill",
        "over-fill",
        "10 mg beyond the labelled 16 mL",
        "above the labeled content",
        "in excess of label",
    ],
)
def test_content_beyond_the_label_is_overfill(words: str) -> None:
    assert says_overfill(words)


def test_plain_waste_is_no_overfill() -> None:
    assert not says_overfill("40 units discarded")


@pytest.mark.parametrize("words", ["the whole vial was not used", "vial wasn't fully used"])
def test_a_container_said_not_to_be_emptied_is_not(words: str) -> None:
    assert not says_emptied(words)
