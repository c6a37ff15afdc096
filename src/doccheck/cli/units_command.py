"""``doccheck units``: the ledger of a dose without a note."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from doccheck.errors import QuantityError, SettingError
from doccheck.options import SETTINGS
from doccheck.quantity import Quantity, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.case.containers import Supply
    from doccheck.case.records import Ledger
    from doccheck.reference.lookup import Reference

__all__ = ["units_command"]
_AMOUNT = re.compile(r"(?P<number>[\d.,/ ]*\d)\s*(?P<unit>[^\d\s*x×].*?)?")
_VIALS = re.compile(r"(?P<amount>.*?\D)\s*(?:[*x×]\s*(?P<count>\d{1,3}))?", re.IGNORECASE)


@click.command("units", context_settings={"max_content_width": 110})
@click.option("--code", metavar="CODE", required=True, help="HCPCS code.")
@click.option(
    "--dose",
    "doses",
    metavar="AMOUNT",
    multiple=True,
    required=True,
    help='Amount given, such as "350 mg"; once for each administration.',
)
@click.option(
    "--vials", metavar="AMOUNT*COUNT", multiple=True, help="Labelled content opened, such as 100mg*4; may be repeated."
)
@click.option("--discarded", metavar="AMOUNT", help='Amount discarded, such as "50 mg" or "0 mg".')
@click.option(
    "--date",
    "day",
    metavar="YYYY-MM-DD",
    help="Date of service; today when none is given.",
)
@click.option(
    "--setting", type=click.Choice(SETTINGS), default="office", show_default=True, help="Where the drug was given."
)
@click.option("--single-dose", "kind", flag_value="single-dose", default=None, help="The container is single-dose.")
@click.option("--multi-dose", "kind", flag_value="multi-dose", help="The container is multi-dose.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
def units_command(
    *,
    code: str,
    doses: tuple[str, ...],
    vials: tuple[str, ...],
    discarded: str | None,
    day: str | None,
    setting: str,
    kind: str | None,
    style: str,
) -> int:
    """Turn a dose of CODE into billing units, discarded units and modifier, step by step, without a note.

    Every definition of the code is shown: the article's, where there is one, and CMS's. The dose is taken as a dose of
    the definition's own drug.
    """
    from doccheck.reference.lookup import Reference  # noqa: PLC0415 - only when the command runs

    code = code.strip().upper()
    on = _day(day) or datetime.now(tz=UTC).date()
    reference = Reference.load()
    ledgers = _ledgers(
        reference,
        code,
        [_amount(dose, "--dose") for dose in doses],
        _supply(vials, discarded, kind),
        on=on,
        setting=setting,
    )
    click.echo(
        _as_json(code, on, setting, ledgers) if style == "json" else _as_text(code, on, setting, ledgers), nl=False
    )
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = "--date: a day is written YYYY-MM-DD, such as 2026-03-14"
        raise SettingError(msg) from None


def _amount(text: str, option: str) -> Quantity:
    """Read an amount as a person types it; anything ambiguous is refused rather than guessed.

    Raises:
        QuantityError: It is no single amount of a known unit.
    """
    from doccheck.language.amounts import read_amount  # noqa: PLC0415 - only when the command runs

    match = _AMOUNT.fullmatch(text.strip())
    reading = read_amount(match["number"], match["unit"] or "") if match else None
    if reading is None or reading.exact is None:
        msg = f'{option}: an amount is a number and a unit, such as "350 mg" or "100 units"'
        raise QuantityError(msg)
    return reading.exact


def _supply(vials: Sequence[str], discarded: str | None, kind: str | None) -> Supply:
    from doccheck.case.containers import Supply  # noqa: PLC0415 - only when the command runs
    from doccheck.case.records import Discard, OpenedContainer  # noqa: PLC0415

    opened = []
    for text in vials:
        match = _VIALS.fullmatch(text.strip())
        amount = _amount(match["amount"] if match else text, "--vials")
        opened.append(OpenedContainer(int((match and match["count"]) or 1), amount, kind, ()))
    discards = (Discard(_amount(discarded, "--discarded"), ()),) if discarded is not None else ()
    return Supply(tuple(opened), discards=discards, kinds=frozenset({kind} if kind else ()))


def _ledgers(
    reference: Reference, code: str, doses: Sequence[Quantity], supply: Supply, *, on: date, setting: str
) -> list[Ledger]:
    from doccheck.case.administrations import Administrations  # noqa: PLC0415 - only when the command runs
    from doccheck.case.ledger import build_ledger  # noqa: PLC0415
    from doccheck.case.records import Administration  # noqa: PLC0415

    ledgers = []
    for definition in reference.definitions(code, on):
        given = tuple(Administration(definition.drug, definition.drug, dose, ()) for dose in doses)
        ledgers.append(
            build_ledger(definition, Administrations(given), supply, on=on, setting=setting, reference=reference)
        )
    return ledgers


def _as_json(code: str, on: date, setting: str, ledgers: Sequence[Ledger]) -> str:
    from doccheck.report.json import ledger_data  # noqa: PLC0415 - only when the command runs

    units = []
    for ledger in ledgers:
        data = ledger_data(ledger, deciding=ledger is ledgers[0])
        del data["deciding"]  # nothing is judged here
        data |= {
            "jw_alternative": ledger.jw_alternative,
            "reconciles": ledger.reconciles,
            "container": ledger.container,
            "demand": ledger.demand,
            "waste_reason": ledger.waste_reason,
        }
        units.append(data)
    data = {"code": code, "date": on.isoformat(), "setting": setting, "units": units}
    return json.dumps(data, indent=2) + "\n"


def _as_text(code: str, on: date, setting: str, ledgers: Sequence[Ledger]) -> str:
    lines = [f"{code}  {on.isoformat()}  {setting}"]
    for ledger in ledgers:
        lines += ["", *_block(ledger)]
    return "\n".join(lines) + "\n"


def _block(ledger: Ledger) -> list[str]:
    definition = ledger.definition
    unit = f"{definition.wording} {definition.billing_unit}" if definition.billing_unit else "no amount"
    lines = [f"{definition.authority}: {definition.drug or 'unclassified'}, {unit}"]
    lines += [f"  {step}" for step in ledger.steps]
    if ledger.reason is not None:
        return [*lines, f"  {ledger.status.value.replace('_', ' ')}: {ledger.reason}"]
    if ledger.waste_reason is not None:
        lines.append(f"  unknown: {ledger.waste_reason}")
    if ledger.labelled_units is not None:
        lines.append(f"  labelled content: {format_number(ledger.labelled_units)} units")
    lines.append(f"  line 1: {definition.code} × {ledger.units}{' JZ' if ledger.modifier == 'JZ' else ''}")
    if ledger.modifier == "JW":
        lines.append(f"  line 2: {definition.code} × {ledger.jw_units} JW")
    return lines
