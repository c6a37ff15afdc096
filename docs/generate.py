"""Write the documents that are made from the code, or with ``--check`` say which are out of date.

``docs/cli.md`` comes from the commands themselves, ``docs/checks.md`` from the docstrings of the checks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doccheck.checks.page import list_page
from doccheck.cli.main import COMMANDS, cli

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Write or compare every document; 1 when one is out of date."""
    stale = []
    for name, text in (("cli.md", cli_page()), ("checks.md", list_page())):
        place = DOCS / name
        if place.is_file() and place.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            place.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote docs/{name}\n")
    if stale and "--check" in arguments:
        sys.stdout.write(f"out of date: {', '.join(stale)}; run `python docs/generate.py`\n")
        return 1
    return 0


def cli_page() -> str:
    """Return the page of all commands and options."""
    context = click.Context(cli, info_name="doccheck")
    parts = ["# Command line\n", "Made from the commands by `python docs/generate.py`; do not edit.\n"]
    parts += [(cli.help or "") + "\n", f"{cli.epilog}\n"]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is not None:
            parts += _command(command, f"doccheck {name}", "##")
    return "\n".join(parts)


def _command(command: click.Command, path: str, heading: str) -> Iterator[str]:
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    usage = " ".join([path, *(_argument(one) for one in arguments), "[OPTIONS]" if _options(command) else ""]).strip()
    yield f"{heading} {path}\n"
    if isinstance(command, click.Group):
        yield f"{_help(command)}\n"
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            if inner is not None:
                yield from _command(inner, f"{path} {name}", heading + "#")
        return
    yield f"```\n{usage}\n```\n"
    yield f"{_help(command)}\n"
    options = _options(command)
    if options:
        yield "| option | |\n|---|---|"
        yield "".join(f"| `{_declaration(option)}` | {_cell(option)} |\n" for option in options)


def _options(command: click.Command) -> list[click.Option]:
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def _help(command: click.Command) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (command.help or "").replace("\b", "").split("\n\n"))


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    if isinstance(argument.type, click.Choice):
        name = "|".join(map(str, argument.type.choices))
    return name if argument.required else f"[{name}]"


def _declaration(option: click.Option) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    if option.is_flag or option.count:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {'|'.join(map(str, option.type.choices))}".replace("|", "\\|")
    return f"{names} {option.metavar or option.type.name.upper()}"


def _cell(option: click.Option) -> str:
    text = " ".join((option.help or "").split()).replace("|", "\\|")
    if option.show_default and option.default not in (None, ()) and not option.is_flag:
        text = f"{text} Default {option.default}.".strip()
    return f"{text} Required.".strip() if option.required else text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
