"""``chatgpt/by-words`` by carbonspan and by other libraries: what an answer takes, and how accurate it is.

All contenders answer the same question from the same laws: mean, standard deviation and seven quantiles of three
outputs. They run in turn in one process, each round with other seeds. A contender that is slow takes fewer samples, and
its time is multiplied: an asterisk says so. One whose library is not installed is skipped, and named.

Errors are relative to the true numbers in ``reference.csv``: for the mean and the 5 and 95 % quantiles of emissions,
the root mean square over rounds. The time to an error of 0.1 % is that of a run with so many samples that the worst of
these three has it. Contenders of random draws all need the same number, which follows from the standard errors of a
long run; for those of Sobol' points, the count is doubled until their own errors over SEEDS seeds are as small.

``python benchmarks/peers/bench_peers.py [SAMPLES] [ROUNDS]`` prints both, and what the engine takes beside a C program.
``uv pip install -r benchmarks/peers/requirements.lock`` installs the other libraries beside carbonspan.
"""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent / "c_floor"))

import bench_floor
import numpy as np
import pytest
import reference
from by_words import OUTPUTS, PROBABILITIES, SETS, Answer
from side_by_side import Taken, in_turn, machine, spread

import carbonspan

THREADS = 2
SEEDS = 16
ACCURACY = 1e-3
#: The fewest Sobol' points that are tried, and the most.
FEWEST, MOST = 1 << 12, 1 << 24
#: A run that is expected to take longer is not made: its time is that of a shorter one, multiplied [s].
LONGEST = 20.0
OUTPUT = OUTPUTS.index("emissions")

Run = Callable[[int, int], Sequence[Answer]]


@dataclass(frozen=True, eq=False)
class Contender:
    """A way to answer: `module` has ``run(samples, seed=...)`` and needs `library`.

    It takes at most `most` samples at a time.
    """

    name: str
    module: str = ""
    library: str = ""
    is_sobol: bool = False
    most: int = MOST
    options: dict[str, int | str] = field(default_factory=dict)

    @property
    def installed(self) -> bool:
        return find_spec(self.library or "carbonspan") is not None

    @property
    def run(self) -> Run:
        """The answers from a number of samples and a seed."""
        function = importlib.import_module(self.module).run if self.module else carbonspan_run
        return lambda samples, seed: function(samples, seed=seed, **self.options)

    def samples(self, wanted: int) -> int:
        """The number of samples that it takes where `wanted` are asked for: Sobol' points are a power of 2."""
        fitting = min(wanted, self.most)
        return 1 << round(math.log2(fitting)) if self.is_sobol else fitting


@cache
def scenario() -> carbonspan.Scenario:
    return carbonspan.load("chatgpt/by-words", sets=SETS)


def carbonspan_run(samples: int, *, seed: int, design: str = "random", threads: int = THREADS) -> list[Answer]:
    """The answer of this package, in whole: with all errors, diagnostics and histograms, as a DataTree."""
    tree = carbonspan.run(scenario(), samples=samples, seed=seed, design=design, threads=threads)
    quantiles, moments = tree["quantiles"].to_dataset(), tree["moments"].to_dataset()
    return [
        Answer(
            *(float(moments[name].sel(moment=moment)) for moment in ("mean", "sd")),
            quantiles[name].sel(probability=list(PROBABILITIES)).to_numpy(),
        )
        for name in OUTPUTS
    ]


OWN = Contender("carbonspan, random")
CONTENDERS = (
    OWN,
    Contender("carbonspan, random, one thread", options={"threads": 1}),
    Contender("carbonspan, sobol", is_sobol=True, options={"design": "sobol"}),
    Contender("carbonspan, sobol, one thread", is_sobol=True, options={"design": "sobol", "threads": 1}),
    Contender("numpy, two threads", "numpy_by_words", "numpy", options={"threads": THREADS}),
    Contender("numpy, one thread", "numpy_by_words", "numpy", options={"threads": 1}),
    Contender("scipy, Sobol' points", "scipy_by_words", "scipy", is_sobol=True, options={"threads": THREADS}),
    Contender("numba, prange", "numba_by_words", "numba", options={"threads": THREADS}),
    Contender("JAX", "jax_by_words", "jax"),
    Contender("OpenTURNS", "openturns_by_words", "openturns"),
    Contender("chaospy", "chaospy_by_words", "chaospy"),
    Contender("squigglepy", "squigglepy_by_words", "squigglepy"),
    Contender("metrolopy", "metrolopy_by_words", "metrolopy"),
    Contender("monaco", "monaco_by_words", "monaco", most=10_000),
)


def errors(answers: Sequence[Answer]) -> np.ndarray:
    """How far the mean and the 5 and 95 % quantile of emissions are off (3,), as shares of the true numbers."""
    answer, true = answers[OUTPUT], reference.reference("emissions")
    found = (answer.mean, *(answer.quantiles[PROBABILITIES.index(p)] for p in (0.05, 0.95)))
    return np.array([value / true[what] - 1 for value, what in zip(found, reference.WHAT, strict=True)])


def root_mean_square(rows: Sequence[np.ndarray]) -> np.ndarray:
    return np.sqrt(np.mean(np.square(rows), axis=0))


