"""The articles: one YAML file a code: definition, requirements, modifiers, denial reasons, similar codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doccheck.reference.drug_names import canonical_name
from doccheck.reference.records import Article, Citation, Definition, ModifierFacts, SimilarCode
from doccheck.reference.requirement_rows import build_requirement, read_fields
from doccheck.reference.strict_yaml import check_keys, read_yaml
from doccheck.reference.yaml_values import as_list, as_mapping, as_quantity, as_text, refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["read_article"]

_WORDINGS = frozenset({"plain", "per", "up to", "per dose", "two drugs", "none"})
_KEYS = ("code", "article", "definition", "requirements", "modifiers", "denials", "commercial", "similar", "context")


def read_article(folder: Path, code: str, sources: Collection[str]) -> Article:
    """Read ``codes/<code>.yaml``.

    Raises:
        ReferenceDataError: Malformed, an unknown key, field, level, condition or source.
    """
    name = f"codes/{code}.yaml"
    whole = read_yaml(folder / "codes" / f"{code}.yaml")
    check_keys(whole, _KEYS, where=name)
    if whole["code"] != code:
        raise refused(name, "the file is named for another code than it describes")
    source = as_text(whole["article"], name)
    if source not in sources:
        raise refused(name, f"{source!r} is no id of sources.yaml")
    rows = as_mapping(whole["requirements"], f"{name} requirements")
    requirements = tuple(
        build_requirement(code, field, {"source": source, **row}, read_fields(folder), sources, where=f"{name} {field}")
        for field, row in rows.items()
    )
    return Article(
        code,
        _definition(code, source, whole["definition"], name),
        requirements,
        tuple(_modifier(row, source, name) for row in as_list(whole["modifiers"], f"{name} modifiers")),
        _statements(whole["denials"], source, f"{name} denials"),
        _statements(whole["commercial"], source, f"{name} commercial"),
        tuple(_similar(row, source, name) for row in as_list(whole["similar"], f"{name} similar")),
        _statements(whole["context"], source, f"{name} context"),
    )


def _definition(code: str, source: str, row: Mapping[str, Any], name: str) -> Definition:
    where = f"{name} definition"
    as_mapping(row, where)
    check_keys(row, ("drug", "unit", "wording", "routes", "at"), where=where)
    if row["wording"] not in _WORDINGS:
        raise refused(where, f"{row['wording']!r} is no wording")
    return Definition(
        "article",
        code,
        canonical_name(as_text(row["drug"], where)),
        as_quantity(row["unit"], where),
        row["wording"],
        tuple(as_text(route, where) for route in as_list(row["routes"], where)),
        (),
        None,
        None,
        Citation(source, as_text(row["at"], where)),
    )


def _modifier(row: Mapping[str, Any], source: str, name: str) -> ModifierFacts:
    where = f"{name} modifiers"
    check_keys(as_mapping(row, where), ("modifier", "meaning", "at"), ("part_of",), where=where)
    part_of = as_quantity(row["part_of"], where) if "part_of" in row else None
    return ModifierFacts(
        as_text(row["modifier"], where), as_text(row["meaning"], where), _cited(row, source, where), part_of
    )


def _similar(row: Mapping[str, Any], source: str, name: str) -> SimilarCode:
    where = f"{name} similar"
    check_keys(as_mapping(row, where), ("code", "claim", "at"), ("drug", "unit", "level"), where=where)
    if row.get("level") not in {None, "higher", "lower"}:
        raise refused(where, f"{row['level']!r} is no level of dosage")
    drug = canonical_name(as_text(row["drug"], where)) if "drug" in row else None
    unit = as_quantity(row["unit"], where) if "unit" in row else None
    code, claim = as_text(row["code"], where), as_text(row["claim"], where)
    return SimilarCode(code, drug, unit, claim, _cited(row, source, where), row.get("level"))


def _cited(row: Mapping[str, Any], source: str, where: str) -> Citation:
    return Citation(source, as_text(row["at"], where))


def _statements(rows: object, source: str, where: str) -> tuple[tuple[str, Citation], ...]:
    return tuple(
        (as_text(row["text"], where), _cited(row, source, where)) for row in _rows(rows, ("text", "at"), where)
    )


def _rows(rows: object, required: tuple[str, ...], where: str) -> list[dict[str, Any]]:
    found = as_list(rows, where)
    for row in found:
        check_keys(as_mapping(row, where), required, where=where)
    return found
