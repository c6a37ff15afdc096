"""Words that multiply an amount."""

from __future__ import annotations

import pytest

from doccheck.language.multiplicity import Multiplicity, read_multiplicity


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("each knee", Multiplicity(2, separate=True, sides=True)),
        ("in each of the knees", Multiplicity(2, separate=True, sides=True)),
        ("each upper arm", Multiplicity(2, separate=True, sides=True)),
        ("each of the four quadrants", Multiplicity(4, separate=True)),
        ("x2", Multiplicity(2, separate=True)),
        ("x 3", Multiplicity(3, separate=True)),
        ("× 2", Multiplicity(2, separate=True)),
        ("two", Multiplicity(2, separate=False)),
        ("4", Multiplicity(4, separate=False)),
        ("two 150 mg injections", Multiplicity(2, separate=True)),
        ("one", Multiplicity(1, separate=False)),
    ],
)
def test_count_is_read(words: str, expected: Multiplicity) -> None:
    assert read_multiplicity(words) == expected


@pytest.mark.parametrize("words", ["", "the patient", "each day", "per protocol", "9999"])
def test_words_that_count_nothing(words: str) -> None:
    assert read_multiplicity(words) is None
