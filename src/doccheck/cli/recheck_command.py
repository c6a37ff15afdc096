"""``doccheck recheck FILE``: decide again, with today's checks and reference, on what was read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from doccheck.checker import Checker
from doccheck.cli.check_command import exit_status, rendered
from doccheck.cli.output import write_output
from doccheck.errors import SettingError
from doccheck.extract.stored import load

if TYPE_CHECKING:
    from doccheck.assessment import Report

__all__ = ["recheck_command"]


@click.command("recheck", context_settings={"max_content_width": 110})
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--code", metavar="CODE", help="Check for another code than the note was read for.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the report there, whole or not at all.")
def recheck_command(*, files: tuple[str, ...], code: str | None, style: str, output: str | None) -> int:
    """Decide again on each FILE that --save-extraction wrote; no model is asked.

    The same versions of doccheck and its reference give the same report, byte for byte.
    """
    reports = [_recheck(name, code) for name in files]
    write_output(rendered(reports, style, to_screen=output is None), output)
    return exit_status(reports)


def _recheck(name: str, code: str | None) -> Report:
    note, extraction, order = load(name)
    if order is None:
        if code is None:
            msg = f"{name}: the file does not say which code was checked; give --code"
            raise SettingError(msg)
        return Checker().judge(note, extraction, code=code)
    checker = Checker(authority=order.authority, setting=order.setting)
    return checker.judge(note, extraction, code=code or order.code, claim=order.claim, date=order.date)
