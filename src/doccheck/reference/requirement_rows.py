"""Requirement rows: the fields of ``fields.yaml``, the baseline, and how a row of YAML becomes a requirement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from doccheck.reference.records import Citation, Level, Requirement
from doccheck.reference.strict_yaml import check_keys, read_yaml
from doccheck.reference.yaml_values import as_list, as_mapping, as_question, as_text, refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["CONDITIONS", "STRENGTHS", "Field", "baseline_rows", "build_requirement", "read_fields"]

CONDITIONS = frozenset({"amount_unused", "dose_by_weight", "timed_administration", "modifiers_on_claim", "claim_given"})
STRENGTHS = frozenset({"must", "often", "may"})
_REQUIRED = ("level", "evidence", "detail", "at", "source")
_OPTIONAL = ("label", "question", "condition", "strength", "drug_bound")


class Field:
    """A documentation field of ``fields.yaml``: its label, its question, the evidence kinds it may ask for."""

    def __init__(self, name: str, label: str, question: str, kinds: tuple[str, ...], *, drug_bound: bool) -> None:
        """Keep the values as read."""
        self.name = name
        self.label = label
        self.question = question
        self.kinds = kinds
        self.drug_bound = drug_bound


@cache
def read_fields(folder: Path) -> dict[str, Field]:
    """Read ``fields.yaml``.

    Raises:
        ReferenceDataError: Malformed.
    """
    fields = {}
    for name, row in read_yaml(folder / "fields.yaml").items():
        where = f"fields.yaml {name}"
        as_mapping(row, where)
        check_keys(row, ("label", "question", "evidence"), ("drug_bound",), where=where)
        question = as_question(row["question"], where)
        kinds = tuple(as_text(kind, where) for kind in as_list(row["evidence"], where))
        fields[name] = Field(
            name, as_text(row["label"], where), question, kinds, drug_bound=bool(row.get("drug_bound", False))
        )
    return fields


@cache
def baseline_rows(folder: Path) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Rows of ``baseline.yaml`` in its order, as field and values.

    Raises:
        ReferenceDataError: Malformed.
    """
    whole = read_yaml(folder / "baseline.yaml")
    check_keys(whole, ("source", "requirements"), where="baseline.yaml")
    rows = as_mapping(whole["requirements"], "baseline.yaml requirements")
    return tuple((field, {**row, "source": row.get("source", whole["source"])}) for field, row in rows.items())


def build_requirement(
    code: str,
    field: str,
    row: Mapping[str, Any],
    fields: Mapping[str, Field],
    sources: Collection[str],
    *,
    where: str,
) -> Requirement:
    """Build one requirement from its YAML values.

    Raises:
        ReferenceDataError: Unknown key, field, level, condition, strength or source.
    """
    as_mapping(row, where)
    check_keys(row, _REQUIRED, _OPTIONAL, where=where)
    known = fields.get(field)
    if known is None:
        raise refused(where, f"{field!r} is no field of fields.yaml")
    level, evidence = str(row["level"]), str(row["evidence"])
    condition, strength = row.get("condition"), str(row.get("strength", "must"))
    if level not in {item.value for item in Level}:
        raise refused(where, f"{level!r} is no level")
    if evidence not in known.kinds:
        raise refused(where, f"{evidence!r} is no kind of evidence of {field}")
    if level == Level.CONDITIONAL and condition is None:
        raise refused(where, "a conditional requirement names its condition")
    if condition is not None and (level == Level.REQUIRED or condition not in CONDITIONS):
        raise refused(where, f"{condition!r} is no condition, or the requirement holds without one")
    if strength not in STRENGTHS:
        raise refused(where, f"{strength!r} is no strength")
    if row["source"] not in sources:
        raise refused(where, f"{row['source']!r} is no id of sources.yaml")
    return Requirement(
        f"{code}.{field}",
        field,
        as_text(row.get("label", known.label), where),
        Level(level),
        evidence,
        as_question(row.get("question", known.question), where),
        condition,
        strength,
        bool(row.get("drug_bound", known.drug_bound)),
        Citation(str(row["source"]), as_text(row["at"], where)),
        as_text(row["detail"], where),
    )
