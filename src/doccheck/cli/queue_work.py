"""The commands of a reviewer: list, show, next, decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from doccheck.cli.queue_access import actor_name, actor_option, filter_of, filter_options, may_act, opened, print_json
from doccheck.errors import QueueError

if TYPE_CHECKING:
    from doccheck.review.store import Store

__all__ = ["decide_command", "list_command", "next_command", "show_command"]


@click.command("list")
@filter_options
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="At most this many.")
@click.option("--after", default="", help="Where the page before ended.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_command(limit: int, after: str, form: str, **given: object) -> None:
    """List items, the dearest and least certain first."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.listing import facets, page  # noqa: PLC0415 - as above

    wanted = filter_of(given, after=after)
    with opened() as store, store.read() as connection:
        found = page(store, connection, wanted, limit)
        counts = facets(store, connection, wanted)
    if form == "json":
        print_json(
            {
                "items": [queue_text.entry_data(entry) for entry in found.entries],
                "total": {"count": counts.total.count, "dollars": queue_text.dollars(counts.total.cents)},
                "after": found.after or None,
            }
        )
    else:
        click.echo(queue_text.table(found, counts), nl=False)


@click.command("show")
@click.argument("number", type=int)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@actor_option
def show_command(number: int, form: str, actor: str | None) -> None:
    """Show one item: its note, what was found, what was decided. Looking is an event of the audit trail."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.show import open_item, trail  # noqa: PLC0415 - as above

    with opened() as store:
        name = may_act(store, actor_name(actor))
        with store.read() as connection:
            view = open_item(store, connection, number, name)
            events = trail(connection, number)
        with store.write() as connection:
            store.record(connection, name, "view", number, revision=view.row.revision)
    if form == "json":
        print_json(queue_text.view_data(view, events))
    else:
        click.echo(queue_text.item_text(view), nl=False)


@click.command("next")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--count", type=click.IntRange(1, 100), default=1, show_default=True, help="Claim this many.")
@actor_option
def next_command(form: str, count: int, actor: str | None) -> None:
    """Claim the next item in the order of work and show it."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.claims import claim_next  # noqa: PLC0415 - as above
    from doccheck.review.show import open_item  # noqa: PLC0415 - as above

    with opened() as store:
        name = may_act(store, actor_name(actor), decide=True)
        leases = claim_next(store, name, count=count)
        for lease in leases:
            with store.read() as connection:
                view = open_item(store, connection, lease.item, name)
            if form == "json":
                print_json(queue_text.view_data(view, ()))
            else:
                click.echo(queue_text.item_text(view), nl=False)
        if not leases:
            click.echo("There is nothing left for you to review.", err=True)


@click.command("decide")
@click.argument("number", type=int)
@click.argument("action", type=click.Choice(["accept", "override", "cannot_tell", "escalate", "undo", "release"]))
@click.option(
    "--point", default="note", show_default=True, help="Point: its key, its rule, or note for the whole note."
)
@click.option("--value", default=None, help="For an override: what is right instead.")
@click.option("--reason", default=None, help="For an override: why.")
@click.option("--comment", default="", help="Free text, stored encrypted.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@actor_option
def decide_command(
    number: int,
    action: str,
    point: str,
    value: str | None,
    reason: str | None,
    comment: str,
    form: str,
    actor: str | None,
) -> None:
    """Decide a point or the whole note. The decision on the note ends the review."""
    from doccheck.review.choices import Choice  # noqa: PLC0415 - as above
    from doccheck.review.claims import claim_item  # noqa: PLC0415 - as above
    from doccheck.review.decisions import decide, undo  # noqa: PLC0415 - as above
    from doccheck.review.leases import release  # noqa: PLC0415 - as above

    with opened() as store:
        name = may_act(store, actor_name(actor), decide=True)
        if action == "undo":
            taken = undo(store, number, name)
            click.echo(f"Item {number}: your decision on {taken} is taken back.")
            return
        lease = claim_item(store, number, name)
        if action == "release":
            release(store, lease, name)
            click.echo(f"Item {number} is back in the queue.")
            return
        choice = Choice(_point(store, number, name, point), action, value, reason, comment)
        outcome = decide(store, lease, name, choice, version=lease.version)
    if form == "json":
        print_json({"item": number, "state": outcome.state, "verdict": outcome.verdict, "finished": outcome.finished})
    else:
        click.echo(f"Item {number}: {action} on {choice.point}; {outcome.state}; from it follows {outcome.verdict}.")


def _point(store: Store, number: int, name: str, given: str) -> str:
    """Return the key of the point that ``given`` names: its key, or a rule or requirement that stands there once."""
    from doccheck.review.show import open_item  # noqa: PLC0415 - as above

    with store.read() as connection:
        points = open_item(store, connection, number, name).points
    if given == "note" or given in {one.key for one in points}:
        return given
    keys = [one.key for one in points if given in {one.rule, one.rule.partition(".")[2]}]
    if len(keys) != 1:
        msg = f"item {number} has {'no' if not keys else 'more than one'} point {given!r}; its points: " + ", ".join(
            one.key for one in points
        )
        raise QueueError(msg)
    return keys[0]
