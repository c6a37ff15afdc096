"""``doccheck``: the group of commands, loaded lazily, with ``check`` as the default one."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from doccheck.errors import DoccheckError
from doccheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("doccheck.cli.check_command:check_command", "Check notes against codes (the default command)."),
    "extract": ("doccheck.cli.extract_command:extract_command", "Print the facts and administrations of notes."),
    "codes": ("doccheck.cli.codes_command:codes_command", "List the drug codes and their billing units."),
    "units": ("doccheck.cli.units_command:units_command", "Turn a dose into billing units, waste and modifier."),
    "explain": ("doccheck.cli.explain_command:explain_command", "Print the page of a check."),
    "reference": ("doccheck.cli.reference_command:reference_group", "Show, audit and import the reference."),
    "plan": ("doccheck.cli.plan_command:plan_command", "Show what a model would be sent, and the cost."),
    "recheck": ("doccheck.cli.recheck_command:recheck_command", "Decide again on saved extractions."),
    "eval": ("doccheck.cli.eval_command:eval_command", "Score an extractor against labelled notes."),
    "queue": ("doccheck.cli.queue_command:queue_group", "Work the review queue."),
    "completion": ("doccheck.cli.completion_command:completion_command", "Print the shell completion script."),
}
"""Command → where it lives, and its line in ``--help`` (so that help loads no command)."""


class _LazyGroup(click.Group):
    """A group that imports a command when it is called and takes anything else for a note to check."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        if cmd_name != "check":
            gc.enable()
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            msg = f"{module}:{attribute} is no command"
            raise TypeError(msg)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in COMMANDS and args[0] not in {"--help", "-h", "--version"}:
            args.insert(0, "check")
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and what the default command takes: its options and files."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only completion needs it

        found = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [*found, CompletionItem(incomplete, type="file")]
        check = self.get_command(ctx, "check")
        return found if check is None else [*found, *check.shell_complete(click.Context(check), incomplete)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        formatter.write_usage("doccheck", "NOTE... --code CODE [OPTIONS]", prefix="Usage: ")
        formatter.write_usage("doccheck", "COMMAND [ARGS]...", prefix="       ")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit status: 0 pass, 1 fail, 3 review, 2 bad usage or unreadable input, 4 nothing could be checked.",
)
@click.version_option(__version__, prog_name="doccheck", message="%(prog)s %(version)s")
def cli() -> None:
    """Check a clinical note against what an injectable-drug HCPCS code must have documented.

    Each requirement that is met comes with the exact words that prove it, each one that is missing with its
    question, and the documented dose becomes billing units, waste and JW or JZ step by step. Options of the default
    command: doccheck check --help.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave the process; a fault is one sentence, never a traceback."""
    gc.disable()  # one note is answered before collecting garbage would pay; what runs longer turns it on again
    try:
        result = cli.main(args=None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output left (`| head`): no fault of ours, and nothing more to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except DoccheckError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("DOCCHECK_DEBUG"):
            raise
        # The message of an unforeseen error could hold words of the note; its place in our code cannot.
        _say(f"internal error at {_place(error)}; nothing was decided; DOCCHECK_DEBUG=1 shows the details")
        sys.exit(4)
    sys.exit(result if isinstance(result, int) else 0)


def _say(sentence: str) -> None:
    click.echo(f"doccheck: {sentence}", err=True)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
    return f"{where} ({type(error).__name__})"
