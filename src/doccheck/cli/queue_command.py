"""``doccheck queue``: work the review queue in a terminal, and serve it to browsers.

Whoever can read the queue's key file acts here under the name of ``--as``, by default their own user name; an account
of that name that is disabled or may only read is refused what it may not do.
"""

from __future__ import annotations

import getpass
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from doccheck.errors import QueueAccessError, QueueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doccheck.review.listing import Filter
    from doccheck.review.store import Store

__all__ = ["queue_group"]


@click.group("queue", context_settings={"help_option_names": ["-h", "--help"]})
def queue_group() -> None:
    """Work the review queue: what the machine could not decide, people decide here."""


@contextmanager
def _opened() -> Iterator[Store]:
    try:
        from doccheck.review.store import open_store  # noqa: PLC0415 - the extra 'queue' may not be installed
    except ImportError:
        msg = "the review queue needs the extra 'queue': pip install 'doccheck[queue]'"
        raise QueueError(msg) from None
    store = open_store()
    try:
        yield store
    finally:
        store.close()


def _actor_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--as", "actor", metavar="NAME", envvar="DOCCHECK_USER", help="Act under this name.")(command)


def _actor(given: str | None) -> str:
    from doccheck.review.accounts import check_name  # noqa: PLC0415 - as above

    name = given or _user_name()
    return check_name(name.lower())


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


def _may(store: Store, name: str, *, decide: bool = False, lead: bool = False) -> str:
    """Return ``name`` unless an account of that name forbids what is asked."""
    from doccheck.review.accounts import find_account  # noqa: PLC0415 - as above

    with store.read() as connection:
        known = find_account(connection, name)
    if known is not None and (known.disabled or (decide and not known.decides) or (lead and not known.leads)):
        msg = f"the account {name!r} may not do that"
        raise QueueAccessError(msg)
    return name


_FILTERS: tuple[tuple[str, str], ...] = (
    ("state", "open, second, adjudication, escalated, done, passed, closed; work (all unfinished) or all."),
    ("code", "HCPCS code."),
    ("verdict", "The machine's verdict."),
    ("rule", "Main reason: a rule or requirement id."),
    ("assignee", "Account name, or - for nobody."),
    ("specialty", "Specialty."),
    ("payer", "Payer."),
    ("older", "Came in longer ago than a day, week or month."),
    ("q", "A number, code, drug or rule, or the exact name of a note."),
    ("sort", "risk, dollars, oldest or due."),
)


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, words in reversed(_FILTERS):
        command = click.option(f"--{name}", default=None, help=words)(command)
    return command


def _filter(given: dict[str, Any], **defaults: str) -> Filter:
    from doccheck.review.listing import Filter  # noqa: PLC0415 - as above

    names = [name for name, _ in _FILTERS]
    return Filter.parse({**defaults, **{name: str(given[name]) for name in names if given.get(name) is not None}})


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


