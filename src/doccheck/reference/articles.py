"""The documentation requirements: one YAML file a code with an article, and the baseline for every other drug code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from doccheck.errors import QuantityError, ReferenceDataError
from doccheck.quantity import Quantity
from doccheck.reference.drug_names import canonical_name
from doccheck.reference.records import Article, Citation, Definition, Level, ModifierFacts, Requirement, SimilarCode
from doccheck.reference.strict_yaml import check_keys, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doccheck.reference.records import Source

__all__ = ["CONDITIONS", "STRENGTHS", "Field", "baseline_requirements", "read_article", "read_fields"]

CONDITIONS = frozenset({"amount_unused", "dose_by_weight", "timed_administration", "modifiers_on_claim", "claim_given"})
STRENGTHS = frozenset({"must", "often", "may"})
_WORDINGS = frozenset({"plain", "per", "up to", "per dose", "two drugs", "none"})
_REQUIREMENT = ("level", "evidence", "detail", "at")
_OPTIONAL = ("label", "question", "condition", "strength", "drug_bound", "source")


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
        _mapping(row, where)
        check_keys(row, ("label", "question", "evidence"), ("drug_bound",), where=where)
        question = _question(row["question"], where)
        kinds = tuple(_text(kind, where) for kind in _list(row["evidence"], where))
        fields[name] = Field(
            name, _text(row["label"], where), question, kinds, drug_bound=bool(row.get("drug_bound", False))
        )
    return fields


@cache
def baseline_requirements(folder: Path) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Rows of ``baseline.yaml`` in its order, as field and values.

    Raises:
        ReferenceDataError: Malformed.
    """
    whole = read_yaml(folder / "baseline.yaml")
    check_keys(whole, ("source", "requirements"), where="baseline.yaml")
    rows = _mapping(whole["requirements"], "baseline.yaml requirements")
    return tuple((field, {**row, "source": row.get("source", whole["source"])}) for field, row in rows.items())


def read_article(folder: Path, code: str, sources: Mapping[str, Source]) -> Article:
    """Read ``codes/<code>.yaml``.

    Raises:
        ReferenceDataError: Malformed, an unknown key, field, level, condition or source.
    """
    name = f"codes/{code}.yaml"
    whole = read_yaml(folder / "codes" / f"{code}.yaml")
    keys = ("code", "article", "definition", "requirements", "modifiers", "denials", "commercial", "similar", "context")
    check_keys(whole, keys, where=name)
    if whole["code"] != code:
        msg = f"{name}: the file is named for another code than it describes"
        raise ReferenceDataError(msg)
    source = _text(whole["article"], name)
    if source not in sources:
        msg = f"{name}: {source!r} is no id of sources.yaml"
        raise ReferenceDataError(msg)
    rows = _mapping(whole["requirements"], f"{name} requirements")
    requirements = tuple(
        build_requirement(code, field, {"source": source, **row}, read_fields(folder), sources, where=f"{name} {field}")
        for field, row in rows.items()
    )
    return Article(
        code,
        _definition(code, source, whole["definition"], name),
        requirements,
        tuple(
            ModifierFacts(
                _text(row["modifier"], name), _text(row["meaning"], name), Citation(source, _text(row["at"], name))
            )
            for row in _rows(whole["modifiers"], ("modifier", "meaning", "at"), f"{name} modifiers")
        ),
        _statements(whole["denials"], source, f"{name} denials"),
        _statements(whole["commercial"], source, f"{name} commercial"),
        tuple(
            SimilarCode(
                _text(row["code"], name),
                canonical_name(row["drug"]) if row.get("drug") else None,
                _quantity(row["unit"], name) if row.get("unit") else None,
                _text(row["claim"], name),
                Citation(source, _text(row["at"], name)),
            )
            for row in _rows(whole["similar"], ("code", "claim", "at"), f"{name} similar", ("drug", "unit"))
        ),
        _statements(whole["context"], source, f"{name} context"),
    )


def build_requirement(
    code: str,
    field: str,
    row: Mapping[str, Any],
    fields: Mapping[str, Field],
    sources: Mapping[str, Source],
    *,
    where: str,
) -> Requirement:
    """Build one requirement from its YAML values.

    Raises:
        ReferenceDataError: Unknown key, field, level, condition, strength or source.
    """
    _mapping(row, where)
    check_keys(row, (*_REQUIREMENT, "source"), _OPTIONAL, where=where)
    known = fields.get(field)
    if known is None:
        raise _refused(where, f"{field!r} is no field of fields.yaml")
    level, evidence = str(row["level"]), str(row["evidence"])
    condition, strength = row.get("condition"), str(row.get("strength", "must"))
    if level not in {item.value for item in Level}:
        raise _refused(where, f"{level!r} is no level")
    if evidence not in known.kinds:
        raise _refused(where, f"{evidence!r} is no kind of evidence of {field}")
    if (condition is not None) != (level == Level.CONDITIONAL) or (
        condition is not None and condition not in CONDITIONS
    ):
        raise _refused(where, "a conditional requirement, and only that, names one of the known conditions")
    if strength not in STRENGTHS:
        raise _refused(where, f"{strength!r} is no strength")
    if row["source"] not in sources:
        raise _refused(where, f"{row['source']!r} is no id of sources.yaml")
    return Requirement(
        f"{code}.{field}",
        field,
        _text(row.get("label", known.label), where),
        Level(level),
        evidence,
        _question(row.get("question", known.question), where),
        condition,
        strength,
        bool(row.get("drug_bound", known.drug_bound)),
        Citation(str(row["source"]), _text(row["at"], where)),
        _text(row["detail"], where),
    )


def _definition(code: str, source: str, row: Mapping[str, Any], name: str) -> Definition:
    where = f"{name} definition"
    _mapping(row, where)
    check_keys(row, ("drug", "unit", "wording", "routes", "at"), where=where)
    if row["wording"] not in _WORDINGS:
        raise _refused(where, f"{row['wording']!r} is no wording")
    return Definition(
        "article",
        code,
        canonical_name(_text(row["drug"], where)),
        _quantity(row["unit"], where),
        row["wording"],
        tuple(_text(route, where) for route in _list(row["routes"], where)),
        (),
        None,
        None,
        Citation(source, _text(row["at"], where)),
    )


def _statements(rows: object, source: str, where: str) -> tuple[tuple[str, Citation], ...]:
    return tuple(
        (_text(row["text"], where), Citation(source, _text(row["at"], where)))
        for row in _rows(rows, ("text", "at"), where)
    )


def _rows(rows: object, required: tuple[str, ...], where: str, optional: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    found = []
    for row in _list(rows, where):
        check_keys(_mapping(row, where), required, optional, where=where)
        found.append(row)
    return found


def _quantity(text: object, where: str) -> Quantity:
    match = re.fullmatch(r"(\S+) (.+)", str(text))
    try:
        if match is None:
            raise _refused(where, f"{text!r} is no amount such as 10 mg")
        return Quantity.of(match[1], match[2])
    except QuantityError as error:
        raise _refused(where, f"{text!r} is no amount such as 10 mg") from error


def _question(value: object, where: str) -> str:
    """A question asks and suggests nothing: it ends in a question mark and names no answer."""
    text = _text(value, where)
    if not text.endswith("?"):
        raise _refused(where, "a question ends in a question mark")
    return text


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refused(where, f"text is expected, not {value!r}")
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _refused(where, "a list is expected")
    return value


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _refused(where, "a mapping is expected")
    return value


def _refused(where: str, reason: str) -> ReferenceDataError:
    return ReferenceDataError(f"{where}: {reason}")
