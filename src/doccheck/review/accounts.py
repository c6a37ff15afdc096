"""Who may use the web pages and the HTTP interface, and what each role may do."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from doccheck.errors import QueueAccessError, QueueError
from doccheck.review.clock import MINUTE
from doccheck.review.tables import account, session, token

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from sqlalchemy import Connection

    from doccheck.review.store import Store

__all__ = [
    "COLUMNS",
    "ROLES",
    "Account",
    "add_account",
    "all_accounts",
    "change_account",
    "check_name",
    "find_account",
    "sign_in",
]

ROLES = {
    "reviewer": "works items",
    "lead": "also assigns, settles, exports and sees the figures",
    "auditor": "reads everything, changes nothing",
    "admin": "also manages accounts and purges",
}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,58}[a-z0-9]|[a-z0-9]")
_SHORTEST = 12
_TRIES = 5
_LOCK = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account."""

    name: str
    role: str
    disabled: bool
    keys_on: bool
    theme: str

    @property
    def decides(self) -> bool:
        """Whether they work items."""
        return self.role in {"reviewer", "lead", "admin"}

    @property
    def leads(self) -> bool:
        """Whether they assign, settle and take over."""
        return self.role in {"lead", "admin"}

    @property
    def reads_all(self) -> bool:
        """Whether they see trail, figures and exports."""
        return self.role in {"lead", "auditor", "admin"}


COLUMNS = (account.c.name, account.c.role, account.c.disabled, account.c.keys_on, account.c.theme)
"""The columns that make an :class:`Account`, in its order."""


def check_name(name: str) -> str:
    """Return ``name`` when an account may be called so.

    Raises:
        QueueError: It has other characters; names stand in the audit trail and in file names.
    """
    if not _NAME.fullmatch(name):
        msg = "a name has lower-case letters, digits, dots, hyphens and underscores, at most 60"
        raise QueueError(msg)
    return name


def add_account(store: Store, name: str, role: str, password: str | None, actor: str) -> None:
    """Add an account; without a password it can only be used by command line and token.

    Raises:
        QueueError: The name is taken or no name, the role is none, or the password is too short.
    """
    check_name(name)
    if role not in ROLES:
        msg = f"a role is one of: {', '.join(ROLES)}"
        raise QueueError(msg)
    hashed = None if password is None else _hashed(password)
    try:
        with store.write() as connection:
            connection.execute(
                insert(account).values(
                    name=name,
                    role=role,
                    password=hashed,
                    disabled=False,
                    failures=0,
                    locked_until=0,
                    keys_on=True,
                    theme="auto",
                    created=store.clock(),
                )
            )
            store.record(connection, actor, "account-added", account=name, role=role)
    except IntegrityError:
        msg = f"there is an account {name!r} already"
        raise QueueError(msg) from None


def change_account(
    store: Store,
    name: str,
    actor: str,
    *,
    role: str | None = None,
    disabled: bool | None = None,
    password: str | None = None,
) -> None:
    """Change role, password or standing of an account and end its sessions.

    Raises:
        QueueError: There is no such account or role, or it is the last admin who can sign in.
    """
    values: dict[str, str | bool | int] = {}
    if role is not None:
        if role not in ROLES:
            msg = f"a role is one of: {', '.join(ROLES)}"
            raise QueueError(msg)
        values["role"] = role
    if disabled is not None:
        values["disabled"] = disabled
    if password is not None:
        values |= {"password": _hashed(password), "failures": 0, "locked_until": 0}
    with store.write() as connection:
        known = find_account(connection, name)
        if known is None:
            msg = f"there is no account {name!r}"
            raise QueueError(msg)
        if known.role == "admin" and (disabled or role not in {None, "admin"}) and _admins(connection) == 1:
            msg = f"{name!r} is the last admin; make another one first"
            raise QueueError(msg)
        connection.execute(update(account).where(account.c.name == name).values(**values))
        connection.execute(delete(session).where(session.c.account == name))
        if disabled:
            connection.execute(delete(token).where(token.c.account == name))
        store.record(
            connection,
            actor,
            "account-changed",
            account=name,
            password=password is not None,
            role=role,
            disabled=disabled,
        )


def find_account(connection: Connection, name: str) -> Account | None:
    """Return the account called ``name``."""
    row = connection.execute(select(*COLUMNS).where(account.c.name == name)).first()
    return None if row is None else Account(*row)


def all_accounts(connection: Connection) -> tuple[Account, ...]:
    """Return every account by name."""
    return tuple(Account(*row) for row in connection.execute(select(*COLUMNS).order_by(account.c.name)))


def sign_in(store: Store, name: str, password: str) -> Account:
    """Return the account when the password is right; five wrong ones lock it for a quarter of an hour.

    The same time is spent and the same sentence said whether the name, the password or the lock is to blame.

    Raises:
        QueueAccessError: It is not, or the account is locked or disabled.
    """
    refused = QueueAccessError("name or password is wrong, or the account is locked for a quarter of an hour")
    with store.read() as connection:
        row = connection.execute(select(account).where(account.c.name == name)).first()
    right = _verified(row.password if row is not None else None, password)
    if row is None:
        with store.write() as connection:
            store.record(connection, "-", "sign-in-failed")
        raise refused
    with store.write() as connection:
        now = store.clock()
        if not right or row.disabled or row.locked_until > now:
            failures = row.failures + 1 if row.locked_until <= now else row.failures
            locked = now + _LOCK if failures >= _TRIES and row.locked_until <= now else row.locked_until
            connection.execute(
                update(account)
                .where(account.c.name == name)
                .values(failures=0 if failures >= _TRIES else failures, locked_until=locked)
            )
            store.record(connection, name, "sign-in-failed")
        else:
            connection.execute(update(account).where(account.c.name == name).values(failures=0, locked_until=0))
            store.record(connection, name, "sign-in")
            return Account(row.name, row.role, row.disabled, row.keys_on, row.theme)
    raise refused


def _admins(connection: Connection) -> int:
    rows = connection.execute(select(account.c.name).where(account.c.role == "admin", ~account.c.disabled)).all()
    return len(rows)


def _hashed(password: str) -> str:
    if len(password) < _SHORTEST:
        msg = f"a password has at least {_SHORTEST} characters"
        raise QueueError(msg)
    return hasher().hash(password)


def _verified(stored: str | None, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415 - an optional package

    tool = hasher()
    try:
        return bool(tool.verify(stored or _nobody(), password)) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """Return a hash of nothing that anyone knows: an unknown name costs as much time as a wrong password."""
    return hasher().hash(secrets.token_hex(16))


def hasher() -> PasswordHasher:
    """Return argon2id with its authors' parameters.

    Raises:
        QueueError: The extra ``web`` is not installed.
    """
    try:
        from argon2 import PasswordHasher as Argon2id  # noqa: PLC0415 - an optional package
    except ImportError:
        msg = "accounts with a password need the extra 'web': pip install 'doccheck[web]'"
        raise QueueError(msg) from None
    return Argon2id()
