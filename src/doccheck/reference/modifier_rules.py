"""What doccheck knows of modifiers on drug lines: ``reference/modifiers.yaml``, facts of our own with their sources."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.reference.records import Citation, ModifierRule
from doccheck.reference.sources import read_sources
from doccheck.reference.strict_yaml import check_keys, read_yaml
from doccheck.reference.yaml_values import as_list, as_mapping, as_text, refused

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_modifier_rules"]

_PLACES = frozenset({"required", "allowed", "rare", "disputed", "never"})


@cache
def read_modifier_rules(folder: Path) -> dict[str, ModifierRule]:
    """Read ``modifiers.yaml``.

    Raises:
        ReferenceDataError: Malformed, an unknown source, or an exclusion that is not mutual.
    """
    sources = read_sources(folder)
    rules: dict[str, ModifierRule] = {}
    for name, values in read_yaml(folder / "modifiers.yaml").items():
        where = f"modifiers.yaml {name}"
        row = as_mapping(values, where)
        check_keys(
            row,
            ("meaning", "drug_line", "needs", "source", "at"),
            ("excludes", "belongs", "least", "begins"),
            where=where,
        )
        if not re.fullmatch(r"[A-Z0-9]{2}", str(name)) or isinstance(name, int):
            raise refused(where, "a modifier has two characters, quoted when they are digits")
        if row["drug_line"] not in _PLACES:
            raise refused(where, f"{row['drug_line']!r} is no place on a drug line")
        if row["source"] not in sources:
            raise refused(where, f"{row['source']!r} is no id of sources.yaml")
        rules[name] = ModifierRule(
            name,
            as_text(row["meaning"], where),
            row["drug_line"],
            as_text(row["needs"], where),
            tuple(as_text(other, where) for other in as_list(row.get("excludes", []), where)),
            row.get("belongs"),
            row.get("least"),
            row.get("begins"),
            Citation(row["source"], as_text(row["at"], where)),
        )
    return rules
