"""``doccheck NOTE --code CODE``: check notes against codes and print the report."""

from __future__ import annotations

import gc
import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doccheck.checker import Checker
from doccheck.cli.claim_input import claim_from_flags
from doccheck.cli.output import write_output
from doccheck.errors import QueueError, SettingError
from doccheck.facts import Outcome
from doccheck.note import MAX_NOTE_BYTES, Note
from doccheck.options import AUTHORITIES, EXTRACTORS, SETTINGS
from doccheck.settings import load_settings
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.assessment import Report
    from doccheck.claim import ClaimLine
    from doccheck.models.spending import Spent

__all__ = ["check_command", "exit_status", "read_note", "rendered"]

NOTHING_CHECKED = 4
_EXIT = {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.REVIEW: 3}
_WORST_FIRST = (1, 3, NOTHING_CHECKED, 0)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        msg = "a date is written YYYY-MM-DD, such as 2026-03-14"
        raise click.BadParameter(msg, ctx, param) from None


def _dollars(ctx: click.Context, param: click.Parameter, value: str | None) -> Decimal | None:
    try:
        amount = None if value is None else Decimal(value)
    except InvalidOperation:
        amount = Decimal(-1)
    if amount is not None and (not amount.is_finite() or amount < 0):
        msg = "an amount of US dollars, such as 0.05"
        raise click.BadParameter(msg, ctx, param)
    return amount