@queue_group.command("list")
@_filter_options
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="At most this many.")
@click.option("--after", default="", help="Where the page before ended.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_command(limit: int, after: str, form: str, **given: Any) -> None:
    """List items, the dearest and least certain first."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.listing import facets, page  # noqa: PLC0415 - as above

    wanted = _filter(given, after=after)
    with _opened() as store, store.read() as connection:
        found = page(store, connection, wanted, limit)
        counts = facets(store, connection, wanted)
    if form == "json":
        _print_json(
            {
                "items": [queue_text.entry_data(entry) for entry in found.entries],
                "total": {"count": counts.total.count, "dollars": queue_text.dollars(counts.total.cents)},
                "after": found.after or None,
            }
        )
    else:
        click.echo(queue_text.table(found, counts), nl=False)


@queue_group.command("show")
@click.argument("number", type=int)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_actor_option
def show_command(number: int, form: str, actor: str | None) -> None:
    """Show one item: its note, what was found, what was decided. Looking is an event of the audit trail."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.show import open_item, trail  # noqa: PLC0415 - as above

    with _opened() as store:
        name = _may(store, _actor(actor))
        with store.read() as connection:
            view = open_item(store, connection, number, name)
            events = trail(connection, number)
        with store.write() as connection:
            store.record(connection, name, "view", number, revision=view.row.revision)
    if form == "json":
        _print_json(queue_text.view_data(view, events))
    else:
        click.echo(queue_text.item_text(view), nl=False)


@queue_group.command("next")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--count", type=click.IntRange(1, 100), default=1, show_default=True, help="Claim this many.")
@_actor_option
def next_command(form: str, count: int, actor: str | None) -> None:
    """Claim the next item in the order of work and show it."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.claims import claim_next  # noqa: PLC0415 - as above
    from doccheck.review.show import open_item  # noqa: PLC0415 - as above

    with _opened() as store:
        name = _may(store, _actor(actor), decide=True)
        leases = claim_next(store, name, count=count)
        for lease in leases:
            with store.read() as connection:
                view = open_item(store, connection, lease.item, name)
            if form == "json":
                _print_json(queue_text.view_data(view, ()))
            else:
                click.echo(queue_text.item_text(view), nl=False)
        if not leases:
            click.echo("There is nothing left for you to review.", err=True)


@queue_group.command("decide")
@click.argument("number", type=int)
@click.argument("action", type=click.Choice(["accept", "override", "cannot_tell", "escalate", "undo", "release"]))
@click.option(
    "--point", default="note", show_default=True, help="Point: its key, its rule, or note for the whole note."
)
@click.option("--value", default=None, help="For an override: what is right instead.")
@click.option("--reason", default=None, help="For an override: why.")
@click.option("--comment", default="", help="Free text, stored encrypted.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_actor_option
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
    from doccheck.review.claims import claim_item  # noqa: PLC0415 - as above
    from doccheck.review.decisions import Choice, decide, undo  # noqa: PLC0415 - as above
    from doccheck.review.leases import release  # noqa: PLC0415 - as above

    with _opened() as store:
        name = _may(store, _actor(actor), decide=True)
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
        _print_json({"item": number, "state": outcome.state, "verdict": outcome.verdict, "finished": outcome.finished})
    else:
        click.echo(
            f"Item {number}: {action} on {choice.point}; {outcome.state}; the verdict that follows is {outcome.verdict}."
        )


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


@queue_group.command("assign")
@click.argument("assignee")
@_filter_options
@click.option("--number", "numbers", type=int, multiple=True, help="Assign this item (repeatable) instead of a filter.")
@click.option("--yes", is_flag=True, help="Do it; without it the count is shown only.")
@_actor_option
def assign_command(assignee: str, numbers: tuple[int, ...], yes: bool, actor: str | None, **given: Any) -> None:  # noqa: FBT001
    """Assign what a filter finds to ASSIGNEE (an account), or to nobody with -."""
    from doccheck.review import bulk  # noqa: PLC0415 - as above

    filters = [_filter({**given, "q": str(number), "state": "work"}) for number in numbers] or [_filter(given)]
    with _opened() as store:
        name = _may(store, _actor(actor), lead=True)
        for wanted in filters:
            seen = bulk.preview(store, wanted, "assign")
            if not (yes or numbers):
                click.echo(f"{seen.count} items would be assigned; give --yes to do it.")
                continue
            done = bulk.run(store, wanted, "assign", None if assignee == "-" else assignee, name, expected=seen.count)
            click.echo(f"{done.count} item{'' if done.count == 1 else 's'} assigned (bulk action {done.number}).")


@queue_group.command("undo-bulk")
@click.argument("number", type=int)
@_actor_option
def undo_bulk_command(number: int, actor: str | None) -> None:
    """Take a bulk action back, where nobody changed the item since."""
    from doccheck.review import bulk  # noqa: PLC0415 - as above

    with _opened() as store:
        click.echo(f"{bulk.undo(store, number, _may(store, _actor(actor), lead=True))} items are as before.")


@queue_group.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "jsonl", "parquet", "labelstudio", "fhir"]),
    default="jsonl",
    show_default=True,
)
@click.option("-o", "--output", default=None, metavar="FILE", help="Write here instead of to standard output.")
@click.option("--include-phi", is_flag=True, help="Let words of notes, comments and dates leave too.")
@_filter_options
@_actor_option
def export_command(form: str, output: str | None, include_phi: bool, actor: str | None, **given: Any) -> None:  # noqa: FBT001
    """Export items and decisions. All states by default; words of notes only with --include-phi."""
    from doccheck.cli.queue_text import write_bytes  # noqa: PLC0415 - as above
    from doccheck.review.export import export  # noqa: PLC0415 - as above

    if output is None and form in {"xlsx", "parquet"}:
        msg = f"{form} is no text: give a file with -o"
        raise QueueError(msg)
    with _opened() as store:
        name = _may(store, _actor(actor))
        data = export(
            store,
            form,
            _filter({"state": "all", **{k: v for k, v in given.items() if v is not None}}),
            name,
            include_phi=include_phi,
        )
    write_bytes(data, output)


@queue_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "labelstudio"]), default="jsonl", show_default=True
)
@_actor_option
def import_command(file: str, form: str, actor: str | None) -> None:
    """Bring decisions made elsewhere back in; what is here already changes nothing."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from doccheck.review.incoming import bring_in, read_decisions  # noqa: PLC0415 - as above

    with _opened() as store:
        result = bring_in(store, read_decisions(Path(file).read_bytes(), form), _may(store, _actor(actor), lead=True))
    click.echo(f"{result.added} decisions added, {result.same} were here already, {len(result.refused)} refused.")
    for reason in result.refused:
        click.echo(f"  {reason}", err=True)
    if result.refused:
        raise click.exceptions.Exit(3)


@queue_group.command("stats")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats_command(form: str) -> None:
    """Show the figures of the dashboard."""
    from doccheck.cli import queue_text  # noqa: PLC0415 - as above
    from doccheck.review.statistics import figures  # noqa: PLC0415 - as above

    with _opened() as store, store.read() as connection:
        found = figures(store, connection)
    if form == "json":
        _print_json(queue_text.figures_data(found))
    else:
        click.echo(queue_text.figures_text(found), nl=False)


@queue_group.command("verify")
@click.option(
    "--anchor", "anchors", multiple=True, metavar="SEQ:HEX", help="A link written down elsewhere (repeatable)."
)
def verify_command(anchors: tuple[str, ...]) -> None:
    """Follow the audit chain and say whether anything was changed, deleted or cut off. Ends with 1 when it was."""
    from doccheck.review import audit  # noqa: PLC0415 - as above

    with _opened() as store:
        links = [
            anchor for anchor in (audit.read_anchor(store.anchor) if store.anchor else None,) if anchor is not None
        ]
        for text in anchors:
            links.append(audit.parse_anchor(text))
        with store.read() as connection:
            result = audit.verify(connection, store.vault.chain, tuple(links))
            newest = audit.head(connection)
    if isinstance(result, audit.Broken):
        click.echo(f"The audit trail does not hold at event {result.seq}: {result.why}.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"The audit trail holds: {result:,} events. Newest link: {newest.seq}:{newest.mac.hex()}")


@queue_group.command("purge")
@click.option("--number", "numbers", type=int, multiple=True, help="Purge this item's note now (repeatable).")
@click.option("--yes", is_flag=True, help="Do it; without it the count is shown only.")
@_actor_option
def purge_command(numbers: tuple[int, ...], yes: bool, actor: str | None) -> None:  # noqa: FBT001
    """Make notes of items closed long enough ago (queue.toml: retain_note_days) unreadable for good."""
    from doccheck.review.retention import due_for_purge, purge  # noqa: PLC0415 - as above

    with _opened() as store:
        name = _may(store, _actor(actor), lead=True)
        if not yes:
            with store.read() as connection:
                due = due_for_purge(store, connection, list(numbers) or None)
            click.echo(f"{len(due)} notes would be purged; give --yes to do it.")
            return
        done = purge(store, name, list(numbers) or None)
    click.echo(f"{done.notes} notes and {done.reports} reports are unreadable now.")


@queue_group.command("backup")
@click.argument("file")
@_actor_option
def backup_command(file: str, actor: str | None) -> None:
    """Copy the SQLite database, while it is in use, to FILE. The key is not in it: keep that apart."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from doccheck.review.retention import backup  # noqa: PLC0415 - as above

    with _opened() as store:
        backup(store, Path(file), _may(store, _actor(actor)))
    click.echo(f"Written: {file}", err=True)


@queue_group.command("rotate-key")
@click.argument("file")
@_actor_option
def rotate_command(file: str, actor: str | None) -> None:
    """Wrap all keys anew under the key in FILE, made when it is not there. Then set DOCCHECK_KEK_FILE to it."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from doccheck.review.keys import new_key_file, read_key_file  # noqa: PLC0415 - as above
    from doccheck.review.retention import rotate_key  # noqa: PLC0415 - as above

    if not Path(file).exists():
        new_key_file(Path(file))
    with _opened() as store:
        count = rotate_key(store, read_key_file(Path(file)), _may(store, _actor(actor), lead=True))
    click.echo(f"{count} note keys are wrapped anew. Set DOCCHECK_KEK_FILE={file} from now on.")


@queue_group.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8756, show_default=True)
@click.option("--allow-host", "hosts", multiple=True, help="Host name that browsers use (repeatable).")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front speaks TLS; cookies are marked secure.")
@click.option("--tls-cert", default=None, metavar="FILE", help="Certificate, to speak TLS itself.")
@click.option("--tls-key", default=None, metavar="FILE", help="Key of the certificate.")
def serve_command(
    host: str,
    port: int,
    hosts: tuple[str, ...],
    behind_proxy: bool,
    tls_cert: str | None,
    tls_key: str | None,
) -> None:
    """Serve the queue to browsers. Listens on this machine only unless told otherwise."""
    try:
        from doccheck.review.web.server import serve  # noqa: PLC0415 - the extra 'web' may not be installed
    except ImportError:
        msg = "serving needs the extra 'web': pip install 'doccheck[web]'"
        raise QueueError(msg) from None
    with _opened() as store:
        serve(store, host=host, port=port, hosts=hosts, behind_proxy=behind_proxy, certificate=tls_cert, key=tls_key)


@queue_group.group("user")
def user_group() -> None:
    """Manage accounts of the web pages and the HTTP interface."""


def _password(given: bool) -> str:  # noqa: FBT001
    if given:
        return click.get_text_stream("stdin").readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@user_group.command("add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(["reviewer", "lead", "auditor", "admin"]), default="reviewer", show_default=True
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
@click.option("--no-password", is_flag=True, help="For tokens and the command line only.")
@_actor_option
def user_add_command(name: str, role: str, password_stdin: bool, no_password: bool, actor: str | None) -> None:  # noqa: FBT001
    """Add the account NAME. The first admin is made here."""
    from doccheck.review.accounts import add_account  # noqa: PLC0415 - as above

    with _opened() as store:
        add_account(store, name, role, None if no_password else _password(password_stdin), _actor(actor))
    click.echo(f"Account {name} ({role}) is there.")


@user_group.command("change")
@click.argument("name")
@click.option("--role", type=click.Choice(["reviewer", "lead", "auditor", "admin"]), default=None)
@click.option("--disable/--enable", default=None, help="Close or open the account.")
@click.option("--password", "new_password", is_flag=True, help="Set a new password.")
@click.option("--password-stdin", is_flag=True, help="Read it from the first line of standard input.")
@_actor_option
def user_change_command(
    name: str,
    role: str | None,
    disable: bool | None,
    new_password: bool,
    password_stdin: bool,
    actor: str | None,
) -> None:
    """Change role, standing or password of NAME; its sessions end."""
    from doccheck.review.accounts import change_account  # noqa: PLC0415 - as above

    password = _password(password_stdin) if new_password or password_stdin else None
    with _opened() as store:
        change_account(store, name, _actor(actor), role=role, disabled=disable, password=password)
    click.echo(f"Account {name} is changed.")


@user_group.command("list")
def user_list_command() -> None:
    """List accounts."""
    from doccheck.review.accounts import all_accounts  # noqa: PLC0415 - as above

    with _opened() as store, store.read() as connection:
        for one in all_accounts(connection):
            click.echo(f"{one.name:<24} {one.role:<9}{' disabled' if one.disabled else ''}")


@user_group.command("token")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@_actor_option
def user_token_command(name: str, days: int, actor: str | None) -> None:
    """Print a new bearer token of NAME for the HTTP interface. It is shown once."""
    from doccheck.review.accounts import issue_token  # noqa: PLC0415 - as above

    with _opened() as store:
        click.echo(issue_token(store, name, _actor(actor), days))
