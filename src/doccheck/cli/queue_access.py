"""What every command of the queue needs: the open store, the person's name, the filter options."""

from __future__ import annotations

import getpass
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from doccheck.errors import QueueAccessError, QueueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doccheck.review.filters import Filter
    from doccheck.review.store import Store

__all__ = ["actor_name", "actor_option", "filter_of", "filter_options", "may_act", "opened", "print_json"]


@contextmanager
def opened() -> Iterator[Store]:
    """Open the queue for a command and close it after.

    Raises:
        QueueError: The extra ``queue`` is not installed.
    """
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


def actor_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--as NAME``."""
    return click.option("--as", "actor", metavar="NAME", envvar="DOCCHECK_USER", help="Act under this name.")(command)


def actor_name(given: str | None) -> str:
    """Return the name to act under: ``given``, else the user's own."""
    from doccheck.review.accounts import check_name  # noqa: PLC0415 - as above

    name = given or _user_name()
    return check_name(name.lower())


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


def may_act(store: Store, name: str, *, decide: bool = False, lead: bool = False) -> str:
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


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each part of the list's filter."""
    for name, words in reversed(_FILTERS):
        command = click.option(f"--{name}", default=None, help=words)(command)
    return command


def filter_of(given: dict[str, Any], **defaults: str) -> Filter:
    """Return the filter that the options name, over ``defaults``."""
    from doccheck.review.filters import Filter  # noqa: PLC0415 - as above

    names = [name for name, _ in _FILTERS]
    return Filter.parse({**defaults, **{name: str(given[name]) for name in names if given.get(name) is not None}})


def print_json(data: object) -> None:
    """Print ``data`` as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
