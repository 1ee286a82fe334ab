"""The ``carbonspan`` command: finds the commands by name, and turns every failure into one line and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from ... import __version__
from ..problems import InvalidInput
from . import streams

COMMANDS = {
    "audit": "hold published figures against scenarios",
    "catalog": "search the numbers that scenarios can name",
    "check": "find everything that is wrong with files",
    "hindcast": "hold predictions against what was measured later",
    "list": "name the shipped scenarios, or formulas",
    "new": "write a commented scenario to start from",
    "run": "answer a scenario with a credible interval",
    "schema": "write the JSON Schema of files, for editors",
    "selftest": "check the engine against known answers",
    "show": "show what a scenario says and believes",
    "sources": "show where shipped numbers come from, as BibTeX too",
}

OK, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130

#: New objects after which garbage is looked for. numba alone makes so many that last that Python, which looks after
#: every 700, would spend a twelfth of a short run on searching them.
_SELDOM = 100_000


class _Lazy(click.Group):
    """A group that imports a command's module, ``cli/NAME.py``, only when the command is run or asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{cmd_name}", __package__).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from ..problems import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command is called {args[0]!r}; {did_you_mean(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="carbonspan")
def cli() -> None:
    """How much CO2 an AI service emits, and how sure we are.

    To begin with: `carbonspan list`, then `carbonspan run chatgpt/by-words`. `carbonspan COMMAND --help` describes a
    command.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0, 1 a run failed, 2 the input is wrong, 3 a budget not met, 130 interrupted.

    Output that cannot be written is wrong too, unless its reader has gone; what is told beside it may be lost.
    """
    gc.set_threshold(_SELDOM)
    output = streams.guard()
    code = run(arguments)
    sys.stdout.flush()  # at exit nobody could be told that it failed
    if lost := streams.loss(output):
        code = _told(lost, code or WRONG_INPUT)
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """The exit code of one command line; what went wrong is told on stderr."""
    try:
        code = cli.main(arguments, prog_name="carbonspan", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        return _told("interrupted", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except InvalidInput as error:
        return _told(str(error), WRONG_INPUT)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person is told in one line
        return _failed(error)
    return code if isinstance(code, int) else OK


def _told(message: str, code: int) -> int:
    """The code; the message goes to stderr, folded between words on a terminal."""
    from ..show.columns import fold
    from ..show.terminal import width

    for line in message.splitlines():
        click.echo("\n".join(fold(line, width(sys.stderr), hanging=2)), err=True)
    return code


def _failed(error: Exception) -> int:
    """A run that failed says why; anything else is a mistake of ours."""
    if os.environ.get("CARBONSPAN_DEBUG") == "1":
        raise error
    from ..engine.errors import RunError

    if isinstance(error, RunError):
        return _told(str(error), FAILED)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return _told(f"this is a mistake in carbonspan, please report it ({what}); CARBONSPAN_DEBUG=1 shows where", FAILED)
