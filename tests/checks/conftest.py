"""How an example of a check becomes a report: the same for docstrings, YAML cases and planted faults."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from doccheck.claim import ClaimLine
from doccheck.extract.rules import extract
from doccheck.facts import AmountFact, Disagreement, Extraction, FieldFact, Outcome, Quoted, Role
from doccheck.note import Note
from doccheck.pipeline import Order, judge
from doccheck.reference.lookup import Reference
from doccheck.reference.records import UnitLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report

KEYS = {"code", "date", "authority", "claim", "note", "extraction", "limit", "encoding", "setting", "fixed", "name"}


class LimitedReference:
    """The reference with one unit limit of the example's own, so that examples do not age with the quarter."""

    def __init__(self, reference: Reference, limit: Mapping[str, int], on: date) -> None:
        self._reference = reference
        begins, ends = on - timedelta(days=30), on + timedelta(days=30)
        self._limit = UnitLimit("", limit["units"], limit["indicator"], "practitioner", "2026-Q2", begins, ends)

    def unit_limit(self, code: str, on: date, setting: str) -> UnitLimit:  # noqa: ARG002 - the reference's own shape
        return self._limit._replace(code=code)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reference, name)


def _quoted(value: object) -> Quoted | None:
    return None if value is None else Quoted(str(value))


def _extraction(note: Note, given: Mapping[str, Any] | None, reference: Reference) -> Extraction:
    """What the offline reader reads, or, where the example gives an extraction, a model's answer as stated there."""
    if given is None:
        return extract(note, reference)
    amounts = tuple(
        AmountFact(
            Role(one["role"]),
            Quoted(one["quote"]),
            one["number"],
            one["unit"],
            drug=_quoted(one.get("drug")),
            route=_quoted(one.get("route")),
            time=_quoted(one.get("time")),
        )
        for one in given.get("amounts", ())
    )
    fields = tuple(FieldFact(one["field"], Quoted(one["quote"])) for one in given.get("fields", ()))
    differences = tuple(
        Disagreement(one["kind"], one["name"], _quoted(one.get("model")), _quoted(one.get("rules")))
        for one in given.get("disagreements", ())
    )
    fallback = Outcome(given["fallback"]) if given.get("fallback") else None
    return Extraction("model", Outcome.OK, amounts, fields, fallback=fallback, disagreements=differences)


def fixed(example: Mapping[str, Any]) -> dict[str, Any]:
    """The example with its remedy applied: keys replaced, and words of the note replaced one by one."""
    mended = copy.deepcopy({key: value for key, value in example.items() if key != "fixed"})
    for key, value in example["fixed"].items():
        if key == "replace":
            for old, new in value.items():
                assert str(old) in mended["note"], f"the note does not hold {old!r}"
                mended["note"] = mended["note"].replace(str(old), str(new))
        elif key == "extraction" and not value:
            mended.pop("extraction", None)
        else:
            mended[key] = value
    return mended


def run_example(example: Mapping[str, Any], reference: Reference) -> Report:
    """Judge the note of ``example`` as the command line would."""
    assert set(example) <= KEYS, sorted(set(example) - KEYS)
    note = Note(example["note"], encoding=example.get("encoding", "utf-8"))
    on = example.get("date")
    claim = example.get("claim")
    lines = [
        ClaimLine(**{**line, "modifiers": tuple(str(one) for one in line.get("modifiers", ()))}) for line in claim or ()
    ]
    order = Order(
        code=example["code"],
        claim=None if claim is None else lines,
        date=on,
        authority=example.get("authority", "cms"),
        setting=example.get("setting", "office"),
    )
    known: Any = reference
    if "limit" in example:
        known = LimitedReference(reference, example["limit"], on or date(2026, 5, 4))
    return judge(note, _extraction(note, example.get("extraction"), reference), order, known)


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference.load()


@pytest.fixture(scope="session")
def judged(reference: Reference) -> Callable[[Mapping[str, Any]], Report]:
    """A function from an example to its report."""
    return lambda example: run_example(example, reference)


@pytest.fixture(scope="session")
def mended() -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """A function from an example to the same with its remedy applied."""
    return fixed


@pytest.fixture(scope="session")
def read_yaml() -> Callable[[str], Any]:
    return yaml.safe_load
