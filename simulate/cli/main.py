"""The ``carbonspan`` command: finds commands by name, and turns every failure into one line and an exit code."""

from __future__ import annotations

import gc
import io
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from ... import __version__
from ..engine.interrupts import kept
from ..problems import InvalidInput, clipped, printable
from . import entry, streams, surroundings
from .commands import COMMANDS, GROUPS, module

OK, FAILED, WRONG_INPUT, NOT_MET, INTERRUPTED = 0, 1, 2, 3, 130

#: Number of new objects between garbage collections. numba creates many lasting objects, so that the default of 700
#: would cost a twelfth of a short run.
_GC_THRESHOLD = 100_000


#: Characters of an unexpected exception's text that are shown.
_LONGEST = 500
#: Characters of a message about options that are shown: it may quote one.
_LONGEST_USAGE = 1500
#: Arguments of Python at the beginning of a message, which on the command line are options of the same name.
_OPTION = re.compile(r"^(samples|seed|threads|size|style|loss): ", re.MULTILINE)


class _Lazy(click.Group):
    """A group that imports a command's module only to run the command or to show its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{module(cmd_name)}", __package__).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        surroundings.check()
        return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        for group in GROUPS:
            with formatter.section(group.title):
                formatter.write_dl(list(group.commands.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from ..problems import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command is named {args[0]!r}; {did_you_mean(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="carbonspan")
def cli() -> None:
    """How much CO2 an AI service emits, and how sure we are.

    Start with `carbonspan list`, then `carbonspan run chatgpt/by-words`. `carbonspan COMMAND --help` describes a
    command.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 success, 1 a run failed, 2 invalid input, 3 a budget not met, 130 interrupted.

    Output that cannot be written is an error too, unless its reader has closed a pipe.
    """
    gc.set_threshold(_GC_THRESHOLD)
    output = streams.guard()
    code = run(arguments)
    sys.stdout.flush()  # a failure at exit could not be reported
    if lost := streams.loss(output):
        code = _report(lost, code or WRONG_INPUT)
    if signal.getsignal(signal.SIGINT) is entry.end:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is written, and the exit code stands
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """The exit code of one command line; failures are reported on stderr."""
    try:
        with _interruptible(), kept(_finishing, keeps=False) as interrupts:
            code = cli.main(arguments, prog_name="carbonspan", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        if signal.getsignal(signal.SIGINT) is entry.end:  # the process ends, and half-written files have nothing to say
            sys.unraisablehook = lambda _: None
        return _report("interrupted", INTERRUPTED)
    except click.ClickException as error:
        return _refused(error)
    except InvalidInput as error:
        return _report(_OPTION.sub(r"--\1: ", str(error)), WRONG_INPUT)
    except Exception as error:  # noqa: BLE001 - every failure is reported in one line
        return _failed(error)
    code = code if isinstance(code, int) else OK
    return INTERRUPTED if code == OK and interrupts.pressed else code


@contextmanager
def _interruptible() -> Iterator[None]:
    """A context in which Ctrl-C raises KeyboardInterrupt; before and after, it ends the process: see `entry`."""
    before = signal.getsignal(signal.SIGINT)
    if before is not entry.end:
        yield
        return
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _finishing() -> None:
    """Say that an interrupt was noticed; nothing else may be written from within a signal's handler."""
    os.write(2, b"interrupted: finishing the answer; press Ctrl-C again to stop at once\n")


def _report(message: str, code: int) -> int:
    """Write the message to stderr, wrapped on a terminal; returns the code."""
    from ..show.terminals.columns import fold
    from ..show.terminals.terminal import width

    for line in message.splitlines():
        click.echo("\n".join(fold(line, width(sys.stderr), hanging=2)), err=True)
    return code


def _refused(error: click.ClickException) -> int:
    """Report a mistake in options, with what was typed printable and short; returns the exit code."""
    shown = io.StringIO()
    error.show(shown)
    click.echo(printable(clipped(shown.getvalue(), _LONGEST_USAGE)), err=True, nl=False)
    return error.exit_code


def _failed(error: Exception) -> int:
    """Report a failed run with its reason, and any other exception as a bug."""
    if os.environ.get("CARBONSPAN_DEBUG") == "1":
        raise error
    from ..engine.errors import RunError

    if isinstance(error, RunError):
        return _report(printable(str(error)), FAILED)
    if shortage := surroundings.shortage(error):
        return _report(shortage, FAILED)
    what = printable(clipped(" ".join(f"{type(error).__name__}: {error}".split()), _LONGEST))
    return _report(f"this is a bug in carbonspan, please report it ({what}); CARBONSPAN_DEBUG=1 shows where", FAILED)