def random_samples() -> int:
    """The number of random draws from which the worst of the three numbers has a standard error of ACCURACY."""
    runs = [
        found
        for source, output, _, found in reference.recorded()
        if source == reference.RANDOM and output == "emissions"
    ]
    worst = max(found.error / found.value for found in runs)
    return math.ceil(reference.RANDOM_SAMPLES * (worst / ACCURACY) ** 2)


def sobol_samples(contender: Contender) -> int:
    """The least power of 2 from which the errors of the worst of the three numbers are ACCURACY, over SEEDS seeds."""
    samples = FEWEST
    while samples < MOST:
        found = [errors(contender.run(samples, seed)) for seed in range(1, 1 + SEEDS)]
        if root_mean_square(found).max() <= ACCURACY:
            return samples
        samples *= 2
    return samples


@dataclass
class Trial:
    """A contender's runs of `samples` samples, each with a seed of its own, and what they found."""

    contender: Contender
    samples: int
    found: list[Sequence[Answer]] = field(default_factory=list)
    _seeds: count[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> None:
        self.found.append(self.contender.run(self.samples, next(self._seeds)))

    def row(self, times: list[Taken], wanted: int, own: list[Taken]) -> str:
        """A line of the table: times and their ratio to `own`, for `wanted` samples, and errors of those made."""
        share = wanted / self.samples
        walls, processor = [each.wall * share for each in times], median(each.processor for each in times) * share
        ratio = median(wall / each.wall for wall, each in zip(walls, own, strict=True))
        work = processor / median(each.processor for each in own)
        mark = " " if 0.9 < share < 1.1 else "*"
        percents = "  ".join(
            f"{100 * error:7.3f} %" for error in root_mean_square([errors(each) for each in self.found])
        )
        return (
            f"{self.contender.name:31s} {self.samples:>11,}  {spread(walls):>28s}{mark} {processor:9.3f} s "
            f"{ratio:8.2f} {work:8.2f}  {percents}"
        )


def compare(samples: int, rounds: int, contenders: Sequence[Contender]) -> dict[Contender, Taken]:
    """Print times and errors at `samples` samples; returns what a sample takes each contender."""
    trials = {each: Trial(each, each.samples(samples)) for each in contenders}
    times = in_turn(trials, rounds)
    print(f"\n{samples:,} samples, {rounds} rounds; wall and processor time, as multiples of {OWN.name}, and errors")
    print(
        f"{'':31s} {'samples':>11s}  {'wall [s]: median (range)':>28s}  {'processor':>11s} {'wall':>8s} {'proc.':>8s}"
        f"  {'mean':>9s}  {'5 %':>9s}  {'95 %':>9s}"
    )
    for contender, trial in trials.items():
        print(trial.row(times[contender], samples, times[OWN]), flush=True)
    return {
        each: Taken(*(median(values) / trials[each].samples for values in zip(*times[each], strict=True)))
        for each in contenders
    }


def reach(rounds: int, pace: dict[Contender, Taken]) -> None:
    """Print what each contender takes for an error of ACCURACY; `pace` is what a sample takes it.

    Runs that are expected to take longer than LONGEST are not made, nor those of more samples than a contender takes.
    """
    needed = {each: sobol_samples(each) if each.is_sobol else random_samples() for each in pace}
    made = {each: n for each, n in needed.items() if n * pace[each].wall <= LONGEST and n <= each.most}
    times = in_turn({each: partial(each.run, n, 1) for each, n in made.items()}, rounds)
    print(f"\nTime to an error of {ACCURACY:.1%} of the worst of mean, 5 and 95 % quantile")
    print(f"{'':31s} {'samples':>11s}  {'wall [s]: median (range)':>28s}  {'processor':>11s}")
    for each, n in needed.items():
        if each in times:
            walls, processor = spread([t.wall for t in times[each]]), median(t.processor for t in times[each])
            print(f"{each.name:31s} {n:>11,}  {walls:>28s}  {processor:9.3f} s")
        else:
            print(f"{each.name:31s} {n:>11,}  {n * pace[each].wall:28.3g}* {n * pace[each].processor:9.3f} s")


@pytest.mark.parametrize("contender", CONTENDERS, ids=lambda each: each.name)
def test_peer(benchmark, contender):
    """2^17 samples."""
    if not contender.installed:
        pytest.skip(f"{contender.library} is not installed")
    run, samples = contender.run, contender.samples(1 << 17)
    run(samples, 1)
    benchmark.pedantic(run, (samples, 1), rounds=3)


def main(samples: int = 1_000_000, rounds: int = 7) -> None:
    here = [each for each in CONTENDERS if each.installed]
    for line in machine("carbonspan", *sorted({each.library for each in here if each.library})):
        print(line)
    for each in CONTENDERS:
        if not each.installed:
            print(f"{each.name} is skipped: {each.library} is not installed")
    pace = compare(samples, rounds, here)
    reach(max(rounds // 2, 3), pace)
    bench_floor.main()


if __name__ == "__main__":
    main(*(int(float(text)) for text in sys.argv[1:]))
