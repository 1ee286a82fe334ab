"""``carbonspan bench``: what carbonspan costs on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...engine import interrupts
from .. import console
from ..main import OK
from ..options import forms, numbers, run_output
from ..options.paths import FILE

if TYPE_CHECKING:
    from ...benchmarking.benchmark import Benchmark

_MOST_REPETITIONS = 10_000
_REPETITIONS = "Number of repetitions, of which medians are taken.  [default: 5 to 31, by what is timed]"
_THREADS = "Number of threads of runs.  [default: all processors]"
_OUT = "Write all repetitions as netCDF."
_SAVE = "Save the benchmark under this name; one that is saved so is replaced."
_COMPARE = "Compare with the benchmark that was saved under this name."


@click.command("bench")
@click.argument("name", metavar="[kernels|models|start|scaling|NAME|FILE]", default="kernels")
@click.option("--repetitions", callback=numbers.within(1, _MOST_REPETITIONS), metavar="N", help=_REPETITIONS)
@click.option("--threads", callback=numbers.within(1, numbers.most_threads), metavar="N", help=_THREADS)
@click.option("--save", "saved_as", metavar="NAME", help=_SAVE)
@click.option("--compare", "compared", metavar="NAME", help=_COMPARE)
@click.option("--out", "-o", type=FILE, metavar="FILE.nc", help=_OUT)
@click.option("--plot", type=FILE, metavar="FILE.png", help="Write a picture: .png, .svg or .pdf.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all repetitions.")
@forms.quiet("Print only the benchmark: no progress, no warnings.")
def command(  # noqa: PLR0913 - one argument per option
    name: str,
    *,
    repetitions: int | None,
    threads: int | None,
    saved_as: str | None,
    compared: str | None,
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Measure what carbonspan costs on this machine, by default its kernels.

    `kernels`: what each kernel costs a sample on one core, and its share of the pipeline (some seconds). `models`: a
    sample and warm runs of every shipped scenario (a minute or two). `start`: imports, commands and a first run, which
    compiles the engine, as whole processes (a minute). `scaling`: time and memory against inputs, outputs, coordinates
    and threads, each with its slope (some minutes). NAME or FILE: the kernels and runs of one scenario.

    All repetitions take turns. With --compare, a difference counts only if it exceeds the noise, and benchmarks of
    another machine, of other things or with other options are refused.
    """
    run_output.check_files(out, plot)
    from ...benchmarking import benchmarks, report, saved

    asked = benchmarks.find(name)
    if threads and benchmarks.kind_of(asked) not in benchmarks.ON_THREADS:
        raise click.UsageError(f"--threads does not apply to {name}, which times single threads or whole processes")
    if saved_as is not None:
        saved.check_name(saved_as)
    before = None if compared is None else benchmarks.comparable(compared, asked, threads or 0)
    with console.log(quiet=quiet), console.progress(quiet=quiet, sentence=report.progress) as progress:
        found = benchmarks.benchmark(asked, repetitions or 0, threads or 0, progress)
    interrupts.keep()
    if not quiet:
        console.warn(report.warnings(found))
    _show(found, before, compared or "", as_json=as_json)
    if saved_as is not None:
        saved.save(found, saved_as)
        _tell(f"saved as {saved_as}", quiet=quiet)
    _write(found, out, plot, quiet=quiet)
    return OK


def _show(found: Benchmark, before: Benchmark | None, name: str, *, as_json: bool) -> None:
    from ...benchmarking import comparison, export, report

    if as_json:
        console.show_json(export.as_dict(found, before))
    elif before:
        console.show(*comparison.lines(found, before, name), *report.about(found))
    else:
        console.show(*report.lines(found))


def _write(found: Benchmark, out: Path | None, plot: Path | None, *, quiet: bool) -> None:
    """Write the files asked for."""
    if out:
        import xarray as xr

        from ...benchmarking.dataset import dataset
        from ...show.datasets import netcdf

        netcdf.save(xr.DataTree(dataset(found)), out)
        _tell(f"wrote {out}", quiet=quiet)
    if plot:
        from ...benchmarking.picture import write

        write(found, plot)
        _tell(f"wrote {plot}", quiet=quiet)


def _tell(text: str, *, quiet: bool) -> None:
    if not quiet:
        console.tell(text)
