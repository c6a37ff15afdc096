"""Look-ups by code, drug and date of service. Tables are opened when first asked for, and only those.

Editions a user imported stand beside the packaged ones; for a day, the newest edition that had begun speaks.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from doccheck.errors import CodeError
from doccheck.reference import code_table, requirement_rows
from doccheck.reference.drugs import DrugLexicon
from doccheck.reference.identity import CodeIndex
from doccheck.reference.official_lists import OfficialLists
from doccheck.reference.places import packaged_reference, user_reference
from doccheck.reference.records import Level
from doccheck.reference.sources import read_sources, source_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from doccheck.reference.records import Article, CodeFacts, Definition, ModifierRule, Requirement, Source

__all__ = ["Reference"]

_CODE = re.compile(r"[JQ]\d{4}")


class Reference(OfficialLists):
    """The reference: official facts of codes, the articles' requirements, and the drug lexicon.

    Args:
        folder: Packaged reference.
        own: Folder of the user's imports; it need not exist.
    """

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(folder, own)
        self._facts: dict[tuple[str, str], CodeFacts] = {}
        self._articles: dict[str, Article | None] = {}
        self._requirements: dict[str, tuple[Requirement, ...]] = {}

    @staticmethod
    def load() -> Reference:
        """The reference that travels with doccheck together with what the user imported; made once."""
        return _load(packaged_reference(), user_reference())

    def sources(self) -> dict[str, Source]:
        """Every source that is cited, by its id."""
        return read_sources(self.folder)

    def fields(self) -> Mapping[str, requirement_rows.Field]:
        """Documentation fields by name."""
        return requirement_rows.read_fields(self.folder)

    # Codes

    def facts(self, code: str, on: date | None = None) -> CodeFacts:
        """Official facts of a J or Q drug code, from the edition of ``on`` or else the newest that knows the code.

        Raises:
            CodeError: Unknown, no J or Q code, or a code of something else than a drug.
        """
        name = code.strip().upper()
        if not _CODE.fullmatch(name):
            msg = "a drug code has the letter J or Q and four digits, such as J2326"
            raise CodeError(msg)
        chosen = self.edition("hcpcs", on)
        records = sorted(
            (one for one in self.edition_records if one.table == "hcpcs"), key=lambda one: one.begins, reverse=True
        )
        for record in [one for one in (chosen, *records) if one is not None]:
            key = (name, record.edition)
            if key not in self._facts:
                rows = self.table(record).rows(name)
                if not rows:
                    continue
                self._facts[key] = code_table.build(rows[0])
            return self._facts[key]
        msg = f"{name} is in no HCPCS edition of the reference; check the code, or import a newer HCPCS file"
        raise CodeError(msg)

    def in_force(self, code: str, on: date) -> bool:
        """Whether ``code`` may be used for a service on ``on``.

        Raises:
            CodeError: As :meth:`facts`.
        """
        return self.facts(code, on).in_force(on)

    def all_codes(self) -> tuple[CodeFacts, ...]:
        """Facts of every drug code of the newest edition, by code."""
        return self._index.codes

    @cached_property
    def _index(self) -> CodeIndex:
        record = self.edition("hcpcs")
        return CodeIndex(self.table(record).raw_rows() if record is not None else [])

    def codes_of(self, drug: str, on: date | None) -> tuple[CodeFacts, ...]:
        """Codes that bill ``drug`` (a generic, a brand, an abbreviation), in force on ``on``; the most general first.

        A brand restricted to a code of its own comes first when the brand is what is asked for.
        """
        return self._index.codes_of(self.drugs.generic(drug) or drug.casefold(), self.drugs, on, asked=drug)

    def successors(self, code: str, on: date) -> tuple[CodeFacts, ...]:
        """Other codes of the same drug in force on ``on``: what to use where ``code`` is not.

        Raises:
            CodeError: As :meth:`facts`.
        """
        facts = self.facts(code)
        return self._index.successors(facts, on)

    def biosimilars_of(self, drug: str, on: date) -> tuple[CodeFacts, ...]:
        """Codes of the biosimilars of ``drug`` (of their reference product, where it is one) in force on ``on``."""
        return self._index.biosimilars_of(self.drugs.base(drug), on)

    def is_similar_drug(self, code: str, drug: str) -> bool:
        """Whether ``drug`` is easily taken for the drug of ``code``: of its substance, or a similar code's."""
        definitions = self.definitions(code)
        names = [one.drug for one in definitions]
        article = self.article(code)
        if article is not None:
            names += [one.drug for one in article.similar if one.drug]
        here = [one.drug for one in definitions]
        if any(self.drugs.same(drug, name) for name in here):
            return False
        return any(self.drugs.related(drug, name) for name in names)

    # Articles and requirements

    def article(self, code: str) -> Article | None:
        """The article of ``code``, ``None`` where there is none."""
        code = code.strip().upper()
        if code not in self._articles:
            known = self.has_article(code)
            self._articles[code] = self._read_article(code) if known else None
        return self._articles[code]

    def definitions(self, code: str, on: date | None = None) -> tuple[Definition, ...]:
        """What each authority says the code is: the article first, then CMS.

        Raises:
            CodeError: As :meth:`facts`.
        """
        record = self.edition("hcpcs", on)
        official = code_table.definition(self.facts(code, on), record.edition if record is not None else "")
        article = self.article(code)
        return (article.definition, official) if article is not None else (official,)

    def requirements(self, code: str) -> tuple[Requirement, ...]:
        """Requirements of ``code``: those of its article with the rest of the baseline as advisory, else the baseline.

        An advisory requirement may carry a condition: where that does not hold, it does not apply.
        """
        code = code.strip().upper()
        if code not in self._requirements:
            self._requirements[code] = self._build_requirements(code)
        return self._requirements[code]

    def _build_requirements(self, code: str) -> tuple[Requirement, ...]:
        article = self.article(code)
        named = {one.field for one in article.requirements} if article is not None else set()
        rows = []
        for field, row in requirement_rows.baseline_rows(self.folder):
            if field in named or self._covered(field, named):
                continue
            values = dict(row)
            if article is not None:
                values |= {"level": Level.ADVISORY.value}
            where = f"baseline.yaml {field}"
            rows.append(
                requirement_rows.build_requirement(
                    code, field, values, self.fields(), source_ids(self.folder), where=where
                )
            )
        return (*(article.requirements if article is not None else ()), *rows)

    @staticmethod
    def _covered(field: str, named: set[str]) -> bool:
        """Whether the article names the same thing more strictly (a diagnosis code is a diagnosis)."""
        return field == "diagnosis" and "diagnosis_code" in named

    def _read_article(self, code: str) -> Article:
        from doccheck.reference.articles import read_article  # noqa: PLC0415 - most codes have none

        return read_article(self.folder, code, source_ids(self.folder))

    def has_article(self, code: str) -> bool:
        """Whether ``code`` has an article, without reading it."""
        return _CODE.fullmatch(code) is not None and (self.folder / "codes" / f"{code}.yaml").is_file()

    def articles(self) -> tuple[Article, ...]:
        """Every article, by code."""
        codes = sorted(path.stem for path in (self.folder / "codes").glob("*.yaml"))
        return tuple(article for code in codes if (article := self.article(code)) is not None)

    def modifier_rules(self) -> Mapping[str, ModifierRule]:
        """What doccheck knows of modifiers on drug lines, CPT's among them."""
        from doccheck.reference.modifier_rules import read_modifier_rules  # noqa: PLC0415 - a check has its own list

        return read_modifier_rules(self.folder)

    # Drugs

    @cached_property
    def drugs(self) -> DrugLexicon:
        """The drug lexicon."""
        return DrugLexicon(self._official_drugs, self._brands)

    def _official_drugs(self) -> frozenset[str]:
        record = self.edition("hcpcs")
        return (
            frozenset(row[1] for row in self.table(record).raw_rows() if row[1]) if record is not None else frozenset()
        )

    def _brands(self) -> dict[str, str]:
        record = self.edition("brands")
        return {row[0]: row[1] for row in self.table(record).raw_rows()} if record is not None else {}


@cache
def _load(folder: Path, own: Path) -> Reference:
    return Reference(folder, own)
