"""The answer a model must give: pydantic models, and the strict JSON schema every server takes.

Only what the vendor, llama.cpp, vLLM and Ollama all enforce is used: objects with every key required and no others,
arrays, strings, integers, enumerations, and ``anyOf`` with null.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, create_model

__all__ = ["AmountAnswer", "EvidenceAnswer", "answer_schema", "evidence_model"]

MAX_ENTRIES = 400
"""Most entries of one list that are read."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S")]
Part = Annotated[Words | None, BeforeValidator(lambda value: value if value != "" else None)]
"""Words or null; the empty string, which models write for null, is read as null."""

Short = Annotated[str, StringConstraints(max_length=120)]


class _Strict(BaseModel):
    """No unknown keys, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AmountAnswer(_Strict):
    """One entry of ``amounts``; the prompt says what each key means."""

    role: Literal[
        "given",
        "ordered",
        "prepared",
        "wasted",
        "strength",
        "concentration",
        "rate",
        "per_kg",
        "previous",
        "planned",
        "maximum",
    ]
    quote: Words
    number: Short
    unit: Short
    drug: Part
    route: Part
    site: Part
    side: Part
    date: Part
    time: Part
    count: Part
    container: Part
    support: Part
    event: Annotated[int, Field(ge=0, le=10_000)] | None


class EvidenceAnswer(_Strict):
    """One entry of ``evidence``; ``requirement`` is narrowed to the code's ids by :func:`evidence_model`."""

    requirement: str
    quote: Words


@lru_cache(maxsize=256)
def evidence_model(ids: tuple[str, ...]) -> type[EvidenceAnswer]:
    """Return the model of an ``evidence`` entry that may name only ``ids``."""
    narrowed: Any = Literal[ids]
    return create_model("EvidenceOfCode", __base__=EvidenceAnswer, requirement=(narrowed, ...))


@lru_cache(maxsize=256)
def answer_schema(ids: tuple[str, ...], entries: int | None = None) -> dict[str, Any]:
    """Return the strict JSON schema of an answer.

    Args:
        ids: Requirement ids the answer may name.
        entries: Bounds every list and every string, outside the strict subset but understood by llama.cpp, vLLM and
            Ollama; ``None`` bounds nothing.
    """
    evidence = _strict(evidence_model(ids).model_json_schema()) if ids else {"type": "string"}
    rows = {"amounts": _strict(AmountAnswer.model_json_schema()), "evidence": evidence}
    if entries is not None:
        rows = {name: _bounded(row) for name, row in rows.items()}
    bound = {} if entries is None else {"maxItems": entries}
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": row, **bound} for name, row in rows.items()},
        "required": list(rows),
        "additionalProperties": False,
    }


_LONGEST_STRING = 120


def _bounded(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema with a bound on every string that is not enumerated."""
    bounded: dict[str, Any] = {
        key: {name: _bounded(part) for name, part in value.items()}
        if key == "properties"
        else [_bounded(part) for part in value]
        if key == "anyOf"
        else value
        for key, value in schema.items()
    }
    if schema.get("type") == "string" and "enum" not in schema:
        bounded["maxLength"] = _LONGEST_STRING
    return bounded


_KEPT = ("type", "enum", "properties", "required", "additionalProperties", "items", "anyOf")


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    """Keep what every server enforces; lengths and bounds are checked after the answer has come."""
    kept = {key: schema[key] for key in _KEPT if key in schema}
    if "const" in schema:
        kept["enum"] = [schema["const"]]
    if "properties" in kept:
        kept["properties"] = {name: _strict(part) for name, part in kept["properties"].items()}
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    if "anyOf" in kept:
        kept["anyOf"] = [_strict(part) for part in kept["anyOf"]]
    return kept
