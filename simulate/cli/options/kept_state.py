"""The options of ``carbonspan run`` for a run that outlives its process, or is one span of a longer one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .. import console
from ..main import INTERRUPTED, OK, WRONG_INPUT
from .asked_run import AskedRun
from .gathered import gathered
from .paths import FILE

if TYPE_CHECKING:
    from ...answer.checkpoints.checkpoint import Checkpoint
    from ...engine.run import Progress
    from ...scenario.scenario import Scenario

_CHECKPOINT = "Keep the state of the run in this file, and go on from it if it is there."
_EVERY = "How often the state is kept, such as 30s or 5min.  [default: 30s]"
_SPAN = "Run only span K of N equal ones into the file of --checkpoint; `carbonspan merge` adds them up."
_EXTEND = (
    "Go on from a state, or from that of an answer that was saved with --checkpoint, as it was asked for or with more "
    "--samples, without naming its scenario again."
)

_SECONDS: Final = {"s": 1.0, "min": 60.0, "h": 3600.0}
_DURATION: Final = re.compile(r"(\d+(?:\.\d*)?) ?(s|min|h)", re.ASCII)
_FRACTION: Final = re.compile(r"(\d{1,6})/(\d{1,6})", re.ASCII)
#: The options that --extend may have beside it: those that change no draw.
_FREE: Final = {
    "samples",
    "tolerance",
    "threads",
    "levels",
    "draws",
    "out",
    "plot",
    "as_json",
    "as_csv",
    "quiet",
    "full",
    "cluster",
}


def _seconds(_context: click.Context, _parameter: click.Parameter, text: str | None) -> float | None:
    if text is None:
        return None
    found = _DURATION.fullmatch(text.strip())
    seconds = float(found[1]) * _SECONDS[found[2]] if found else 0.0
    if seconds < 1:
        raise click.BadParameter(f"must be a time of at least 1 s, such as 30s, 5min or 1h, got {text}")
    return seconds


def _fraction(_context: click.Context, _parameter: click.Parameter, text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = _FRACTION.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter(f"must be the number of a span and how many there are, such as 2/4, got {text}")
    return int(found[1]), int(found[2])


@dataclass(frozen=True)
class KeptState:
    """The options as they were given."""

    checkpoint: Path | None
    every: float | None
    span: tuple[int, int] | None
    extend: Path | None

    @cached_property
    def path(self) -> Path | None:
        """The file of the state; raises InvalidInput if an answer is extended whose state is not there."""
        if not self.extend:
            return self.checkpoint
        from ...show.datasets import kept_state, netcdf

        return kept_state.state_of(self.extend) if self.extend.suffix.lower() in netcdf.SUFFIXES else self.extend

    def check(self, context: click.Context) -> None:
        """Raise UsageError or InvalidInput unless the options fit each other and the file can be written."""
        given = {
            each.name: max(each.opts, key=len) if isinstance(each, click.Option) else each.human_readable_name
            for each in context.command.params
            if each.name and context.get_parameter_source(each.name) is click.core.ParameterSource.COMMANDLINE
        }
        if self.extend:
            other = [text for name, text in given.items() if name not in {*_FREE, "extend", "every"}]
            if other:
                raise click.UsageError(f"--extend takes {', '.join(other)} from the state; leave it out")
        elif "name" not in given:
            raise click.UsageError("Missing argument 'NAME|FILE'.", context)
        if self.every and not self.path:
            raise click.UsageError("--every requires --checkpoint FILE.state")
        if self.span:
            _check_span(given)
        if self.path:
            from ...show.state_file import HDF5StateFile

            HDF5StateFile(self.path).check_writable()

    def asked(self, given: AskedRun) -> AskedRun:
        """What the run is asked for: what was `given`, or what the state that is extended was asked for.

        `given` then has the number of samples and the tolerance, if these are to be others.
        """
        if not (self.extend and self.path):
            return given
        from ...show.state_file import HDF5StateFile

        file = HDF5StateFile(self.path)
        before = AskedRun.of(file.required().asked, file.name)
        samples, tolerance = given.samples or before.samples, given.tolerance or before.tolerance
        return replace(before, samples=samples, tolerance=tolerance)

    def open(self, asked: AskedRun) -> Checkpoint | None:
        """What keeps the state of the run that is asked for; None if no file is named."""
        if not self.path:
            return None
        from ...answer.checkpoints.checkpoint import EVERY, Checkpoint
        from ...show.state_file import HDF5StateFile

        return Checkpoint(HDF5StateFile(self.path), asked.as_dict(), every=self.every or EVERY)


def _check_span(given: dict[str, str]) -> None:
    """Raise UsageError unless the other options fit one span, which has no answer."""
    if "checkpoint" not in given:
        raise click.UsageError("--span requires --checkpoint FILE.state, the file for its state")
    useless = {"tolerance", "levels", "draws", "out", "plot", "as_json", "as_csv", "full"}
    if other := [text for name, text in given.items() if name in useless]:
        raise click.UsageError(f"--span has no answer of its own; leave out {', '.join(other)}")
    if "cluster" in given:
        raise click.UsageError("--span and --cluster are mutually exclusive: a cluster is given spans of its own")


def run_span(  # noqa: PLR0913 - what to run, each by its name
    scenario: Scenario,
    asked: AskedRun,
    span: tuple[int, int],
    checkpoint: Checkpoint,
    *,
    threads: int | None,
    progress: Progress | None,
) -> int:
    """Run one span into the state, and print what is in it; returns the exit code."""
    from ...answer.checkpoints.span import SampleSpan
    from ...answer.run import run_span as run

    options = {name: value for name, value in asked.options().items() if name not in {"tolerance", "confidence"}}
    done, whole = run(scenario, SampleSpan(*span), checkpoint, **options, threads=threads, progress=progress)
    name = checkpoint.file.name if checkpoint.file else ""
    if done < whole:
        console.tell(f"interrupted: {name} has {done:,} of the {whole:,} samples of span {SampleSpan(*span)}")
        return report(checkpoint, INTERRUPTED, quiet=False)
    console.say(f"{name} has the {whole:,} samples of span {SampleSpan(*span)}; `carbonspan merge` adds spans up")
    return report(checkpoint, OK, quiet=False)


def report(checkpoint: Checkpoint | None, code: int, *, quiet: bool) -> int:
    """Say what became of the state after a run that ends with `code`; returns the exit code."""
    if not checkpoint or not checkpoint.file:
        return code
    from ...answer.checkpoints.span import STEP

    if checkpoint.trouble:
        console.tell(f"the state was not kept: {checkpoint.trouble}")
        return code or WRONG_INPUT
    if checkpoint.is_empty:
        rule = f"holds whole steps of {STEP:,} samples, and this run has none"
        console.tell(f"the state was not kept: a state {rule}; take --samples {STEP} or more")
    elif code == INTERRUPTED and not quiet:
        console.tell(f"the state is in {checkpoint.file.name}; the same command goes on from it")
    return code


#: A decorator with the four options, which the command takes as one argument, `kept`.
options = gathered(
    "kept",
    KeptState,
    click.option("--checkpoint", type=FILE, metavar="FILE.state", help=_CHECKPOINT),
    click.option("--every", callback=_seconds, metavar="TIME", help=_EVERY),
    click.option("--span", callback=_fraction, metavar="K/N", help=_SPAN),
    click.option("--extend", type=FILE, metavar="FILE.state|.nc", help=_EXTEND),
)
