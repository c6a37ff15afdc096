"""``doccheck explain``: the page of a check, or what a requirement asks for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from doccheck.errors import SettingError

if TYPE_CHECKING:
    from doccheck.reference.records import Requirement

__all__ = ["explain_command"]


@click.command("explain")
@click.argument("name", required=False)
def explain_command(name: str | None) -> None:
    """Print the page of the check NAME (DC101, units-differ-from-dose) or of a requirement (J2326.signature).

    Without NAME, list all checks.
    """
    # The checks are as many modules as there are faults; only this command and a check load them.
    from doccheck.checks.page import explain_page, sections_of  # noqa: PLC0415
    from doccheck.checks.registry import CHECKS  # noqa: PLC0415

    if name is None:
        for code, check in CHECKS.items():
            click.echo(f"{code}  {check.severity.value:6}  {check.name}\n               {sections_of(check)['']}")
        return
    if "." in name:
        _show(_requirement_page(_requirement(name)))
        return
    by_name = {check.name: code for code, check in CHECKS.items()}
    _show(explain_page(by_name.get(name.lower(), name)))


def _requirement(name: str) -> Requirement:
    from doccheck.reference.lookup import Reference  # noqa: PLC0415 - a check's page needs no table

    code = name.partition(".")[0].upper()
    for requirement in Reference.load().requirements(code):
        if requirement.id.casefold() == name.casefold():
            return requirement
    msg = f"{code} has no such requirement; its ids stand in every report"
    raise SettingError(msg)


def _requirement_page(requirement: Requirement) -> str:
    rows = [
        f"# {requirement.id}",
        "",
        f"{requirement.label} ({requirement.level.value}"
        + (f", when {requirement.condition.replace('_', ' ')})" if requirement.condition else ")"),
        "",
        requirement.detail,
        "",
        f"Question for the scribe: {requirement.question}",
        "",
        f"Source: {requirement.source.source}, {requirement.source.at} (the source's own word: {requirement.strength})",
    ]
    return "\n".join(rows) + "\n"


def _show(page: str) -> None:
    if not sys.stdout.isatty():
        click.echo(page, nl=False)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.markdown import Markdown  # noqa: PLC0415

    Console(width=min(Console().width, 100)).print(Markdown(page, hyperlinks=False))
