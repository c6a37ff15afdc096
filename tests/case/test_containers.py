"""Containers and discards read from grounded facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from doccheck.case.containers import Supply, read_supply
from doccheck.facts import AmountFact, Extraction, FieldFact, Outcome, Quoted, Role
from doccheck.ground.facts import ground
from doccheck.note import Note

if TYPE_CHECKING:
    from collections.abc import Sequence


def fact(role: Role, quote: str, number: str = "", unit: str = "", **words: Any) -> AmountFact:
    """A fact; every keyword but ``event`` holds words of the note."""
    event = words.pop("event", 1)
    return AmountFact(
        role, Quoted(quote), number, unit, event=event, **{name: Quoted(text) for name, text in words.items()}
    )


def read(
    text: str, *facts: AmountFact, fields: Sequence[str] = (), drug: str | None = "Botox", alone: bool = True
) -> Supply:
    note = Note(text)
    wastage = tuple(FieldFact("wastage", Quoted(words)) for words in fields)
    grounded = ground(note, Extraction("rules", Outcome.OK, tuple(facts), wastage))
    return read_supply(note, grounded, lambda name: alone if name is None else name == drug, alone=alone)


def contents(supply: Supply) -> list[tuple[int, str]]:
    return [(container.count, str(container.content)) for container in supply.containers]


def discards(supply: Supply) -> list[tuple[str, bool]]:
    return [(str(discard.amount), discard.overfill) for discard in supply.discards]


def test_a_counted_container_with_its_labelled_content() -> None:
    supply = read(
        "Prepared four 100 mg single-dose vials.",
        fact(Role.PREPARED, "100 mg", "100", "mg", count="four", container="single-dose vials"),
    )
    assert contents(supply) == [(4, "100 mg")]
    assert supply.kinds == {"single-dose"}
    assert supply.complete
    assert str(supply.opened) == "400 mg"
    assert [words.quote for words in supply.containers[0].evidence] == ["100 mg", "four", "single-dose vials"]


def test_the_numerator_of_a_labelled_vial_is_its_content() -> None:
    supply = read(
        "One 300 mg/15 mL single-dose vial was diluted.",
        fact(Role.STRENGTH, "300 mg/15 mL", "300", "mg/15 mL", container="single-dose vial"),
    )
    assert contents(supply) == [(1, "300 mg")]


def test_content_per_vial_is_the_content() -> None:
    supply = read(
        "Powder 440 mg/vial, one vial.", fact(Role.STRENGTH, "440 mg/vial", "440", "mg/vial", container="vial")
    )
    assert contents(supply) == [(1, "440 mg")]


def test_volume_and_concentration_of_one_event_give_the_content() -> None:
    text = "Two 40 mg/mL single-dose vials (1.5 mL each) were opened."
    strength = fact(Role.CONCENTRATION, "40 mg/mL", "40", "mg/mL", count="Two", container="single-dose vials")
    assert contents(read(text, strength, fact(Role.PREPARED, "1.5 mL", "1.5", "mL"))) == [(2, "60 mg")]
    by_volume = fact(Role.PREPARED, "1.5 mL", "1.5", "mL", count="Two", container="single-dose vials")
    assert contents(read(text, fact(Role.CONCENTRATION, "40 mg/mL", "40", "mg/mL"), by_volume)) == [(2, "60 mg")]


@pytest.mark.parametrize(
    ("text", "quote", "number", "unit", "words"),
    [
        ("Two 40 mg/mL vials opened.", "40 mg/mL", "40", "mg/mL", {"count": "Two", "container": "vials"}),
        ("A 2 mL vial opened.", "2 mL", "2", "mL", {"container": "vial"}),
        ("From 100 mg vials.", "100 mg", "100", "mg", {"container": "vials"}),
        ("A 1.000 mg vial.", "1.000 mg", "1.000", "mg", {"container": "vial"}),
        ("A 0 mg vial.", "0 mg", "0", "mg", {"container": "vial"}),
    ],
)
def test_a_content_or_count_that_is_not_stated_leaves_the_opening_incomplete(
    text: str, quote: str, number: str, unit: str, words: dict[str, str]
) -> None:
    supply = read(text, fact(Role.PREPARED, quote, number, unit, **words))
    assert (supply.containers, supply.complete, supply.opened) == ((), False, None)


def test_the_same_containers_named_twice_are_counted_once() -> None:
    supply = read(
        "Vial 300 mg single-dose. Later: one 300 mg vial emptied.",
        fact(Role.PREPARED, "300 mg", "300", "mg", container="Vial"),
        fact(Role.STRENGTH, "300 mg", "300", "mg", count="one", container="vial", event=2),
    )
    assert contents(supply) == [(1, "300 mg")]


def test_each_administration_opens_its_own_container() -> None:
    supply = read(
        "Right: 20 mg from a 20 mg syringe. Left: 20 mg from a 20 mg syringe.",
        AmountFact(Role.GIVEN, Quoted("20 mg", 7), "20", "mg", event=1),
        AmountFact(Role.PREPARED, Quoted("20 mg", 20), "20", "mg", container=Quoted("syringe", 26), event=1),
        AmountFact(Role.GIVEN, Quoted("20 mg", 41), "20", "mg", event=2),
        AmountFact(Role.PREPARED, Quoted("20 mg", 54), "20", "mg", container=Quoted("syringe", 60), event=2),
    )
    assert contents(supply) == [(1, "20 mg"), (1, "20 mg")]
    assert str(supply.opened) == "40 mg"


def test_different_sizes_are_added() -> None:
    supply = read(
        "Vials: four 1,000 mg and one 500 mg vial.",
        fact(Role.PREPARED, "1,000 mg", "1,000", "mg", count="four", container="vial"),
        fact(Role.PREPARED, "500 mg", "500", "mg", count="one", container="vial"),
    )
    assert str(supply.opened) == "4500 mg"


def test_contents_of_different_kinds_of_amount_are_not_added() -> None:
    supply = read(
        "One 100 mg vial, one 5 units vial.",
        fact(Role.PREPARED, "100 mg", "100", "mg", count="One", container="vial"),
        fact(Role.PREPARED, "5 units", "5", "units", count="one", container="vial"),
    )
    assert supply.opened is None


def test_an_amount_without_a_container_is_none() -> None:
    supply = read("Diluted with 100 mg.", fact(Role.PREPARED, "100 mg", "100", "mg"))
    assert (supply.containers, supply.complete) == ((), True)


def test_words_that_are_no_container_still_tell_the_kind() -> None:
    supply = read("Drug 100 mg, single-dose.", fact(Role.PREPARED, "100 mg", "100", "mg", container="single-dose"))
    assert supply.containers == ()
    assert supply.kinds == {"single-dose"}


def test_containers_of_another_drug_are_left_out() -> None:
    supply = read(
        "Lidocaine 100 mg vial.",
        fact(Role.PREPARED, "100 mg", "100", "mg", drug="Lidocaine", container="vial"),
        alone=False,
    )
    assert supply.containers == ()


def test_words_without_a_drug_count_only_where_no_other_drug_was_given() -> None:
    one = fact(Role.WASTED, "40 units", "40", "units", event=None)
    assert discards(read("40 units discarded.", one)) == [("40 units", False)]
    assert discards(read("40 units discarded.", one, alone=False)) == []


def test_a_drug_named_in_the_event_speaks_for_all_its_facts() -> None:
    supply = read(
        "Botox 60 units given, 40 units discarded.",
        fact(Role.GIVEN, "60 units", "60", "units", drug="Botox"),
        fact(Role.WASTED, "40 units", "40", "units"),
        alone=False,
    )
    assert discards(supply) == [("40 units", False)]


@pytest.mark.parametrize("text", ["Last visit 40 units discarded.", "Her mother had 40 units discarded."])
def test_another_time_or_person_is_no_discard_of_today(text: str) -> None:
    assert read(text, fact(Role.WASTED, "40 units", "40", "units")).discards == ()


def test_a_quote_that_is_not_in_the_note_is_no_discard() -> None:
    assert read("Nothing here.", fact(Role.WASTED, "40 units", "40", "units")).discards == ()


@pytest.mark.parametrize("words", ["Nothing discarded", "No waste", "waste: none"])
def test_words_for_nothing_are_zero(words: str) -> None:
    assert [amount.split()[0] for amount, _ in discards(read(f"{words}.", fact(Role.WASTED, words)))] == ["0"]


def test_words_for_an_emptied_container_are_kept_apart() -> None:
    supply = read("Both emptied.", fact(Role.WASTED, "Both emptied"))
    assert (supply.discards, [words.quote for words in supply.emptied]) == ((), ["Both emptied"])


def test_a_discard_without_an_amount_is_unmeasured() -> None:
    supply = read("Remainder discarded.", fact(Role.WASTED, "Remainder discarded"))
    assert [words.quote for words in supply.unmeasured] == ["Remainder discarded"]


def test_the_same_discard_stated_again_is_one() -> None:
    supply = read(
        "Wasted 40 units. Waste total 40 units, wasted 0 mL of diluent. Waste 0 units.",
        fact(Role.WASTED, "40 units", "40", "units"),
        fact(Role.WASTED, "40 units", "40", "units", event=2),
    )
    assert discards(supply) == [("40 units", False)]


def test_a_volume_beside_its_mass_is_the_same_discard() -> None:
    text = "Remaining 100 mL (160 mg) discarded."
    volume, mass = fact(Role.WASTED, "100 mL", "100", "mL"), fact(Role.WASTED, "160 mg", "160", "mg")
    assert discards(read(text, volume, mass)) == [("160 mg", False)]
    assert discards(read(text, volume)) == [("100 mL", False)]


def test_a_volume_with_its_concentration_becomes_a_mass() -> None:
    supply = read(
        "Remaining 0.5 mL of 40 mg/mL discarded.",
        fact(Role.WASTED, "0.5 mL", "0.5", "mL"),
        fact(Role.CONCENTRATION, "40 mg/mL", "40", "mg/mL"),
    )
    assert discards(supply) == [("20 mg", False)]


def test_overfill_in_the_sentence_is_no_waste() -> None:
    supply = read("Vial overfilled, 10 mg discarded.", fact(Role.WASTED, "10 mg", "10", "mg"))
    assert discards(supply) == [("10 mg", True)]


def test_field_evidence_speaks_where_no_amount_fact_does() -> None:
    assert [amount.split()[0] for amount, _ in discards(read("No drug wasted.", fields=["No drug wasted"]))] == ["0"]
    assert discards(read("Discarded 25 mg.", fields=["Discarded 25 mg"])) == [("25 mg", False)]
    assert read("Both vials emptied.", fields=["Both vials emptied"]).emptied
    nothing = read("Waste policy reviewed.", fields=["Waste policy reviewed"])
    assert (nothing.discards, nothing.emptied) == ((), ())
    tied = read("Discarded 25 mg of 100 mg.", fields=["Discarded 25 mg of 100 mg"])
    assert discards(tied) == [("25 mg", False)]
    loose = read("25 mg, 75 mg, waste log.", fields=["25 mg, 75 mg, waste log"])
    assert (loose.discards, loose.emptied) == ((), ())


def test_field_evidence_about_another_time_is_left_out() -> None:
    assert read("At the last visit 25 mg was discarded.", fields=["25 mg was discarded"]).discards == ()


def test_the_kind_of_container_may_stand_in_the_sentence() -> None:
    given = fact(Role.GIVEN, "60 units", "60", "units")
    named = fact(Role.GIVEN, "60 units", "60", "units", drug="Botox")
    assert read("Gave Botox 60 units from a single-dose vial.", named, alone=False).kinds == {"single-dose"}
    assert read("Gave 60 units. The vial is multi-dose.", given).kinds == {"multi-dose"}
    assert read("Gave 60 units. The vial is multi-dose.", given, alone=False).kinds == set()
    assert read("Gave 60 units with a 3 mL syringe.", given).kinds == set()


def test_a_count_given_once_serves_a_container_named_again_without_it() -> None:
    supply = read(
        "From 1,000 mg single-dose vials. Vials 5 x 1,000 mg.",
        AmountFact(Role.PREPARED, Quoted("1,000 mg", 5), "1,000", "mg", container=Quoted("single-dose vials"), event=1),
        AmountFact(
            Role.PREPARED, Quoted("1,000 mg", 43), "1,000", "mg", count=Quoted("5"), container=Quoted("Vials"), event=1
        ),
    )
    assert contents(supply) == [(5, "1000 mg")]
    assert supply.complete


def test_a_bag_mixed_by_hand_is_no_container_with_a_label() -> None:
    text = "400 mg / 250 mL bag, from four 100 mg vials."
    bag = fact(Role.PREPARED, "400 mg / 250 mL", "400", "mg / 250 mL", container="bag")
    vials = fact(Role.PREPARED, "100 mg", "100", "mg", count="four", container="vials")
    assert contents(read(text, bag, vials)) == [(4, "100 mg")]
    premixed = fact(Role.PREPARED, "12.5 mg/250 mL", "12.5", "mg/250 mL", container="premixed bag")
    assert contents(read("12.5 mg/250 mL premixed bag.", premixed)) == [(1, "12.5 mg")]


def test_a_syringe_filled_from_a_vial_is_no_second_container() -> None:
    text = "60 mg drawn into a syringe from an 80 mg vial."
    syringe = fact(Role.PREPARED, "60 mg", "60", "mg", container="syringe")
    vial = fact(Role.PREPARED, "80 mg", "80", "mg", container="vial")
    assert contents(read(text, syringe, vial)) == [(1, "80 mg")]
    assert contents(read(text, syringe)) == [(1, "60 mg")]


def test_one_statement_shared_by_two_administrations_is_counted_once() -> None:
    text = "R knee 40 mg. L knee 40 mg. Two 40 mg vials."
    vials = {"count": Quoted("Two"), "container": Quoted("vials")}
    supply = read(
        text,
        AmountFact(Role.GIVEN, Quoted("40 mg", 7), "40", "mg", event=1),
        AmountFact(Role.PREPARED, Quoted("40 mg", 32), "40", "mg", event=1, **vials),
        AmountFact(Role.GIVEN, Quoted("40 mg", 21), "40", "mg", event=2),
        AmountFact(Role.PREPARED, Quoted("40 mg", 32), "40", "mg", event=2, **vials),
    )
    assert contents(supply) == [(2, "40 mg")]


def test_a_diluent_is_not_taken_for_the_volume_of_the_vial() -> None:
    supply = read(
        "300 mg/15 mL single-dose vial diluted in 100 mL.",
        fact(Role.PREPARED, "300 mg/15 mL", "300", "mg/15 mL", container="single-dose vial"),
        fact(Role.PREPARED, "100 mL", "100", "mL", container="single-dose vial"),
    )
    assert contents(supply) == [(1, "300 mg")]


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("Four 100 mg single-dose vials were mixed.", "400 mg"),
        ("Vials: four 1,000 mg + one 500 mg.", "4500 mg"),
        ("Single-dose vials of 100 mg were mixed.", None),
        ("Two 40 mg/mL vials were used.", None),
        ("Last time four 100 mg vials were used.", None),
        ("One 100 mg vial. Then the 100 mg vial was emptied.", "100 mg"),
    ],
)
def test_vials_that_no_fact_names_are_read_from_the_words(text: str, opened: str | None) -> None:
    supply = read(text)
    assert (None if supply.opened is None else str(supply.opened)) == opened


def test_words_fill_in_a_count_that_the_facts_lack() -> None:
    supply = read(
        "Four 100 mg single-dose vials were mixed.",
        fact(Role.PREPARED, "100 mg", "100", "mg", container="single-dose vials"),
    )
    assert contents(supply) == [(4, "100 mg")]


def test_words_complete_a_list_that_the_facts_hold_in_part() -> None:
    supply = read(
        "Two 150 mg and one 75 mg prefilled syringes.",
        fact(Role.PREPARED, "75 mg", "75", "mg", count="one", container="prefilled syringes"),
    )
    assert contents(supply) == [(2, "150 mg"), (1, "75 mg")]


def test_words_about_another_drug_are_not_read() -> None:
    note = Note("Four 100 mg single-dose vials were mixed.")
    supply = read_supply(
        note, ground(note, Extraction("rules", Outcome.OK)), lambda _: True, alone=True, speaks=lambda _: False
    )
    assert supply.containers == ()


def test_a_negated_discard_proves_nothing_and_a_restated_one_is_one() -> None:
    assert read("Did not waste 25 mg.", fields=["waste 25 mg"]).discards == ()
    again = read("Wasted 25 mg. Waste: 25 mg.", fields=["Wasted 25 mg", "Waste: 25 mg"])
    assert discards(again) == [("25 mg", False)]
    none = read("No waste. Waste 0 mg.", fields=["No waste", "Waste 0 mg"])
    assert len(none.discards) == 1
    volume = read("Discarded 0.5 mL (20 mg).", fields=["Discarded 0.5 mL (20 mg)"])
    assert discards(volume) == [("20 mg", False)]


def test_a_discard_that_is_denied_is_unmeasured() -> None:
    supply = read("They did not discard 40 units.", fact(Role.WASTED, "40 units", "40", "units"))
    assert (supply.discards, len(supply.unmeasured)) == ((), 1)


def test_a_number_that_is_no_amount_is_no_discard() -> None:
    assert read("Wasted 3.900 mg.", fact(Role.WASTED, "3.900 mg", "3.900", "mg")).discards == ()
    assert read("Wasted 40 mg/mL.", fact(Role.WASTED, "40 mg/mL", "40", "mg/mL")).discards == ()


def test_words_for_a_discard_beside_its_amount_add_nothing() -> None:
    supply = read(
        "Remainder discarded: 40 units.",
        fact(Role.WASTED, "Remainder discarded"),
        fact(Role.WASTED, "40 units", "40", "units"),
    )
    assert (discards(supply), supply.unmeasured) == ([("40 units", False)], ())


def test_discards_of_different_amounts_are_kept() -> None:
    supply = read(
        "Wasted 10 units. Wasted 20 units.",
        fact(Role.WASTED, "10 units", "10", "units"),
        fact(Role.WASTED, "20 units", "20", "units", event=2),
    )
    assert discards(supply) == [("10 units", False), ("20 units", False)]


def test_a_volume_with_another_role_is_no_volume_of_the_vial() -> None:
    text = "One 40 mg/mL vial, 1.5 mL given."
    strength = fact(Role.STRENGTH, "40 mg/mL", "40", "mg/mL", count="One", container="vial")
    assert read(text, strength, fact(Role.GIVEN, "1.5 mL", "1.5", "mL")).opened is None


def test_other_fields_say_nothing_of_waste() -> None:
    note = Note("No drug wasted.")
    facts = ground(note, Extraction("rules", Outcome.OK, (), (FieldFact("plan", Quoted("No drug wasted")),)))
    assert read_supply(note, facts, lambda _: True, alone=True).discards == ()


def test_the_sentence_of_the_dose_may_say_that_all_of_it_was_used() -> None:
    given = fact(Role.GIVEN, "60 units", "60", "units", drug="Botox")
    assert read("Botox 60 units given from two syringes, all of it.", given).emptied
    assert not read("Botox 60 units given from two syringes.", given).emptied
    assert not read("Botox 60 units given from one 100-unit vial, all of the dose.", given).emptied


def test_a_container_for_each_of_several_is_not_counted_as_one() -> None:
    facts = (
        fact(Role.GIVEN, "4 mg", "4", "mg"),
        fact(Role.PREPARED, "4 mg/2 mL", "4", "mg/2 mL", count="a", container="vial"),
    )
    assert read("4 mg given twice, each from a 4 mg/2 mL vial.", *facts).opened is None


def test_different_discards_of_waste_evidence_are_kept() -> None:
    supply = read("Wasted 10 mg. Discarded 20 mg.", fields=["Wasted 10 mg", "Discarded 20 mg"])
    assert discards(supply) == [("10 mg", False), ("20 mg", False)]
