"""The commands on accounts."""

from __future__ import annotations

import sys

import click

from doccheck.cli.queue_access import actor_name, actor_option, opened

__all__ = ["user_group"]


@click.group("user")
def user_group() -> None:
    """Manage accounts of the web pages and the HTTP interface."""


def _password(given: bool) -> str:  # noqa: FBT001
    if given:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@user_group.command("add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(["reviewer", "lead", "auditor", "admin"]), default="reviewer", show_default=True
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
@click.option("--no-password", is_flag=True, help="For tokens and the command line only.")
@actor_option
def user_add_command(name: str, role: str, password_stdin: bool, no_password: bool, actor: str | None) -> None:  # noqa: FBT001
    """Add the account NAME. The first admin is made here."""
    from doccheck.review.accounts import add_account  # noqa: PLC0415 - as above

    with opened() as store:
        add_account(store, name, role, None if no_password else _password(password_stdin), actor_name(actor))
    click.echo(f"Account {name} ({role}) is there.")


@user_group.command("change")
@click.argument("name")
@click.option("--role", type=click.Choice(["reviewer", "lead", "auditor", "admin"]), default=None)
@click.option("--disable/--enable", default=None, help="Close or open the account.")
@click.option("--password", "new_password", is_flag=True, help="Set a new password.")
@click.option("--password-stdin", is_flag=True, help="Read it from the first line of standard input.")
@actor_option
def user_change_command(
    name: str,
    role: str | None,
    disable: bool | None,  # noqa: FBT001 - click passes options by name
    new_password: bool,  # noqa: FBT001 - click passes options by name
    password_stdin: bool,  # noqa: FBT001 - click passes options by name
    actor: str | None,
) -> None:
    """Change role, standing or password of NAME; its sessions end."""
    from doccheck.review.accounts import change_account  # noqa: PLC0415 - as above

    password = _password(password_stdin) if new_password or password_stdin else None
    with opened() as store:
        change_account(store, name, actor_name(actor), role=role, disabled=disable, password=password)
    click.echo(f"Account {name} is changed.")


@user_group.command("list")
def user_list_command() -> None:
    """List accounts."""
    from doccheck.review.accounts import all_accounts  # noqa: PLC0415 - as above

    with opened() as store, store.read() as connection:
        for one in all_accounts(connection):
            click.echo(f"{one.name:<24} {one.role:<9}{' disabled' if one.disabled else ''}")


@user_group.command("token")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@actor_option
def user_token_command(name: str, days: int, actor: str | None) -> None:
    """Print a new bearer token of NAME for the HTTP interface. It is shown once."""
    from doccheck.review.tokens import issue_token  # noqa: PLC0415 - as above

    with opened() as store:
        click.echo(issue_token(store, name, actor_name(actor), days))
