from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import facts

from doccheck.extract.answer import again, parse_answer
from doccheck.extract.schema import MAX_ENTRIES, AmountAnswer, answer_schema
from doccheck.facts import Quoted, Role

IDS = ("J2326.dose", "J2326.order")
AMOUNT = {"role": "given", "quote": "300 mg", "number": "300", "unit": "mg"}


def test_the_roles_of_the_answer_are_those_of_the_facts() -> None:
    assert set(get_args(AmountAnswer.model_fields["role"].annotation)) == {role.value for role in Role}


def test_entries_become_facts_word_for_word() -> None:
    text = facts(
        [{**AMOUNT, "drug": "Natalizumab", "event": 3}], [{"requirement": "J2326.order", "quote": "Ordered:\n x"}]
    )
    parsed = parse_answer(text, IDS)
    assert parsed.faults == ()
    (amount,) = parsed.amounts
    assert (amount.role, amount.quote, amount.number, amount.drug, amount.event) == (
        Role.GIVEN,
        Quoted("300 mg"),
        "300",
        Quoted("Natalizumab"),
        3,
    )
    (field,) = parsed.fields
    assert (field.field, field.quote) == ("order", Quoted("Ordered:\n x"))


def test_an_answer_for_no_code_names_fields() -> None:
    parsed = parse_answer(facts(evidence=[{"requirement": "route", "quote": "IV"}]), ("route", "dose"))
    assert [fact.field for fact in parsed.fields] == ["route"]


def test_the_same_entry_twice_is_one_fact() -> None:
    assert len(parse_answer(facts([AMOUNT, AMOUNT]), IDS).amounts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "null",
        '"x"',
        "{}",
        '{"amounts": []}',
        '{"amounts": {}, "evidence": []}',
        "{" * 100000,
        '{"amounts": [], "evidence": [], "verdict": "pass"}',
        '{"amounts": [], "evidence": NaN',
    ],
)
def test_what_is_no_answer_is_one_fault(text: str) -> None:
    parsed = parse_answer(text, IDS)
    assert len(parsed.faults) == 1
    assert (parsed.amounts, parsed.fields) == ((), ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "recommended"},
        {"quote": ""},
        {"quote": " \n"},
        {"quote": 300},
        {"quote": "x" * 3000},
        {"number": 300},
        {"number": None},
        {"unit": "m" * 190},
        {"event": "1"},
        {"event": -1},
        {"event": 1.5},
        {"status": "met"},
        {"drug": ["Natalizumab"]},
    ],
)
def test_an_entry_that_does_not_fit_is_named_and_the_others_are_kept(wrong: dict[str, Any]) -> None:
    parsed = parse_answer(facts([AMOUNT, {**AMOUNT, "quote": "other 300 mg", **wrong}]), IDS)
    assert len(parsed.amounts) == 1
    assert parsed.faults
    assert all(fault.startswith("amounts[1]") for fault in parsed.faults)


def test_no_fault_holds_words_of_the_answer() -> None:
    text = facts([{**AMOUNT, "role": "Quillona"}], [{"requirement": "Quillona", "quote": "Quillona"}])
    assert "Quillona" not in "".join(parse_answer(text, IDS).faults)
    assert "Quillona" not in again("", parse_answer(text.replace("role", "Quillona"), IDS).faults)


def test_endless_lists_are_refused() -> None:
    assert parse_answer(facts([AMOUNT] * (MAX_ENTRIES + 1)), IDS).amounts == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["amounts", "evidence", "quote", "role"]), inner)
    ),
    max_leaves=12,
)


@given(JSON | st.fixed_dictionaries({"amounts": st.lists(JSON, max_size=3), "evidence": st.lists(JSON, max_size=3)}))
def test_no_json_whatever_raises(data: object) -> None:
    parsed = parse_answer(json.dumps(data), IDS)
    assert isinstance(parsed.faults, tuple)


@given(st.text(max_size=80))
def test_no_text_whatever_raises(text: str) -> None:
    parse_answer(text, IDS)


def keys_of(schema: object) -> set[str]:
    if isinstance(schema, dict):
        named = (
            set().union(*(keys_of(part) for part in schema["properties"].values())) if "properties" in schema else set()
        )
        return (
            {*schema} | named | set().union(*(keys_of(value) for key, value in schema.items() if key != "properties"))
        )
    if isinstance(schema, list):
        return set().union(*(keys_of(part) for part in schema))
    return set()


def objects_of(schema: object) -> list[dict[str, Any]]:
    if isinstance(schema, dict):
        here = [schema] if schema.get("type") == "object" else []
        return here + [found for value in schema.values() for found in objects_of(value)]
    if isinstance(schema, list):
        return [found for part in schema for found in objects_of(part)]
    return []


@pytest.mark.parametrize("ids", [IDS, ("route",), ("one.a",), ()])
def test_the_schema_stays_within_what_every_server_enforces(ids: tuple[str, ...]) -> None:
    schema = answer_schema(ids)
    assert keys_of(schema) <= {"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum"}
    for found in objects_of(schema):
        assert found["additionalProperties"] is False
        assert found["required"] == list(found["properties"])
    assert len(json.dumps(schema)) < 5000


def test_the_schema_names_the_requirements_of_the_code_and_no_others() -> None:
    schema = answer_schema(IDS)
    assert schema["properties"]["evidence"]["items"]["properties"]["requirement"]["enum"] == list(IDS)


def test_bounds_for_small_models_reach_lists_and_strings() -> None:
    schema = answer_schema(IDS, 2)
    assert schema["properties"]["amounts"]["maxItems"] == 2
    quote = schema["properties"]["amounts"]["items"]["properties"]["quote"]
    drug = schema["properties"]["amounts"]["items"]["properties"]["drug"]
    assert quote["maxLength"] == drug["anyOf"][0]["maxLength"] == 120
    assert "maxLength" not in schema["properties"]["evidence"]["items"]["properties"]["requirement"]
