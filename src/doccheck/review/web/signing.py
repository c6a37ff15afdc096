"""Who somebody is: sessions kept on the server. The cookie is random, the database knows only its keyed hash."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from doccheck.review import clock
from doccheck.review.accounts import Account
from doccheck.review.tables import account, session

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doccheck.review.store import Store

__all__ = ["COOKIE", "Signed", "begin", "end", "find", "right_token", "touch"]

COOKIE = "doccheck"
_REMEMBER = 7 * clock.DAY  # an expired session is remembered so long: what is typed in its pages is not lost
_TOUCH_EVERY = clock.MINUTE


@dataclass(frozen=True, slots=True)
class Signed:
    """A session: whose it is, its CSRF token, and whether it is still good."""

    account: Account
    csrf: str
    mac: str
    live: bool
    seen: int


def begin(store: Store, name: str, before: str | None) -> str:
    """Begin a session for ``name`` in place of the one before and return the cookie's value."""
    value = secrets.token_urlsafe(32)
    now = store.clock()
    with store.write() as connection:
        connection.execute(delete(session).where(session.c.created < now - _REMEMBER))
        if before:
            connection.execute(delete(session).where(session.c.token_mac == store.vault.mac("session", before)))
        connection.execute(
            insert(session).values(
                token_mac=store.vault.mac("session", value),
                account=name,
                csrf=secrets.token_urlsafe(24),
                created=now,
                seen=now,
            )
        )
    return value


def find(store: Store, connection: Connection, value: str | None) -> Signed | None:
    """Return the session of a cookie, live or not; ``None`` when there is none or its account is closed."""
    if not value:
        return None
    mac = store.vault.mac("session", value)
    row = connection.execute(
        select(session, account.c.role, account.c.disabled, account.c.keys_on, account.c.theme)
        .join(account, account.c.name == session.c.account)
        .where(session.c.token_mac == mac)
    ).first()
    if row is None or row.disabled:
        return None
    now = store.clock()
    idle = now - row.seen > store.policy.idle_minutes * clock.MINUTE
    old = now - row.created > store.policy.session_hours * clock.HOUR
    who = Account(row.account, row.role, row.disabled, row.keys_on, row.theme)
    return Signed(who, row.csrf, mac, live=not (idle or old), seen=row.seen)


def touch(store: Store, signed: Signed) -> None:
    """Note that the session is in use; at most once a minute, so that reading pages writes nothing."""
    now = store.clock()
    if now - signed.seen >= _TOUCH_EVERY:
        with store.write() as connection:
            connection.execute(update(session).where(session.c.token_mac == signed.mac).values(seen=now))


def end(store: Store, signed: Signed) -> None:
    """End a session."""
    with store.write() as connection:
        connection.execute(delete(session).where(session.c.token_mac == signed.mac))
        store.record(connection, signed.account.name, "sign-out")


def right_token(signed: Signed, given: str | None) -> bool:
    """Whether ``given`` is the session's CSRF token, compared in constant time."""
    return hmac.compare_digest(signed.csrf, given or "")
