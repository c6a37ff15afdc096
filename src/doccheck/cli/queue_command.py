"""``doccheck queue``: work the review queue in a terminal, and serve it to browsers.

Whoever can read the queue's key file acts here under the name of ``--as``, by default their own user name; an account
of that name that is disabled or may only read is refused what it may not do.
"""

from __future__ import annotations

import click

from doccheck.cli import queue_keep, queue_lead, queue_users, queue_work
from doccheck.errors import QueueError

__all__ = ["queue_group"]


_EXTRAS = {
    **dict.fromkeys(("alembic", "cryptography", "sqlalchemy"), "queue"),
    **dict.fromkeys(("argon2", "fastapi", "jinja2", "python_multipart", "starlette", "uvicorn"), "web"),
    "psycopg": "postgres",
}


class _QueueGroup(click.Group):
    """The group; a package that is not installed is answered with the extra that brings it."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            extra = _EXTRAS.get((error.name or "").partition(".")[0])
            if extra is None:
                raise
            msg = f"this needs the extra {extra!r}: pip install 'doccheck[{extra}]'"
            raise QueueError(msg) from None


@click.group("queue", cls=_QueueGroup, context_settings={"help_option_names": ["-h", "--help"]})
def queue_group() -> None:
    """Work the review queue: what the machine could not decide, people decide here."""


for _command in (
    queue_work.list_command,
    queue_work.show_command,
    queue_work.next_command,
    queue_work.decide_command,
    queue_lead.assign_command,
    queue_lead.undo_bulk_command,
    queue_lead.export_command,
    queue_lead.import_command,
    queue_lead.stats_command,
    queue_lead.verify_command,
    queue_keep.purge_command,
    queue_keep.backup_command,
    queue_keep.rotate_command,
    queue_keep.serve_command,
    queue_users.user_group,
):
    queue_group.add_command(_command)
