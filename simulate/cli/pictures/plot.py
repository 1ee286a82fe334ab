"""``carbonspan plot``: a picture of a scenario, a stored answer, or several of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import console
from ..completing import names as completed
from ..main import OK
from ..options import forms, numbers, overrides, pictures
from ..options.overrides import Changes
from ..options.paths import FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...answer.run_options import Request
    from ...scenario.scenario import Scenario

#: The kinds of pictures by what they show.
_ANSWER = ("intervals", "forest", "course", "exceedance", "dots", "inputs")
_SENSITIVITY = ("bars", "tornado", "conditional", "pair")
_TWO = ("comparison", "gap")
_EVIDENCE = ("audit", "hindcast")
_KINDS = (*_ANSWER, *_SENSITIVITY, "measure", "convergence", *_TWO, *_EVIDENCE)
#: What is drawn of a scenario and not of its answer.
_OF_SCENARIO = (*_SENSITIVITY, "measure", "convergence", "inputs")
#: What is drawn in one way only.
_ALONE = (*_TWO, *_EVIDENCE)
#: What shows all outputs, or none.
_OF_NO_OUTPUT = ("inputs", *_EVIDENCE)
_SAMPLES = 1_000_000
_KIND = f"What the picture shows: {', '.join(_KINDS)}.  [default: what suits an answer; forest of several]"
_OUTPUT = "The output to draw.  [default: the headline's]"
_LOG = "The axis of the output.  [default: logarithmic if it spans a decade]"
_SAMPLED = "Number of samples, such as 1e6.  [default: that of the command which computes what is drawn]"
_OUT = "The file to write: .png, .svg or .pdf.  [default: plot.png]"


def _one_axis(_context: click.Context, _parameter: click.Parameter, given: tuple[bool, ...]) -> bool | None:
    """Whether the axis is logarithmic, None where neither is said; raises UsageError for both."""
    if len(set(given)) > 1:
        raise click.UsageError("--log and --linear are mutually exclusive; choose one")
    return given[0] if given else None


@click.command("plot")
@click.argument("names", metavar="ANSWER.nc|NAME|FILE...", nargs=-1, required=True, shell_complete=completed)
@click.option("--kind", type=click.Choice(_KINDS), metavar="KIND", help=_KIND)
@click.option("--output", metavar="OUTPUT", help=_OUTPUT)
@pictures.look(of_plot=False)
@click.option("--log/--linear", "log", multiple=True, default=(), callback=_one_axis, help=_LOG)
@click.option("--out", "-o", type=FILE, default="plot.png", metavar="FILE", help=_OUT)
@numbers.sampling(numbers.sampled(_SAMPLED), numbers.seed, numbers.threads)
@overrides.of_several
@forms.quiet("Print no progress.")
def command(  # noqa: PLR0913 - a group of options each
    names: tuple[str, ...],
    *,
    kind: str | None,
    output: str | None,
    look: pictures.Look,
    log: bool | None,
    out: Path,
    sampling: numbers.Sampling,
    changes: Changes,
    quiet: bool,
) -> int:
    """Draw scenarios, shipped or in files, or answers stored with `run --out`.

    A scenario is run first. A picture that is written again is the same, byte by byte.
    """
    from ...plots import plot

    look.check(out)
    _check_count(kind, len(names))
    if output is not None and kind in _OF_NO_OUTPUT:
        raise click.UsageError(f"--kind {kind} is not of one output; leave --output out")
    request = sampling.request(_usual_samples(kind))
    with console.log(quiet=quiet), console.progress(quiet=quiet) as progress:
        drawn = _drawn(names, kind, output, changes, request, progress)
    console.warn_of_beliefs(_implausible(drawn[-1] if kind == "convergence" else drawn))
    if kind in _ALONE:
        kind = output = None
    plot.write(drawn, out, output=output, kind=kind, log=log, **look.arguments)
    if not quiet:
        console.tell(f"wrote {out}")
    return OK


def _usual_samples(kind: str | None) -> int:
    """The number of samples, or of base points of a sensitivity analysis, unless one is given."""
    if kind == "measure":
        from ...sensitivity.measuring.measure import SAMPLES as MEASURED

        return MEASURED
    if kind not in _SENSITIVITY:
        return _SAMPLES
    from ...sensitivity.analysis import SAMPLES

    return SAMPLES


def _check_count(kind: str | None, count: int) -> None:
    """Raise UsageError if a kind of picture does not show as many."""
    from ...comparing.sides import MOST

    if kind == "gap" and count != 2:
        raise click.UsageError(f"--kind gap shows two scenarios, got {count}")
    if kind == "comparison" and count < 2:
        raise click.UsageError("--kind comparison shows two scenarios or more, got 1")
    if count > MOST:
        raise click.UsageError(f"plot shows {MOST} scenarios or answers at most, got {count}")
    if count > 1 and kind not in {None, "forest", *_TWO}:
        raise click.UsageError(f"--kind {kind} shows one answer, got {count}; several have forest, comparison and gap")


def _drawn(  # noqa: PLR0913, PLR0917 - what the command was given
    names: Sequence[str],
    kind: str | None,
    output: str | None,
    changes: Changes,
    request: Request,
    progress: Any,
) -> Any:
    """What is drawn: read from files, or computed."""
    from ...scenario.scenario import Scenario

    if kind in _EVIDENCE:
        return _evidence(names[0], kind, changes, request)
    stored = overrides.load_stored(names)
    if stored and changes:
        raise click.UsageError("--set, --fix and --choice change scenarios; they do not apply to a stored answer")
    if stored and kind in {*_OF_SCENARIO, *_TWO}:
        raise click.UsageError(f"--kind {kind} is drawn of scenarios; name the scenario itself")
    if stored and not any(isinstance(each, Scenario) for each in stored):
        numbers.refuse_sampling("to a stored answer, which is drawn as it is", "samples", "seed", "threads")
    _check_answers(names, stored)
    found = stored or changes.scenarios(names)
    if kind in _TWO:
        return _two(found, kind, output, request, progress)
    if kind in _OF_SCENARIO:
        return _of_scenario(found[0], kind, request, progress)
    answers = [_answer(each, request, progress) for each in found]
    return answers if len(answers) > 1 else answers[0]


def _check_answers(names: Sequence[str], stored: Sequence[Any]) -> None:
    """Raise InvalidInput with its name for a file that holds neither an answer nor, if it is alone, an analysis."""
    from ...plots.sensitivity.measure_plots import is_measurements
    from ...plots.sensitivity.sensitivity_plots import is_analysis
    from ...scenario.scenario import Scenario
    from ...show.datasets.stored_answer import answer_in

    for name, each in zip(names, stored, strict=False):
        is_alone = len(stored) == 1 and (is_analysis(each) or is_measurements(each))
        if not (isinstance(each, Scenario) or is_alone):
            answer_in(each, name)


def _implausible(drawn: Any) -> list[str]:
    """The inputs of what is drawn whose nominal values are outside their beliefs; of several answers, with whose."""
    from ...comparing.sides import unique_names
    from ...scenario.plausibility import implausible_names
    from ...scenario.scenario import Scenario
    from ...show.datasets.stored_answer import implausible_in

    if isinstance(drawn, list):
        names = unique_names([each.attrs["name"] if hasattr(each, "attrs") else each.subject.name for each in drawn])
        return [f"{found} of {name}" for name, each in zip(names, drawn, strict=True) for found in _implausible(each)]
    if isinstance(drawn, Scenario):
        return list(implausible_names(drawn))
    if hasattr(drawn, "attrs"):
        return list(implausible_in(drawn.attrs))
    return list(getattr(drawn, "implausible", ()))


def _of_scenario(scenario: Any, kind: str, request: Request, progress: Any) -> Any:
    """What is drawn of one scenario that is no answer: an analysis, measurements, its inputs, how it settles."""
    if kind == "inputs":
        return scenario
    if kind == "convergence":
        from ...plots.distributions import convergence

        return convergence.answers(scenario, request, progress=progress)
    if kind == "measure":
        from ...sensitivity.measuring.measure import measure

        return measure(scenario, request, progress=progress)
    from ...sensitivity.analysis import Questions, sensitivity

    return sensitivity(scenario, replace(request, design="sobol"), Questions(), progress=progress)


def _evidence(name: str, kind: str | None, changes: Changes, request: Request) -> Any:
    """The audit of a publication or of a scenario's claims, or a hindcast."""
    if changes:
        raise click.UsageError(f"--set, --fix and --choice change scenarios; --kind {kind} is of a file as it is")
    from ...show.datasets import netcdf

    if Path(name).suffix.lower() in netcdf.SUFFIXES:
        raise click.UsageError(f"--kind {kind} computes what it compares; name the scenario or the list, not {name}")
    if kind == "hindcast":
        from ...answer.hindcasts.hindcast import hindcast
        from ...reader.hindcasts import load_cases

        return hindcast(load_cases([name]), samples=request.count, seed=request.seed)
    from ...answer.audits.audit import audit
    from ...plots.evidence.audited import AuditPicture
    from ...reader.publications import read_publication

    publication = read_publication(name)
    return AuditPicture(publication.title, audit(publication, samples=request.count, seed=request.seed), request.seed)


def _answer(found: Any, request: Request, progress: Any) -> Any:
    """The answer of a scenario; a stored one as it is."""
    from ...answer.run import run_scenario
    from ...scenario.scenario import Scenario

    if not isinstance(found, Scenario):
        return found
    threads = request.threads or None
    return run_scenario(found, samples=request.count, seed=request.seed, threads=threads, describe_inputs=False,
                        progress=progress)  # fmt: skip


def _two(found: Sequence[Scenario], kind: str | None, output: str | None, request: Request, progress: Any) -> Any:
    """The comparison of scenarios, or the gap between two."""
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement, sides

    outputs = [output] * len(found)
    if kind == "gap":
        from ...comparing.gap import gap

        first, second = sides(found, outputs, Agreement())
        return gap(first, second, request, PairingRules())
    from ...comparing.compare import compare_scenarios

    return compare_scenarios(
        found, request, outputs=outputs, rules=PairingRules(), agreement=Agreement(), progress=progress
    )
