from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doccheck.claim import ClaimLine
from doccheck.extract.stored import StoredOrder, load, save
from doccheck.facts import AmountFact, Disagreement, Extraction, FieldFact, Outcome, Quoted, Role, Usage
from doccheck.note import Note

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.builds(Quoted, st.text(max_size=12), st.none() | st.integers(0, 99))
PART = st.none() | WORDS
AMOUNTS = st.builds(
    AmountFact,
    st.sampled_from(Role),
    WORDS,
    st.text(max_size=5),
    st.text(max_size=5),
    **dict.fromkeys(("drug", "route", "site", "side", "date", "time", "count", "container", "support"), PART),
    event=st.none() | st.integers(0, 9),
)
EXTRACTIONS = st.builds(
    Extraction,
    st.sampled_from(["rules", "model", "both"]),
    st.sampled_from(Outcome),
    st.lists(AMOUNTS, max_size=3).map(tuple),
    st.lists(st.builds(FieldFact, st.text(max_size=8), WORDS), max_size=3).map(tuple),
    usage=st.none() | st.builds(Usage, st.none() | st.integers(0, 9), st.none(), st.none() | st.integers(0, 9)),
    fallback=st.none() | st.sampled_from(Outcome),
    disagreements=st.lists(st.builds(Disagreement, st.just("amount"), st.just("given"), PART, PART), max_size=2).map(
        tuple
    ),
    seconds=st.none() | st.floats(0, 100),
    cost=st.none() | st.just("0.01"),
)
ORDERS = st.none() | st.builds(
    StoredOrder,
    st.just("J2326"),
    st.none() | st.just((ClaimLine("J2326", 300, ("JZ",), date(2026, 3, 14), "12345-1234-12", "ML", "15"),)),
    st.none() | st.just(date(2026, 3, 14)),
    st.sampled_from(["auto", "cms"]),
    st.just("office"),
)
NOTES = (
    st.text(min_size=1, max_size=40)
    .map(lambda text: f"x{text}")
    .filter(lambda text: not any(ord(letter) < 9 or ord(letter) in (14, 15) for letter in text))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(EXTRACTIONS, ORDERS, NOTES)
def test_what_is_kept_comes_back_equal(
    tmp_path: Path, extraction: Extraction, order: StoredOrder | None, text: str
) -> None:
    note = Note(text, "some/note.txt", "cp1252")
    save(tmp_path / "kept.json", note, extraction, order)
    assert load(tmp_path / "kept.json") == (note, extraction, order)


def test_the_same_things_give_the_same_bytes(tmp_path: Path) -> None:
    note, extraction = Note("a note"), Extraction("rules", Outcome.OK)
    save(tmp_path / "one", note, extraction)
    save(tmp_path / "two", note, extraction)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_sections_given_apart_stay_apart(tmp_path: Path) -> None:
    note = Note.from_sections({"Plan": "rest", "Dose": "300 mg"})
    save(tmp_path / "kept", note, Extraction("rules", Outcome.OK))
    assert load(tmp_path / "kept")[0].parts == note.parts
