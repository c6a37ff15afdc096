"""``doccheck codes``: the drug codes, their drug and their billing unit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import CodeFacts

__all__ = ["codes_command"]


@click.command("codes")
@click.argument("code", required=False)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
def codes_command(code: str | None, shape: str) -> None:
    """List the drug codes of the newest HCPCS edition, or show CODE alone.

    An unclassified code (J3490 and others) has no drug and no billing unit.
    """
    from doccheck.reference.lookup import Reference  # noqa: PLC0415 - --help of this command needs no table

    reference = Reference.load()
    chosen = (reference.facts(code),) if code is not None else reference.all_codes()
    rows = [_row(facts, reference) for facts in chosen]
    if shape == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(_line(row))


def _row(facts: CodeFacts, reference: Reference) -> dict[str, object]:
    return {
        "code": facts.code,
        "drug": facts.drug,
        "billing_unit": str(facts.billing_unit) if facts.billing_unit is not None else None,
        "wording": facts.wording,
        "added": facts.added.isoformat(),
        "ended": facts.ended.isoformat() if facts.ended is not None else None,
        "article": reference.has_article(facts.code),
    }


def _line(row: dict[str, object]) -> str:
    unit = row["billing_unit"] or "no unit"
    wording = f"{row['wording']} " if row["wording"] in {"up to", "per"} else ""
    ended = f"  ended {row['ended']}" if row["ended"] else ""
    article = "  article" if row["article"] else ""
    return f"{row['code']}  {row['drug'] or 'unclassified'}, {wording}{unit}{ended}{article}"
