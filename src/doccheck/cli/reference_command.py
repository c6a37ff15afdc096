"""``doccheck reference``: show what the tables hold, audit the articles against them, import newer official files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from doccheck.reference.lookup import Reference

__all__ = ["reference_group"]

_FORMAT = click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)


@click.group("reference")
def reference_group() -> None:
    """Show, audit and update the reference."""


@reference_group.command("audit")
@_FORMAT
def audit_command(shape: str) -> None:
    """Print every place where the articles and the official tables disagree, with both sources."""
    from doccheck.reference.audit import as_rows, audit  # noqa: PLC0415 - --help needs no table
    from doccheck.reference.lookup import Reference  # noqa: PLC0415 - --help needs no table

    reference = Reference.load()
    found = audit(reference)
    if shape == "json":
        click.echo(json.dumps(as_rows(found), ensure_ascii=False, indent=1))
        return
    sources = reference.sources()
    for one in found:
        click.echo(f"{one.subject} ({one.kind.replace('_', ' ')})")
        click.echo(f"  the article: {one.article_says}  [{one.article.source}: {one.article.at}]")
        click.echo(f"  officially:  {one.official_says}  [{sources[one.official.source].title}: {one.official.at}]")
    click.echo(f"{len(found)} disagreements")


@reference_group.command("show")
@click.argument("code", required=False)
@_FORMAT
def show_command(code: str | None, shape: str) -> None:
    """Show the editions of the reference, or all it holds about CODE."""
    from doccheck.reference.lookup import Reference  # noqa: PLC0415 - --help needs no table
    from doccheck.reference.show import code_page, editions_page, lines  # noqa: PLC0415 - as above

    reference: Reference = Reference.load()
    page = editions_page(reference) if code is None else code_page(reference, code)
    if shape == "json":
        click.echo(json.dumps(page, ensure_ascii=False, indent=1))
        return
    for line in lines(page):
        click.echo(line)


@reference_group.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--edition", help="Edition of a file that does not tell its own: 2026-Q1, 2026-01 or 2026-01-31.")
def import_command(files: tuple[Path, ...], edition: str | None) -> None:
    """Compile official CMS FILES into your own reference folder.

    Known by their content: the HCPCS alpha-numeric file (text or zip), the ASP NDC-HCPCS crosswalk, the ASP payment
    limits, MUE values, OPPS Addendum B and the single-dose list. A malformed row refuses the whole import.
    """
    from doccheck.reference.official.importing import import_files  # noqa: PLC0415 - only this command compiles
    from doccheck.reference.places import packaged_reference, user_reference  # noqa: PLC0415 - as above

    target = user_reference()
    for table in import_files(files, target, known=packaged_reference(), edition=edition):
        click.echo(f"{table.table} {table.edition.name}: {len(table.rows)} rows from {table.file}")
    click.echo(f"written to {target}")
