"""The whole way from a scenario to what its inputs explain, each question that was asked answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.identity import processor, scenario_hash, versions
from ..answer.reached_outputs import reached
from ..answer.run_options import Request
from ..answer.statistics.marginal import Estimate
from ..answer.subject import Subject, subject, substance
from ..engine.evaluate import evaluate, nominal_values
from ..engine.program.plan import plan
from ..engine.replay import draws
from ..engine.run import Extend, Progress, extend
from ..engine.runner import Runner
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.plausibility import implausible_names, implausible_values
from ..scenario.scenario import Input, Scenario
from ..units import Unit
from . import given_data
from .aggregates import analysed_headline, left_out
from .axis_effects import AxisEffect, axis_effects
from .conditional import DUMMY, ConditionalTable, tables
from .pick_freeze import Names, frozen, groups, players
from .scales import SCALES, Scale
from .screening import MANY, Screening, screening
from .shapley import MOST_EXACT, OutputEffects, shapley_effects
from .sobol import Asked, OutputIndices, analysed
from .swings import Swing, swings

Floats = NDArray[np.float64]

#: Base points of the indices and of Shapley effects, samples of the tables, and draws that are kept for pictures.
SAMPLES: Final = 1 << 17
#: Fewer base points say nothing about their error.
FEWEST: Final = 1 << 10
SHAPLEY_SAMPLES: Final = 1 << 14
TABLE_SAMPLES: Final = 1 << 20
DRAWS: Final = 1 << 15
#: Quantiles of an output that are given at each tercile of an input: the ends of the 90 % interval, and the median.
QUANTILES: Final = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Questions:
    """What to ask beyond indices of each input: on which scale, of which pairs and sets, and whether Shapley effects.

    `shapley` None asks for them where inputs depend on each other and are few enough for all orders. Raises
    InvalidInput for a scale that does not exist.
    """

    on: Scale | None = None
    second_order: bool = False
    closed: tuple[str, ...] = ()
    shapley: bool | None = None

    def __post_init__(self) -> None:
        if self.on not in (None, *SCALES):
            raise InvalidInput([Problem(f"must be one of {', '.join(SCALES)}, got {self.on!r}", "on")])


@dataclass(frozen=True)
class Terciles:
    """Quantiles (`QUANTILES`) of an output where an input is in its low, middle and high tercile, in base units.

    Samples with one value of the input are shared out between the terciles that it reaches into.
    """

    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def direction(self) -> int:
        """1 if the output's median rises with the input and never falls, -1 if it falls and never rises, else 0."""
        moves = np.diff([each[1] for each in (self.low, self.middle, self.high)])
        return int((moves > 0).any() and (moves >= 0).all()) - int((moves < 0).any() and (moves <= 0).all())


@dataclass(frozen=True)
class GivenData:
    """Borgonovo's delta and PAWN of an input and an output, and the bias of finite samples in each."""

    delta: Estimate
    pawn: Estimate


@dataclass(frozen=True)
class KeptDraws:
    """Draws at the first coordinate in base units: of inputs, before factors, and of outputs, each (n,) by name."""

    inputs: Mapping[str, Floats]
    outputs: Mapping[str, Floats]


