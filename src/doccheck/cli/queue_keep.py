"""The commands of whoever keeps the queue running: purge, backup, rotate-key, serve."""

from __future__ import annotations

import click

from doccheck.cli.queue_access import actor_name, actor_option, may_act, opened
from doccheck.errors import QueueError

__all__ = ["backup_command", "purge_command", "rotate_command", "serve_command"]


@click.command("purge")
@click.option("--number", "numbers", type=int, multiple=True, help="Purge this item's note now (repeatable).")
@click.option("--yes", is_flag=True, help="Do it; without it the count is shown only.")
@actor_option
def purge_command(numbers: tuple[int, ...], yes: bool, actor: str | None) -> None:  # noqa: FBT001
    """Make notes of items closed long enough ago unreadable for good; remove old items and events of the trail.

    How long each is kept stands in queue.toml: retain_note_days, retain_result_days, retain_audit_years.
    """
    from doccheck.review.outdated import outdated  # noqa: PLC0415 - as above
    from doccheck.review.retention import due_for_purge, purge  # noqa: PLC0415 - as above

    with opened() as store:
        name = may_act(store, actor_name(actor), lead=True)
        if not yes:
            with store.read() as connection:
                due = due_for_purge(store, connection, list(numbers) or None)
                old = None if numbers else outdated(store, connection)
            more = _removed(len(old.items), old.events, "would be removed") if old else ""
            click.echo(f"{len(due)} notes would be purged{more}; give --yes to do it.")
            return
        done = purge(store, name, list(numbers) or None)
    more = _removed(done.items, done.events, "are removed")
    click.echo(f"{done.notes} notes and {done.reports} reports are unreadable now{more}.")


def _removed(items: int, events: int, verb: str) -> str:
    return f"; {items} items and {events} events of the trail {verb}" if items or events else ""


@click.command("backup")
@click.argument("file")
@actor_option
def backup_command(file: str, actor: str | None) -> None:
    """Copy the SQLite database, while it is in use, to FILE. The key is not in it: keep that apart."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from doccheck.review.retention import backup  # noqa: PLC0415 - as above

    with opened() as store:
        backup(store, Path(file), may_act(store, actor_name(actor)))
    click.echo(f"Written: {file}", err=True)


@click.command("rotate-key")
@click.argument("file")
@actor_option
def rotate_command(file: str, actor: str | None) -> None:
    """Wrap all keys anew under the key in FILE, made when it is not there. Then set DOCCHECK_KEK_FILE to it."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from doccheck.review.keys import new_key_file, read_key_file  # noqa: PLC0415 - as above
    from doccheck.review.retention import rotate_key  # noqa: PLC0415 - as above

    if not Path(file).exists():
        new_key_file(Path(file))
    with opened() as store:
        count = rotate_key(store, read_key_file(Path(file)), may_act(store, actor_name(actor), lead=True))
    click.echo(f"{count} note keys are wrapped anew. Set DOCCHECK_KEK_FILE={file} from now on.")


@click.command("serve")
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
    behind_proxy: bool,  # noqa: FBT001 - click passes options by name
    tls_cert: str | None,
    tls_key: str | None,
) -> None:
    """Serve the queue to browsers. Listens on this machine only unless told otherwise."""
    try:
        from doccheck.review.web.server import serve  # noqa: PLC0415 - the extra 'web' may not be installed
    except ImportError:
        msg = "serving needs the extra 'web': pip install 'doccheck[web]'"
        raise QueueError(msg) from None
    with opened() as store:
        serve(store, host=host, port=port, hosts=hosts, behind_proxy=behind_proxy, certificate=tls_cert, key=tls_key)
