"""``doccheck completion``: print the completion script of a shell."""

from __future__ import annotations

import click

__all__ = ["completion_command"]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script of SHELL.

    For bash, for example: doccheck completion bash > ~/.local/share/bash-completion/completions/doccheck
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - only this command needs it

    from doccheck.cli.main import cli  # noqa: PLC0415 - main loads this module, not the other way round

    completion = get_completion_class(shell)
    if completion is None:
        msg = f"no completion for {shell}"
        raise click.ClickException(msg)
    click.echo(completion(cli, {}, "doccheck", "_DOCCHECK_COMPLETE").source())
