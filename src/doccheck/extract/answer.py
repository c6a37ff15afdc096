"""From the text of a model's answer to facts: pure functions, no belief. Grounding comes later.

An answer is read entry by entry, so that one bad entry does not lose the good ones: what fails is named and can be
asked for again by itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from doccheck.extract.schema import MAX_ENTRIES, AmountAnswer, EvidenceAnswer, evidence_model
from doccheck.facts import AmountFact, FieldFact, Quoted, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Parsed", "again", "parse_answer"]

_FENCE = re.compile(r"\A\s*+```(?:json)?[^\S\n]*+\n(.*)```\s*+\Z", re.DOTALL)
_KEYS = {"amounts", "evidence"}
_PARTS = ("drug", "route", "site", "side", "date", "time", "count", "container", "support")

_Entry = TypeVar("_Entry", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What an answer holds.

    Args:
        amounts: Amount facts that fit.
        fields: Field facts that fit.
        faults: What does not fit: place in the answer and kind of fault, never words of the answer.
    """

    amounts: tuple[AmountFact, ...] = ()
    fields: tuple[FieldFact, ...] = ()
    faults: tuple[str, ...] = ()


def parse_answer(text: str, ids: tuple[str, ...]) -> Parsed:
    """Read an answer; a fault is an entry of :attr:`Parsed.faults`, never an exception.

    Args:
        text: The answer's text.
        ids: Requirement ids the answer may name.
    """
    fenced = _FENCE.match(text)
    try:
        data = json.loads(fenced.group(1) if fenced else text)
    except (ValueError, RecursionError):
        return Parsed(faults=("the answer: no JSON",))
    if not isinstance(data, dict) or set(data) != _KEYS or not all(isinstance(part, list) for part in data.values()):
        return Parsed(faults=("the answer: not an object of the two lists amounts and evidence",))
    faults: list[str] = []
    amounts = _entries("amounts", data["amounts"], AmountAnswer, faults)
    evidence = _entries("evidence", data["evidence"], evidence_model(ids) if ids else EvidenceAnswer, faults)
    return Parsed(
        tuple(dict.fromkeys(_amount(entry) for entry in amounts)),
        tuple(dict.fromkeys(_field(entry) for entry in evidence)),
        tuple(faults),
    )


def again(content: str, faults: Sequence[str]) -> str:
    """Return the last part of a request that asks only for what did not fit the first time."""
    listed = "\n".join(f"- {fault}" for fault in faults)
    return (
        f"{content}\n\nYou have answered already. These parts of your answer do not fit the schema:\n{listed}\n"
        "Send only these parts again, corrected; leave the lists otherwise empty."
    )


def _entries(name: str, rows: list[object], model: type[_Entry], faults: list[str]) -> list[_Entry]:
    if len(rows) > MAX_ENTRIES:
        faults.append(f"{name}: more than {MAX_ENTRIES} entries")
        return []
    good: list[_Entry] = []
    for index, row in enumerate(rows):
        try:
            good.append(model.model_validate(row))
        except ValidationError as error:
            faults += [
                f"{name}[{index}].{'.'.join(str(step) for step in fault['loc'] if step in model.model_fields)}: "
                f"{fault['type']}"
                for fault in error.errors(include_input=False, include_context=False, include_url=False)
            ]
    return good


def _amount(entry: AmountAnswer) -> AmountFact:
    parts = {name: Quoted(words) for name in _PARTS if (words := getattr(entry, name)) is not None}
    return AmountFact(Role(entry.role), Quoted(entry.quote), entry.number, entry.unit, event=entry.event, **parts)


def _field(entry: EvidenceAnswer) -> FieldFact:
    return FieldFact(entry.requirement.rpartition(".")[2], Quoted(entry.quote))
