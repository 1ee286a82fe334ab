"""Scenarios built in code, a sound file that tests change in one place, and answers made by hand."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Answer, CorrelationDiagnostics, Draws, Event, Exceedance, InputDiagnostics
from carbonspan.simulate.answer.statistics.levels import LEVELS
from carbonspan.simulate.answer.statistics.marginal import PROBABILITIES, Bins, Estimate, Interval, Marginal
from carbonspan.simulate.answer.subject import Subject, subject
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.formulas.signature import read_model
from carbonspan.simulate.scenario.model import Model, Output
from carbonspan.simulate.scenario.scenario import Axis, Claim, Input, Option, Part, Quantity, Scenario
from carbonspan.simulate.units import unit

SOUND = """\
title: a service
model: service.py:serve
per: {duration: 1 day}
defaults: {source: our meter}
inputs:
  words: {nominal: 3e8 word/day, gsd: 2, evidence: assumed}
  energy: {nominal: 2 J/word, p5: 1, p95: 4, evidence: measured}
  share: {nominal: 0.5, beta: {p5: 0.3, p95: 0.9}, evidence: assumed}
"""
MODEL = """\
from typing import Annotated
from carbonspan import Bounds

def serve(words: Annotated[float, "word/s"], energy: Annotated[float, "J/word"],
          share: Annotated[float, "1", Bounds(0, 1)], duration: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return words * duration * energy * share
"""


def input_of(name: str, law: Distribution, *, stream: str = "", factors: tuple[str, ...] = ()) -> Input:
    return Input(name, law, unit(""), float(law.quantile(0.5)), stream or name, factors=factors)


def scenario_of(function: Callable[..., object], laws: Mapping[str, Distribution]) -> Scenario:
    """The one-part scenario of `function` of plain numbers; `laws` may name more inputs than it takes."""
    model = read_model(function, name=function.__name__)
    return Scenario(
        name=function.__name__,
        title="",
        parts=(Part("", model, tuple(argument.name for argument in model.arguments)),),
        inputs={name: input_of(name, law) for name, law in laws.items()},
        outputs=tuple(Quantity(output.name, unit("")) for output in model.outputs),
    )


def runner_of(
    scenario: Scenario, *, seed: int = 0, design: str = "random", threads: int = 2, samples: int = 0
) -> Runner:
    """A runner of `scenario` that has run `samples` samples."""
    runner = Runner(plan(scenario, seed=seed, design=design), threads)
    if samples:
        assert extend(runner, samples)
    return runner


@pytest.fixture(scope="session")
def make_input() -> Callable[..., Input]:
    return input_of


@pytest.fixture(scope="session")
def build() -> Callable[..., Scenario]:
    return scenario_of


@pytest.fixture(scope="session")
def started() -> Callable[..., Runner]:
    return runner_of


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The file with the sound scenario's model."""
    path = tmp_path / "service.py"
    path.write_text(MODEL)
    return path


@pytest.fixture
def changed(model: Path) -> Callable[..., Scenario]:
    """Loads the sound scenario, a.yaml, with `old` replaced by `new` and `add` behind it."""

    def change(old: str = "", new: str = "", *, add: str = "", **options: list[str]) -> Scenario:
        assert old in SOUND
        path = model.with_name("a.yaml")
        path.write_text(SOUND.replace(old, new) + add)
        return load(str(path), **options)

    return change


@pytest.fixture
def wrong(changed: Callable[..., Scenario], tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of the sound scenario, changed in the same way: a line each, without the folder."""

    def told(old: str = "", new: str = "", *, add: str = "", **options: list[str]) -> list[str]:
        with pytest.raises(InvalidInput, match=r"\w") as caught:
            changed(old, new, add=add, **options)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return told


SAMPLES = 20_000


def serving(words: float) -> tuple[float, float]:
    return words, words


INPUTS = {
    "latency": Input("latency", Lognormal(0.35, 0.5), unit("gpu*s/word"), 0.35, "latency", source="pointon-2023"),
    "training.pue": Input("training.pue", Constant(1.1), unit(""), 1.1, "training.pue", evidence="disclosed"),
}
BY_WORDS = Model("serving.by_words", serving, (), (Output("energy", "J"), Output("emissions", "kgCO2e")))


def histogram(values: np.ndarray) -> Bins:
    """Bins as wide as 2^-12 of their values, as the engine's are."""
    mantissa, exponent = np.frexp(values)
    low = np.ldexp(np.floor(mantissa * 8192), exponent - 13)
    edges, counts = np.unique(low, return_counts=True)
    width = np.ldexp(1.0, np.frexp(edges)[1] - 13)
    return Bins(edges, edges + width, counts.astype(np.int64))


def spread(values: np.ndarray) -> float:
    return float(values.std() / np.sqrt(len(values)))


def marginal(
    output: str, shown: str, values: np.ndarray, nominal: float, coordinates: Mapping[str, str] = {}
) -> Marginal:
    """All about draws in base units; the errors are plausible, not exact."""
    error = spread(values)
    estimate = lambda value: Estimate(float(value), error)  # noqa: E731
    quantiles = {p: estimate(np.quantile(values, p)) for p in PROBABILITIES}
    intervals = []
    for level in LEVELS:
        tail = (1 - level) / 2
        low, high = np.quantile(values, [tail, 1 - tail])
        intervals.append(Interval(level, "equal-tailed", estimate(low), estimate(high)))
        intervals.append(Interval(level, "shortest", estimate(low * 0.98), estimate(high * 0.98)))
    below = float((values < nominal).mean())
    return Marginal(
        output=output,
        unit=unit(shown),
        coordinates=coordinates,
        nominal=nominal,
        nominal_percentile=Estimate(below, float(np.sqrt(below * (1 - below) / len(values)))),
        mean=estimate(values.mean()),
        sd=estimate(values.std()),
        skewness=Estimate(1.5, 0.02),
        without_moments="",
        minimum=float(values.min()),
        maximum=float(values.max()),
        quantiles=quantiles,
        intervals=tuple(intervals),
        bins=histogram(values),
        substance="CO2e" if output == "emissions" else "",
    )


def scenario(axes: Sequence[Axis] = (), *, claims: Sequence[Claim] = ()) -> Scenario:
    return Scenario(
        name="chatgpt/by-words",
        title="ChatGPT, served by response words",
        parts=(Part("", BY_WORDS, ()),),
        inputs=INPUTS,
        outputs=(Quantity("energy", unit("MWh")), Quantity("emissions", unit("t"))),
        axes=tuple(axes),
        claims=tuple(claims),
        per={"duration": "1 day"},
        boundary=("serving",),
        resolved="title: ChatGPT, served by response words\n",
    )


def answer_of(marginals: Sequence[Marginal], asked: Subject) -> Answer:
    outputs = [marginal.output for marginal in marginals]
    return Answer(
        subject=asked,
        headline="emissions" if "emissions" in outputs else outputs[-1],
        hash="3f2a9c81d05b7e64" * 4,
        samples=SAMPLES,
        seed=0,
        design="random",
        levels=LEVELS,
        marginals=tuple(marginals),
        inputs=(
            InputDiagnostics(INPUTS["latency"], 0.4, {0.05: 0.15, 0.5: 0.35, 0.95: 0.8}),
            InputDiagnostics(INPUTS["training.pue"], 1.1, {0.05: 1.1, 0.5: 1.1, 0.95: 1.1}),
        ),
        correlations=(CorrelationDiagnostics("latency", "training.pue", "spearman", 0.8, 0.79),),
        warnings=("the shortest 95 % interval is noisy",),
        versions={"carbonspan": "0.1.0", "numpy": "2.4.0"},
        processor="x86_64 avx2",
        seconds=1.234,
    )


def lognormal(median: float, gsd: float, seed: int = 1) -> np.ndarray:
    return median * np.exp(np.log(gsd) * np.random.default_rng(seed).standard_normal(SAMPLES))


REGIONS = Axis("region", "dimension", (Option("norway", {}), Option("germany", {})))
HOURS = Axis("start_hour", "dimension", tuple(Option(str(hour), {}) for hour in range(3)))
ALLOCATION = Axis("allocation", "choice", (Option("all_at_once", {}), Option("by_days", {})))


@pytest.fixture(scope="session")
def make_marginal() -> Callable[..., Marginal]:
    return marginal


@pytest.fixture(scope="session")
def make_answer() -> Callable[..., Answer]:
    return answer_of


@pytest.fixture(scope="session")
def make_scenario() -> Callable[..., Scenario]:
    return scenario


@pytest.fixture(scope="session")
def plain() -> Answer:
    """Energy and emissions of one day, each lognormal; the nominal emissions are 3.82 t."""
    claim = Claim("S1", "emissions", 3820, 3820, 5, unit("t"), "3.82 t", "wallstreetcn-2023")
    return answer_of(
        [
            marginal("energy", "MWh", lognormal(9.6, 1.7) * 3.6e9, 11.87 * 3.6e9),
            marginal("emissions", "t", lognormal(3100, 1.75), 3824.4),
        ],
        subject(scenario(claims=[claim])),
    )


@pytest.fixture(scope="session")
def regional() -> Answer:
    """Emissions by region and hour under two allocations: twelve coordinates."""
    marginals = [
        marginal(
            "emissions",
            "t",
            lognormal((1 + i) * (1 + j) * (1 + k) * 1000, 1.5),
            1000.0 * (1 + i),
            {"allocation": choice.label, "region": region.label, "start_hour": hour.label},
        )
        for i, choice in enumerate(ALLOCATION.options)
        for j, region in enumerate(REGIONS.options)
        for k, hour in enumerate(HOURS.options)
    ]
    return answer_of(marginals, subject(scenario([ALLOCATION, REGIONS, HOURS])))


@pytest.fixture(scope="session")
def drawn(plain: Answer) -> Answer:
    """The plain answer with its first four draws."""
    from dataclasses import replace

    return replace(plain, draws=Draws(np.array([[0.3, 0.4, 0.5, 0.6], [1.1] * 4]), np.arange(8.0).reshape(2, 4) * 1000))


@pytest.fixture(scope="session")
def by_the_hour() -> Answer:
    """Emissions at each of 24 hours in two regions: least at 9 in one, at 21 in the other."""
    hours = Axis("start_hour", "dimension", tuple(Option(str(hour), {}) for hour in range(24)))
    marginals = [
        marginal("emissions", "t", lognormal(median, 1.3, hour), median, {"region": region, "start_hour": str(hour)})
        for region, best, level in (("norway", 9, 1000.0), ("germany", 21, 9000.0))
        for hour in range(24)
        for median in [level * (2 - np.cos((hour - best) * np.pi / 12))]
    ]
    return answer_of(marginals, subject(scenario([REGIONS, hours])))


@pytest.fixture(scope="session")
def with_events(plain: Answer) -> Answer:
    """The plain answer with the probabilities of two events."""
    from dataclasses import replace

    events = Event("emissions", ">", 3000.0, "3 t"), Event("energy", "<=", 0.0, "0 kWh")
    probabilities = Estimate(0.5123, 0.0035), Estimate(0.0, 1e-5)
    return replace(plain, exceedances=tuple(Exceedance(e, {}, p) for e, p in zip(events, probabilities, strict=True)))


@pytest.fixture(scope="session")
def address():
    """The address of a cluster: a scheduler with two workers, all threads of this process.

    They are not profiled: `sys._current_frames` of Python 3.11, which dask's profiler calls, may never return where a
    garbage collection falls into it (CPython issue 106883), and all threads with it.
    """
    distributed = pytest.importorskip("distributed")
    unwatched = pytest.importorskip("dask").config.set({"distributed.worker.profile.enabled": False})
    with (
        unwatched,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=":0"
        ) as local,
    ):
        yield local.scheduler_address
