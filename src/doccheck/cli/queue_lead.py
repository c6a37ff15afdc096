"""The commands of a lead: assign, undo-bulk, export, import, stats, verify."""

from __future__ import annotations

import click

from doccheck.cli.queue_access import actor_name, actor_option, filter_of, filter_options, may_act, opened, print_json
from doccheck.errors import QueueError

__all__ = ["assign_command", "export_command", "import_command", "stats_command", "undo_bulk_command", "verify_command"]


@click.command("assign")
@click.argument("person")
@filter_options
@click.option("--number", "numbers", type=int, multiple=True, help="Assign this item (repeatable) instead of a filter.")
@click.option("--yes", is_flag=True, help="Do it; without it the count is shown only.")
@actor_option
def assign_command(person: str, numbers: tuple[int, ...], yes: bool, actor: str | None, **given: object) -> None:  # noqa: FBT001
    """Assign what a filter finds to PERSON (an account), or to nobody with -."""
    from doccheck.review import bulk  # noqa: PLC0415 - as above

    filters = [filter_of({**given, "q": str(number), "state": "work"}) for number in numbers] or [filter_of(given)]
    with opened() as store:
        name = may_act(store, actor_name(actor), lead=True)
        for wanted in filters:
            seen = bulk.preview(store, wanted, "assign")
            if not (yes or numbers):
                click.echo(f"{seen.count} items would be assigned; give --yes to do it.")
                continue
            done = bulk.run(store, wanted, "assign", None if person == "-" else person, name, expected=seen.count)
            click.echo(f"{done.count} item{'' if done.count == 1 else 's'} assigned (bulk action {done.number}).")


@click.command("undo-bulk")
@click.argument("number", type=int)
@actor_option
def undo_bulk_command(number: int, actor: str | None) -> None:
    """Take a bulk action back, where nobody changed the item since."""
    from doccheck.review import bulk  # noqa: PLC0415 - as above

    with opened() as store:
        click.echo(f"{bulk.undo(store, number, may_act(store, actor_name(actor), lead=True))} items are as before.")


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "jsonl", "parquet", "labelstudio", "fhir"]),
    default="jsonl",
    show_default=True,
)
@click.option("-o", "--output", default=None, metavar="FILE", help="Write here instead of to standard output.")
@click.option("--include-phi", is_flag=True, help="Let words of notes, comments and dates leave too.")
@filter_options
@actor_option
def export_command(form: str, output: str | None, include_phi: bool, actor: str | None, **given: object) -> None:  # noqa: FBT001
    """Export items and decisions. All states by default; words of notes only with --include-phi."""
    from doccheck.cli.queue_text import write_bytes  # noqa: PLC0415 - as above
    from doccheck.review.export import export  # noqa: PLC0415 - as above

    if output is None and form in {"xlsx", "parquet"}:
        msg = f"{form} is no text: give a file with -o"
        raise QueueError(msg)
    with opened() as store:
        name = may_act(store, actor_name(actor))
        data = export(
            store,
            form,
            filter_of({"state": "all", **{k: v for k, v in given.items() if v is not None}}),
            name,
            include_phi=include_phi,
        )
    write_bytes(data, output)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "labelstudio"]), default="jsonl", show_default=True
)
@actor_option
def import_command(file: str, form: str, actor: str | None) -> None:
    """Bring decisions made elsewhere back in; what is here already changes nothing."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from doccheck.review.incoming import bring_in, read_decisions  # noqa: PLC0415 - as above

    with opened() as store:
        result = bring_in(
            store, read_decisions(Path(file).read_bytes(), form), may_act(store, actor_name(actor), lead=True)
        )
    click.echo(f"{result.added} decisions added, {result.same} were here already, {len(result.refused)} refused.")
    for reason in result.refused:
        click.echo(f"  {reason}", err=True)
    if result.refused:
        raise click.exceptions.Exit(3)


@click.command("stats")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats_command(form: str) -> None:
    """Show the figures of the dashboard."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.statistics import figures  # noqa: PLC0415 - as above

    with opened() as store, store.read() as connection:
        found = figures(store, connection)
    if form == "json":
        print_json(queue_text.figures_data(found))
    else:
        click.echo(queue_text.figures_text(found), nl=False)


@click.command("verify")
@click.option(
    "--anchor", "anchors", multiple=True, metavar="SEQ:HEX", help="A link written down elsewhere (repeatable)."
)
def verify_command(anchors: tuple[str, ...]) -> None:
    """Follow the audit chain and say whether anything was changed, deleted or cut off. Ends with 1 when it was."""
    from doccheck.review import audit  # noqa: PLC0415 - as above

    with opened() as store:
        kept = audit.read_anchor(store.anchor) if store.anchor else None
        links = [*([kept] if kept else []), *(audit.parse_anchor(text) for text in anchors)]
        with store.read() as connection:
            result = audit.verify(connection, store.vault.chain, tuple(links))
            newest = audit.head(connection)
    if isinstance(result, audit.Broken):
        click.echo(f"The audit trail does not hold at event {result.seq}: {result.why}.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"The audit trail holds: {result:,} events. Newest link: {newest.seq}:{newest.mac.hex()}")
