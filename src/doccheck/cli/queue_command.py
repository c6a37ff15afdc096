"""``doccheck queue``: work the review queue in a terminal, and serve it to browsers.

Whoever can read the queue's key file acts here under the name of ``--as``, by default their own user name; an account
of that name that is disabled or may only read is refused what it may not do.
"""

from __future__ import annotations

import click

from doccheck.cli import queue_keep, queue_lead, queue_users, queue_work

__all__ = ["queue_group"]


@click.group("queue", context_settings={"help_option_names": ["-h", "--help"]})
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
