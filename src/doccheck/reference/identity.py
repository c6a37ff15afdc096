"""Which codes bill a drug on a day, and what follows a code that has ended."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from doccheck.reference.code_table import COLUMNS, NO_DRUG, build
from doccheck.reference.drug_names import SUFFIX, fold

if TYPE_CHECKING:
    from datetime import date

    from doccheck.reference.drugs import DrugLexicon
    from doccheck.reference.records import CodeFacts

__all__ = ["CodeIndex"]

_DRUG, _WORDING = COLUMNS.index("drug"), COLUMNS.index("wording")
# Ways of giving that a note of an injection never means: codes for them answer only when nothing else does.
_NOT_INJECTED = frozenset({"oral", "inhalation", "topical", "nasal", "ophthalmic", "implant"})


class CodeIndex:
    """Every drug code, findable by its drug; only rows that are asked for become records.

    Args:
        rows: Rows of a code table, values in the order of its columns.
    """

    def __init__(self, rows: list[list[str]]) -> None:
        """Keep the rows; indexes are built when first used."""
        self._rows = [row for row in rows if row[_WORDING] != NO_DRUG]
        self._built: dict[str, CodeFacts] = {}

    @cached_property
    def _by_drug(self) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for row in self._rows:
            if row[_DRUG]:
                found.setdefault(row[_DRUG], []).append(row)
        return found

    def _build(self, row: list[str]) -> CodeFacts:
        facts = self._built.get(row[0])
        if facts is None:
            facts = self._built[row[0]] = build(dict(zip(COLUMNS, row, strict=True)))
        return facts

    def of(self, drug: str) -> list[CodeFacts]:
        """Codes whose drug is ``drug`` by its canonical name, by code."""
        return [self._build(row) for row in self._by_drug.get(drug, ())]

    @property
    def codes(self) -> tuple[CodeFacts, ...]:
        """Every drug code, by code."""
        return tuple(self._build(row) for row in self._rows)

    def codes_of(self, drug: str, lexicon: DrugLexicon, on: date | None, *, asked: str = "") -> tuple[CodeFacts, ...]:
        """Codes of ``drug`` in force on ``on`` (of any date when ``None``), the most general first.

        Args:
            drug: Canonical generic name.
            lexicon: Tells the sisters a vague name stands for.
            on: Date of service.
            asked: The name asked for; a product of that name comes first.
        """
        names = [drug]
        if lexicon.is_vague(drug):
            names += [name for name in self._by_drug if name != drug and lexicon.same(drug, name)]
        found = [facts for name in names for facts in self.of(name) if on is None or facts.in_force(on)]
        product = fold(asked)
        return tuple(sorted(found, key=lambda facts: (product not in facts.products, *_generality(facts))))

    def successors(self, facts: CodeFacts, on: date) -> tuple[CodeFacts, ...]:
        """Other codes of the same drug, product and way of giving in force on ``on``, the most general first."""
        sisters = [
            other
            for other in self.of(facts.drug)
            if other.code != facts.code and other.in_force(on) and _same_way(facts, other)
        ]
        return tuple(sorted(sisters, key=lambda other: (other.products != facts.products, *_generality(other))))

    def biosimilars_of(self, base: str, on: date) -> tuple[CodeFacts, ...]:
        """Codes of drugs named ``base`` with FDA's four letters, in force on ``on``."""
        names = [name for name in self._by_drug if name != base and SUFFIX.sub("", name) == base]
        found = [facts for name in names for facts in self.of(name) if facts.in_force(on)]
        return tuple(sorted(found, key=lambda facts: facts.code))


def _generality(facts: CodeFacts) -> tuple[bool, bool, bool, str]:
    """Sort key: injected, still usable, for any product, by code."""
    return (
        bool(_NOT_INJECTED & set(facts.routes)),
        facts.ended is not None,
        bool(facts.products or facts.excludes),
        facts.code,
    )


def _same_way(one: CodeFacts, other: CodeFacts) -> bool:
    """Whether neither is for a way of giving that the other is not for."""
    here, there = _NOT_INJECTED & set(one.routes), _NOT_INJECTED & set(other.routes)
    return here == there and (not one.routes or not other.routes or bool(set(one.routes) & set(other.routes)))