@click.command("check", context_settings={"max_content_width": 110})
@click.argument("notes", metavar="NOTE...", nargs=-1, required=True)
@click.option("--code", "codes", metavar="CODE", multiple=True, required=True, help="HCPCS code; may be repeated.")
@click.option("--claim", "claim_file", metavar="FILE", help="Claim lines as JSON lines: code, units, modifiers, date.")
@click.option("--units", metavar="N", type=click.IntRange(min=1), help="Units on the claim line of the code.")
@click.option("--modifier", "modifiers", metavar="XX", multiple=True, help="Modifier on that line; may be repeated.")
@click.option(
    "--date", "day", metavar="YYYY-MM-DD", callback=_day, help="Date of service; else the claim's, else the note's."
)
@click.option(
    "--authority",
    type=click.Choice(AUTHORITIES),
    help="Whose definition of the code decides: CMS's table, the article, or both (auto, the default).",
)
@click.option("--setting", type=click.Choice(SETTINGS), help="Where the drug was given (default office).")
@click.option(
    "--extractor",
    type=click.Choice(EXTRACTORS),
    help="Who reads the note: the offline rules, a model, both, or a model when one is configured (auto, the default).",
)
@click.option("--model", help="Model to ask.")
@click.option("--base-url", metavar="URL", help="Server with the chat-completions protocol.")
@click.option("--deidentify", is_flag=True, help="Mask identifiers before anything is sent to a model.")
@click.option(
    "--max-cost",
    metavar="USD",
    callback=_dollars,
    help="Most models may cost, all NOTEs together; then the rules read the rest (auto) or nobody does (model).",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as one page with the note's evidence marked.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the report there, whole or not at all.")
@click.option("--save-extraction", metavar="FILE", help="Keep what was read, for doccheck recheck.")
@click.option("--queue", is_flag=True, help="Put what needs a person into the review queue.")
@click.option("--specialty", metavar="NAME", help="With --queue: the specialty to sort and assign by.")
@click.option("--payer", metavar="NAME", help="With --queue: the payer to sort and assign by.")
def check_command(  # noqa: PLR0913 - one parameter an option of design.md
    *,
    notes: tuple[str, ...],
    codes: tuple[str, ...],
    claim_file: str | None,
    units: int | None,
    modifiers: tuple[str, ...],
    day: date | None,
    authority: str | None,
    setting: str | None,
    extractor: str | None,
    model: str | None,
    base_url: str | None,
    deidentify: bool,
    max_cost: Decimal | None,
    style: str,
    output: str | None,
    save_extraction: str | None,
    queue: bool,
    specialty: str | None,
    payer: str | None,
) -> int:
    """Check each NOTE (a text file, or - for standard input) against each CODE.

    Exit status: 0 pass, 1 fail, 3 review, 2 bad usage or unreadable input, 4 nothing could be checked.
    """
    if len(notes) > 1:
        gc.enable()
    if not queue and (specialty or payer):
        msg = "--specialty and --payer sort the review queue; give --queue too"
        raise SettingError(msg)
    codes = tuple(code.strip().upper() for code in codes)
    claim = claim_from_flags(claim_file, units, modifiers, codes)
    settings = load_settings()
    checker = Checker(
        extractor=extractor or settings.extractor or "auto",
        model=model,
        base_url=base_url,
        authority=authority or settings.authority or "auto",
        setting=setting or settings.setting or "office",
        deidentify=deidentify,
        max_cost=max_cost,
    )
    read = read_notes(notes)
    reports = _check_all(checker, read, codes, claim, day)
    if save_extraction is not None:
        _save(save_extraction, reports)
    if queue:
        _enqueue(reports, specialty, payer)
    write_output(rendered(reports, style, to_screen=output is None), output)
    if style == "text" and len(notes) > 1:
        _say_spent(checker.spent)
    return exit_status(reports)


def read_notes(names: Sequence[str]) -> tuple[Note, ...]:
    """Read every note before the first is checked, so that an unreadable one costs nothing.

    Raises:
        NoteError: One of them cannot be read.
        SettingError: Standard input is named twice.
    """
    if names.count("-") > 1:
        msg = "standard input (-) can be given once"
        raise SettingError(msg)
    return tuple(read_note(name) for name in names)


def read_note(name: str) -> Note:
    """Read the note in the file ``name``, or standard input for ``-``.

    Raises:
        NoteError: It cannot be read as a note.
    """
    if name != "-":
        return Note.from_path(name)
    return Note.from_bytes(sys.stdin.buffer.read(MAX_NOTE_BYTES + 1), "standard input")


def exit_status(reports: Sequence[Report]) -> int:
    """Return the exit status of the whole run: fail, then review, then nothing checked, then pass."""
    statuses = {
        _EXIT[report.verdict] if report.extraction.outcome is Outcome.OK else NOTHING_CHECKED for report in reports
    }
    return next(status for status in _WORST_FIRST if status in statuses)


def _check_all(
    checker: Checker,
    notes: Sequence[Note],
    codes: Sequence[str],
    claim: Sequence[ClaimLine] | None,
    day: date | None,
) -> list[Report]:
    checker.require_codes(codes)
    reports: list[Report] = []
    for note in notes:
        extraction = None
        for code in codes:
            # What the rules read does not depend on the code; a model is asked for each code's requirements.
            if extraction is None or extraction.extractor != "rules" or extraction.fallback is not None:
                extraction = checker.read(note, code=code)
            reports.append(checker.judge(note, extraction, code=code, claim=claim, date=day))
    return reports


def rendered(reports: list[Report], style: str, *, to_screen: bool) -> str:
    """Return the reports as text, JSON or one HTML page."""
    # Each format is imported only when it is asked for: rich alone costs as much as a whole check.
    if style == "json":
        from doccheck.report import json  # noqa: PLC0415

        return json.render(reports[0] if len(reports) == 1 else reports)
    if style == "html":
        from doccheck.report import html  # noqa: PLC0415

        return html.render(reports)
    from doccheck.report import text  # noqa: PLC0415

    return text.render(
        reports,
        width=text.screen_width(),
        colour=to_screen and text.screen_has_colour(),
        plain=to_screen and text.screen_is_plain(),
    )


def _enqueue(reports: Sequence[Report], specialty: str | None, payer: str | None) -> None:
    try:
        from doccheck.review.intake import enqueue_report  # noqa: PLC0415 - the extra may not be installed
    except ImportError:
        msg = "the review queue needs the extra 'queue': pip install 'doccheck[queue]'"
        raise QueueError(msg) from None
    for report in reports:
        name = report.note.id
        source = str(Path(name).resolve()) if Path(name).is_file() else None
        click.echo(enqueue_report(report, source=source, specialty=specialty, payer=payer).sentence, err=True)


def _say_spent(spent: Spent) -> None:
    """Say on standard error what a run of several notes cost, and how many were held back."""
    if spent.notes > 1 and spent.usage is not None:
        usage = spent.usage
        cost = "cost unknown" if spent.cost is None else f"{spent.cost:.4f} US dollars"
        click.echo(
            f"doccheck: {spent.notes} readings by a model: {usage.input_tokens or 0:,} tokens in, of which "
            f"{usage.cached_tokens or 0:,} cached; {usage.output_tokens or 0:,} out; {cost}",
            err=True,
        )
    if spent.held_back:
        click.echo(f"doccheck: {spent.held_back} not sent to a model, because of the spending limit", err=True)


def _save(path: str, reports: Sequence[Report]) -> None:
    from doccheck.extract.stored import StoredOrder, save  # noqa: PLC0415 - only this option needs it

    if len(reports) != 1:
        msg = "--save-extraction keeps one reading; give one NOTE and one --code"
        raise SettingError(msg)
    case = reports[0].case
    claim = (*case.claim, *case.other_lines) if case.claim_given else None
    order = StoredOrder(case.code, claim, case.service.given, case.authority, case.setting)
    save(path, case.note, case.extraction, order)
