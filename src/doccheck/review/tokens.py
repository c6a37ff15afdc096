"""Bearer tokens of the HTTP interface; the database knows only their keyed hash."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from doccheck.errors import QueueError
from doccheck.review.accounts import COLUMNS, Account, find_account
from doccheck.review.clock import DAY
from doccheck.review.tables import account, token

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doccheck.review.store import Store

__all__ = ["issue_token", "token_account"]


def issue_token(store: Store, name: str, actor: str, days: int = 90) -> str:
    """Return a new bearer token for the HTTP interface; only its hash is kept.

    Raises:
        QueueError: There is no such account.
    """
    made = secrets.token_urlsafe(32)
    with store.write() as connection:
        if find_account(connection, name) is None:
            msg = f"there is no account {name!r}"
            raise QueueError(msg)
        now = store.clock()
        connection.execute(
            insert(token).values(
                token_mac=store.vault.mac("token", made), account=name, created=now, expires=now + days * DAY
            )
        )
        store.record(connection, actor, "token-issued", account=name, days=days)
    return made


def token_account(store: Store, connection: Connection, given: str) -> Account | None:
    """Return the account of a bearer token that is still good."""
    row = connection.execute(
        select(*COLUMNS)
        .join(token, token.c.account == account.c.name)
        .where(
            token.c.token_mac == store.vault.mac("token", given), token.c.expires > store.clock(), ~account.c.disabled
        )
    ).first()
    return None if row is None else Account(*row)
