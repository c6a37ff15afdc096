"""What a report says about who read the note."""

from __future__ import annotations

from doccheck.facts import Extraction, Outcome
from doccheck.report.wording import reader_sentence


def test_a_model_that_nobody_named_is_called_the_model() -> None:
    fallen_back = Extraction("rules", Outcome.OK, model="default", fallback=Outcome.TRANSPORT, attempts=3)
    assert reader_sentence(fallen_back) == "Read by the offline rules, because the model could not be reached."


def test_a_named_model_is_named() -> None:
    fallen_back = Extraction("rules", Outcome.OK, model="gpt-5-mini", fallback=Outcome.REFUSED, attempts=1)
    expected = "Read by the offline rules, because the model gpt-5-mini refused to read it."
    assert reader_sentence(fallen_back) == expected
    assert reader_sentence(Extraction("model", Outcome.OK, model="gpt-5-mini")) == "Read by the model gpt-5-mini."


def test_a_note_that_was_held_back_says_why_instead_of_blaming_the_server() -> None:
    held_back = Extraction("model", Outcome.TRANSPORT, model="default", detail="The note was not sent: no money left.")
    assert reader_sentence(held_back) == "The model was not asked. The note was not sent: no money left."
