"""``carbonspan sensitivity``: which input matters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ...engine import interrupts
from .. import completing, console
from ..main import OK
from ..options import clusters, forms, numbers, overrides, run_output
from ..options.gathered import gathered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...sensitivity.analysis import Sensitivity
    from ...show.terminals.columns import Columns

_CLOSED = "Also the indices of a set of inputs, such as latency,pue; can be repeated."
_SHAPLEY = "Also Shapley effects.  [default: if inputs correlate and are at most 12]"
_DESIGN = "How points are drawn: as scrambled Sobol' points, or at random."
_ON = "The scale on which spread is explained.  [default: log if an output spans a decade, else value]"
_KIND = "What the picture shows.  [default: bars]"


@dataclass(frozen=True)
class _Questions:
    """What to ask beyond indices of each input, as the options say: the arguments of `analysis.Questions`."""

    on: Literal["value", "log", "rank"] | None
    second_order: bool
    closed: tuple[str, ...]
    shapley: bool | None


@dataclass(frozen=True)
class _Shown:
    """What is shown: the output, what is printed beside indices, and the kind of picture."""

    output: str | None
    tornado: bool
    given_data: bool
    kind: str | None

    def check(self, plot: Path | None) -> None:
        """Raise UsageError for a kind of picture without a picture."""
        if self.kind and not plot:
            raise click.UsageError("--kind requires --plot FILE.png, the file for the picture")

    @property
    def asked(self) -> frozenset[str]:
        """The tables that are printed beside those of indices."""
        asked = (("tornado", self.tornado), ("given data", self.given_data))
        return frozenset(name for name, is_asked in asked if is_asked)


@click.command("sensitivity")
@click.argument("name", metavar="NAME|FILE", shell_complete=completing.names)
@gathered("shown", _Shown)
@gathered("questions", _Questions)
@click.option("--output", metavar="OUTPUT", help="The output whose tables are printed.  [default: the headline's]")
@numbers.sampling(
    numbers.sampled("Number of base points.  [default: 131072]"),
    numbers.seed,
    click.option("--design", type=click.Choice(["random", "sobol"]), default="sobol", show_default=True, help=_DESIGN),
    click.option("--on", type=click.Choice(["value", "log", "rank"]), help=_ON),
    numbers.threads,
)
@clusters.cluster
@click.option("--second-order", is_flag=True, help="Also the second-order indices of all pairs of inputs.")
@click.option("--closed", multiple=True, metavar="INPUT,INPUT", help=_CLOSED)
@click.option("--shapley/--no-shapley", default=None, help=_SHAPLEY)
@click.option("--tornado", is_flag=True, help="Also print how far each input swings the output.")
@click.option("--given-data", is_flag=True, help="Also print Borgonovo's delta and PAWN.")
@overrides.of_one
@click.option("--kind", type=click.Choice(["bars", "tornado", "conditional", "pair"]), help=_KIND)
@run_output.options("all numbers", "the answer", printed=", for all outputs")
def command(  # noqa: PLR0913 - a group of options each
    name: str,
    *,
    shown: _Shown,
    questions: _Questions,
    sampling: numbers.Sampling,
    cluster: str | None,
    changes: overrides.Changes,
    output: run_output.OutputOptions,
) -> int:
    """Explain the spread of a scenario's outputs by its inputs.

    The first-order index of an input is the share of an output's variance that it explains alone, the total index the
    share that it takes part in. Inputs that are drawn together are one group; Shapley effects tell them apart. The
    thirds are the 90 % interval of the output where the input is low, middle or high.
    """
    shown.check(output.plot)
    from ...engine.run import extend
    from ...sensitivity.analysis import SAMPLES, Questions, sensitivity

    scenario = changes.scenario(name)
    wanted = overrides.output_of(scenario, shown.output)
    asked, request = Questions(**vars(questions)), sampling.request(SAMPLES)
    with (
        console.log(quiet=output.quiet),
        clusters.opened(cluster) as opened,
        console.progress(quiet=output.quiet) as progress,
    ):
        by = opened.extend if opened else extend
        found = sensitivity(scenario, request, asked, progress=progress, extend=by)
    interrupts.keep()
    if not output.quiet:
        console.warn(found.warnings)
    _show(found, wanted, shown.asked, output.form)
    _write(found, wanted, shown.kind, output)
    return OK


def _show(found: Sensitivity, output: str, asked: frozenset[str], form: forms.Form) -> None:
    from ...show.reports import sensitivity, sensitivity_records

    def text(each: Sensitivity) -> Iterator[str | Columns]:
        return sensitivity.text(each, output, asked)

    console.show_as(form, found, text, sensitivity_records.as_dict, sensitivity_records.as_csv)


def _write(found: Sensitivity, wanted: str, kind: str | None, output: run_output.OutputOptions) -> None:
    from ...show.reports.sensitivity_tree import tree

    run_output.write_tree_and_plot(lambda: tree(found), found, output, output=wanted, kind=kind)
