"""Words that take back what a record says was done."""

from __future__ import annotations

import pytest

from doccheck.language.takebacks import find_takebacks, undoing_label


@pytest.mark.parametrize(
    "text",
    [
        "Addendum: the above entry was made in error.",
        "Charted in error.",
        "ERRONEOUS ENCOUNTER - DISREGARD",
        "*** VOIDED ***",
        "Encounter status: CANCELLED",
        "Visit cancelled by patient.",
        "Patient was a no-show.",
        "She left before the injection.",
        "Patient eloped.",
        "The patient did not receive ketorolac today.",
        "I did not give the ketorolac described above.",
        "Dose not given. Patient febrile.",
        "No drug was administered.",
        "The administration documented above did not occur.",
        "The syringe was dropped and its contents spilled.",
        "Ketorolac was drawn up but spilled.",
        "Ketorolac extravasated after half of it.",
        "Drug returned to pharmacy unopened.",
        "Patient declined the injection after discussion.",
        "Ketorolac 30 mg is to be given once pharmacy releases it.",
    ],
)
def test_what_undoes_an_entry_is_found(text: str) -> None:
    assert find_takebacks(text)


@pytest.mark.parametrize(
    "text",
    [
        "No extravasation, no errors noted.",
        "Monitor for signs of extravasation.",
        "Two vials opened, the unused vial returned to pharmacy.",
        "Call if a dose is missed.",
        "Last visit cancelled because of snow.",
        "The previous injection was not given for fever.",
        "Patient voided before the procedure.",
        "The rest of the vial was thrown away.",
        "If the infusion is aborted, call the clinic.",
        "No drug was discarded.",
        "Risks were discussed and the patient did not decline.",
        "Tuberculosis test negative.",
    ],
)
def test_other_words_undo_nothing(text: str) -> None:
    assert not find_takebacks(text)


def test_a_label_in_front_of_the_line_undoes_it() -> None:
    for text in ("Aborted: ketorolac 30 mg was given", "~~ketorolac 30 mg was given~~", "- **Not done:** ketorolac"):
        assert undoing_label(text, text.index("keto"))
    for text in ("Given: ketorolac 30 mg", "Order: 30 mg\nGiven: ketorolac", "Attempted twice, ketorolac given"):
        assert not undoing_label(text, text.index("keto"))
