"""Plain words for messages: numbers, units and code names computed here, never words of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from doccheck.case.records import Administration, Case
    from doccheck.reference.records import CodeFacts, Definition

__all__ = ["authority_name", "code_list", "day", "drug_given", "listing", "right_codes", "unit_count", "unit_words"]


_MOST_CODES = 4


def unit_count(number: int) -> str:
    """``1 unit``, ``24 units``."""
    return f"{number:,} unit{'' if number == 1 else 's'}"


def day(on: date) -> str:
    """The day as reports write it: ``2026-03-09``."""
    return on.isoformat()


def listing(words: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    if len(items) < 2:  # noqa: PLR2004 - a pair is where a joining word begins
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def unit_words(facts: CodeFacts | Definition) -> str:
    """The billing unit in the descriptor's manner: ``10 mg``, ``up to 1000 mcg``, ``one dose``, ``no stated unit``."""
    if facts.billing_unit is None:
        return "one dose" if facts.wording == "per dose" else "no stated unit"
    return f"up to {facts.billing_unit}" if facts.wording == "up to" else str(facts.billing_unit)


def authority_name(definition: Definition) -> str:
    """Who says so: ``the article`` or ``the CMS table``."""
    return "the article" if definition.authority == "article" else "the CMS table"


def drug_given(case: Case, administration: Administration) -> str:
    """The generic name where the reference knows the drug, else ``another drug`` (never a word of the note)."""
    return case.reference.drugs.generic(administration.drug) or "another drug"


def code_list(codes: Iterable[CodeFacts]) -> str:
    """``J2323 (1 mg) or Q5134 (1 mg)``; of many codes the first few, and how many more there are."""
    words = [f"{facts.code} ({unit_words(facts)})" for facts in codes]
    if len(words) > _MOST_CODES:
        words = [*words[: _MOST_CODES - 1], f"{len(words) - _MOST_CODES + 1} more codes"]
    return listing(words, "or")


def right_codes(case: Case, drug: str) -> tuple[CodeFacts, ...]:
    """The codes that the official table lists for ``drug`` on the date of service, without the code under check."""
    return tuple(facts for facts in case.reference.codes_of(drug, case.service.date) if facts.code != case.code)
