"""What the reference holds, as plain values: its editions and sources, or everything about one code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.quantity import Quantity
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Article, Citation, Definition

__all__ = ["code_page", "editions_page", "lines"]


def editions_page(reference: Reference) -> dict[str, Any]:
    """Every edition of every table with its official file, and the sources."""
    return {
        "editions": [
            {
                "table": one.table,
                "edition": one.edition,
                "begins": one.begins.isoformat(),
                "ends": one.ends.isoformat() if one.ends is not None else None,
                "rows": one.rows,
                "file": one.file,
                "sha256": one.sha256,
                "own": reference.own is not None and one.path.is_relative_to(reference.own),
            }
            for one in sorted(reference.edition_records, key=lambda one: (one.table, one.begins))
        ],
        "articles": [article.code for article in reference.articles()],
        "sources": {
            one.id: {"title": one.title, "publisher": one.publisher, "where": one.where, "grade": one.grade}
            for one in reference.sources().values()
        },
    }


def code_page(reference: Reference, code: str) -> dict[str, Any]:
    """All facts of one code.

    Raises:
        CodeError: Unknown or no drug code.
    """
    facts = reference.facts(code)
    name = facts.code
    article = reference.article(name)
    return {
        "code": name,
        "definitions": [_definition(one) for one in reference.definitions(name)],
        "added": facts.added.isoformat(),
        "ended": facts.ended.isoformat() if facts.ended is not None else None,
        "restricted_to": list(facts.products),
        "requirements": [
            {
                "id": one.id,
                "label": one.label,
                "level": one.level.value,
                "condition": one.condition,
                "evidence": one.evidence,
                "strength": one.strength,
                "question": one.question,
                "detail": one.detail,
                "source": _cited(one.source),
            }
            for one in reference.requirements(name)
        ],
        **(_article(article) if article is not None else {}),
        "containers": [
            {
                "ndc": one.ndc,
                "brand": one.brand,
                "content": _shown(one.content),
                "billing_units": str(one.billing_units),
            }
            for one in reference.containers(name)
        ],
        "unit_limits": [
            {"quarter": one.quarter, "setting": one.setting, "units": one.units, "indicator": one.indicator}
            for one in reference.unit_limits(name)
        ],
        "status_indicator": reference.status_indicator(name),
        "single_dose_list": reference.single_dose(name),
        "payment_limit": str(limit) if (limit := reference.payment_limit(name)) is not None else None,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "modifiers": [
            {"modifier": one.modifier, "meaning": one.meaning, "source": _cited(one.source)}
            for one in article.modifiers
        ],
        "denial_reasons": [text for text, _ in article.denials],
        "commercial": [text for text, _ in article.commercial],
        "similar_codes": [{"code": one.code, "drug": one.drug, "claim": one.claim} for one in article.similar],
        "context": [text for text, _ in article.context],
    }


def _definition(one: Definition) -> dict[str, Any]:
    return {
        "authority": one.authority,
        "drug": one.drug,
        "billing_unit": _shown(one.billing_unit),
        "wording": one.wording,
        "routes": list(one.routes),
        "excludes": list(one.excludes),
        "source": _cited(one.source),
    }


def _cited(source: Citation) -> dict[str, str]:
    return {"id": source.source, "at": source.at}


def _shown(amount: Quantity | None) -> str | None:
    return str(amount) if amount is not None else None


def lines(page: dict[str, Any]) -> Iterator[str]:
    """Write a page as indented text."""
    for key, value in page.items():
        if isinstance(value, (list, dict)) and not value:
            continue
        if isinstance(value, list) and not isinstance(value[0], dict):
            yield f"{key.replace('_', ' ')}: {', '.join(str(one) for one in value)}"
        elif isinstance(value, list):
            yield f"{key.replace('_', ' ')}:"
            yield from (f"  {_line(one)}" for one in value)
        elif isinstance(value, dict):
            yield f"{key.replace('_', ' ')}:"
            yield from (f"  {name}: {_line(one)}" for name, one in value.items())
        elif value is not None:
            yield f"{key.replace('_', ' ')}: {value}"


def _line(row: dict[str, Any]) -> str:
    shown = []
    for value in row.values():
        if isinstance(value, dict):
            shown.append("[" + ", ".join(str(one) for one in value.values()) + "]")
        elif isinstance(value, list):
            shown += [str(one) for one in value]
        elif value is not None and value is not False:
            shown.append(str(value))
    return "  ".join(shown)