@dataclass(frozen=True)
class Sensitivity:
    """What the inputs of a scenario explain of its outputs.

    `outputs` have the indices of each output at each coordinate. All else is at the first coordinate: `tables` and
    `swings` of each input and output, `effects` if they were asked for, the `screening` if inputs are many, `draws`.
    `axes` say how far choices and dimensions move each output. `inputs` are the scenario's at the first coordinate,
    `nominal` the outputs with all of them at their nominal values, in base units; `units` and `substances` are those in
    which outputs are shown. `reached` are the outputs that each of the `correlated` inputs reaches. `warnings` concern
    the scenario and the number of base points; `implausible` are inputs whose nominal values are outside their beliefs.
    """

    subject: Subject
    headline: str
    hash: str
    samples: int
    seed: int
    design: str
    versions: Mapping[str, str]
    processor: str
    inputs: Mapping[str, Input]
    nominal: Mapping[str, float]
    units: Mapping[str, Unit]
    substances: Mapping[str, str]
    outputs: tuple[OutputIndices, ...]
    axes: tuple[AxisEffect, ...]
    effects: tuple[OutputEffects, ...]
    screening: Screening | None
    swings: tuple[Swing, ...]
    tables: Mapping[tuple[str, str], ConditionalTable]
    draws: KeptDraws
    correlated: tuple[Names, ...] = ()
    reached: Mapping[str, Sequence[str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    implausible: tuple[str, ...] = ()

    @property
    def main(self) -> OutputIndices:
        """The indices of the headline's output at the first coordinate."""
        return next(each for each in self.outputs if each.output == self.headline)

    @cached_property
    def terciles(self) -> Mapping[tuple[str, str], Terciles]:
        """The terciles of each input and output."""
        return {pair: _terciles(table) for pair, table in self.tables.items() if pair[0] != DUMMY}

    @cached_property
    def given_data(self) -> Mapping[tuple[str, str], GivenData]:
        """The measures of each input and output; those of `DUMMY` are the bias of finite samples."""
        measured = ((pair, given_data.delta(table), given_data.pawn(table)) for pair, table in self.tables.items())
        return {pair: GivenData(delta, pawn) for pair, delta, pawn in measured}


def sensitivity(
    scenario: Scenario,
    request: Request,
    questions: Questions | None = None,
    *,
    progress: Progress | None = None,
    extend: Extend = extend,
) -> Sensitivity:
    """What the inputs of `scenario` explain, from the base points that `request` asks for.

    `extend` runs the base points of the indices; what else is computed takes a fixed number of samples, here.

    Raises InvalidInput if a question cannot be asked of this scenario, RunError if an output is not finite, and
    KeyboardInterrupt if interrupted.
    """
    questions = questions or Questions()
    if request.count < FEWEST:
        raise InvalidInput([Problem(f"must be at least {FEWEST:,}, got {request.samples}", "samples")])
    closed = _closed(scenario, questions.closed)
    points, own = frozen(scenario), groups(scenario)
    screened = screening(scenario, points, own, request) if len(own) >= MANY else None
    asked = Asked(screened.groups if screened else own, second_order=questions.second_order, closed=closed)
    outputs, sums = analysed(scenario, request, on=questions.on, asked=asked, progress=progress, extend=extend)
    few = replace(request, samples=min(request.count, SHAPLEY_SAMPLES))
    first = points[0]
    has_effects = _wants_effects(scenario, questions)
    return Sensitivity(
        subject=subject(scenario),
        headline=analysed_headline(scenario),
        hash=scenario_hash(scenario),
        samples=request.count,
        seed=request.seed,
        design=request.design,
        versions=versions(),
        processor=processor(),
        inputs=first.scenario.inputs,
        nominal=_nominal(first.scenario),
        units={output.name: output.unit for output in scenario.outputs},
        substances={output.name: substance(scenario, output) for output in scenario.outputs},
        outputs=outputs,
        axes=axis_effects(scenario, sums),
        effects=shapley_effects(first, players(scenario), few, on=questions.on) if has_effects else (),
        screening=screened,
        tables=(found := tables(scenario, replace(request, samples=TABLE_SAMPLES, design="random"))),
        swings=swings(first.scenario, found),
        draws=_draws(first.scenario, request),
        correlated=(correlated := tuple(group.members for group in scenario.correlations)),
        reached={
            name: reached(first.scenario, first.scenario.inputs, name) for members in correlated for name in members
        },
        warnings=(
            *map(str, (*scenario.warnings, *implausible_values(scenario))),
            *left_out(scenario),
            *filter(None, [request.rounding]),
        ),
        implausible=implausible_names(scenario),
    )


def _nominal(scenario: Scenario) -> dict[str, float]:
    values = evaluate(scenario, nominal_values(scenario.inputs))
    return dict(zip((output.name for output in scenario.outputs), values, strict=True))


def _wants_effects(scenario: Scenario, questions: Questions) -> bool:
    """Whether Shapley effects are asked for; by default they are where inputs are correlated and few."""
    if questions.shapley is not None:
        return questions.shapley
    return bool(scenario.correlations) and len(players(scenario)) <= MOST_EXACT


def _closed(scenario: Scenario, texts: Iterable[str]) -> tuple[Names, ...]:
    """The sets of inputs that texts such as ``latency,pue`` name, in file order; raises InvalidInput with mistakes."""
    varying = [name for names in groups(scenario) for name in names]
    problems, found = [], []
    for text in texts:
        names = [name.strip() for name in text.split(",")]
        for name in names:
            if name not in varying:
                state = f"{name} is fixed" if name in scenario.inputs else f"no input is called {name!r}"
                problems.append(Problem(f"{state}; {did_you_mean(name, varying)}", file=f"--closed {text}"))
        found.append(tuple(name for name in scenario.inputs if name in names))
    if problems:
        raise InvalidInput(problems)
    return tuple(dict.fromkeys(found))


def _terciles(table: ConditionalTable) -> Terciles:
    low, middle, high = (tuple(row) for row in table.terciles(QUANTILES).tolist())
    return Terciles(low, middle, high)


def _draws(scenario: Scenario, request: Request) -> KeptDraws:
    runner = Runner(plan(scenario, seed=request.seed, design="random"), request.threads)
    inputs, outputs = draws(runner, DRAWS)
    names: Sequence[str] = [output.name for output in scenario.outputs]
    return KeptDraws(dict(zip(runner.plan.values, inputs, strict=True)), dict(zip(names, outputs, strict=True)))
