"""Sobol' indices of functions with known ones, side by side at the same accuracy: this engine, SALib and OpenTURNS.

The Ishigami function and the G function of Sobol' with eight inputs, each as a scenario with a user's model here and as
a vectorized numpy function there. A tool's accuracy at a number of base points is the root mean square error of all
first-order and total indices against the exact ones, over several seeds. Each time is that of the whole analysis in a
warm process, no imports: points, model, indices and their errors or intervals; `indices alone` leaves the intervals of
the peers out, which this engine has no way to.

At each accuracy that a peer reached, its time is compared with the time in which this engine reaches it, read off a
straight line, in logarithms of error and time, between the two of its own base sizes around it. A star marks what is
outside of those. All contenders run in turn, and ratios are those of each round.

``python benchmarks/simulate/sensitivity/bench_indices.py [SEEDS] [ROUNDS]``
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.extend(str(Path(__file__).parents[2] / folder) for folder in ("", "peers", "simulate/sensitivity"))

import known_functions
import numpy as np
import openturns_sobol
import pytest
import salib_sobol
from numpy.typing import NDArray
from side_by_side import Taken, in_turn, machine, spread

import carbonspan
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.sensitivity.sobol import sobol_indices

Floats = NDArray[np.float64]
Indices = tuple[Floats, Floats]

THREADS = 2
OWN = "carbonspan"
OWN_BASES = [1 << k for k in range(10, 23, 2)]
PEER_BASES = [1 << k for k in (10, 12, 14, 16)]
#: How many times as fast as each peer this engine should be.
TARGETS = {"SALib": 100, "OpenTURNS": 30}


@dataclass(frozen=True)
class Known:
    """A function with the bounds (inputs, 2) of its uniform inputs and its exact indices."""

    function: Callable[..., known_functions.Value]
    bounds: list[tuple[float, float]]
    exact: Indices

    @property
    def name(self) -> str:
        return self.function.__name__

    def __call__(self, points: Floats) -> Floats:
        """Values (samples,) at `points` (samples, inputs)."""
        return self.function(*points.T).value


def g_indices(constants: Sequence[float]) -> Indices:
    """First-order and total indices of the G function: Saltelli et al., Global Sensitivity Analysis, 2008."""
    own = 1 / (3 * (1 + np.array(constants)) ** 2)
    variance = np.prod(1 + own) - 1
    return own / variance, own * np.prod(1 + own) / (1 + own) / variance


ISHIGAMI = (
    np.array([0.313905191147811, 0.442411144790041, 0.0]),
    np.array([0.557588855209959, 0.442411144790041, 0.243683664062148]),
)
KNOWN = [
    Known(known_functions.ishigami, [(-np.pi, np.pi)] * 3, ISHIGAMI),
    Known(known_functions.sobol_g, [(0.0, 1.0)] * 8, g_indices([0, 1, 4.5, 9, 99, 99, 99, 99])),
]


@cache
def scenario(name: str) -> carbonspan.Scenario:
    return carbonspan.load(Path(__file__).with_name(f"{name}.yaml"))


def own(known: Known, n: int, seed: int) -> Indices:
    """The indices by this engine, in file order."""
    (found,) = sobol_indices(scenario(known.name), Request(n, seed, threads=THREADS, design="sobol"), on="value")
    each = {index.inputs[0]: (index.first.value, index.total.value) for index in found.indices}
    first, total = np.transpose([each[name] for name in scenario(known.name).inputs])
    return first, total


class Contender(NamedTuple):
    """A way to estimate indices: of which tool, how, and with how many base points."""

    tool: str
    way: str
    base: int


#: Ways of each peer: without intervals first, whose accuracy the others have too.
WAYS: dict[tuple[str, str], Callable[..., Indices]] = {
    ("SALib", "indices alone"): partial(salib_sobol.indices, intervals=False),
    ("SALib", "with intervals"): salib_sobol.indices,
    ("OpenTURNS", "Saltelli, indices alone"): partial(openturns_sobol.indices, intervals=False),
    ("OpenTURNS", "Saltelli, with intervals"): openturns_sobol.indices,
    ("OpenTURNS", "Jansen, indices alone"): partial(openturns_sobol.indices, intervals=False, estimator="Jansen"),
    ("OpenTURNS", "Jansen, with intervals"): partial(openturns_sobol.indices, estimator="Jansen"),
}


def contenders(known: Known) -> dict[Contender, Callable[[int], Indices]]:
    """What estimates the indices of `known` from a seed."""
    found: dict[Contender, Callable[[int], Indices]] = {
        Contender(OWN, "sobol design", n): partial(own, known, n) for n in OWN_BASES
    }
    for (tool, way), run in WAYS.items():
        found |= {Contender(tool, way, n): partial(run, known, known.bounds, n) for n in PEER_BASES}
    return found


@pytest.mark.parametrize("way", [(OWN, "sobol design"), *WAYS], ids=" ".join)
@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_indices(benchmark, known, way):
    """4,096 base points."""
    run = contenders(known)[Contender(*way, 4096)]
    run(1)
    benchmark.pedantic(run, (1,), rounds=3)


def error(known: Known, run: Callable[[int], Indices], seeds: int) -> float:
    """The root mean square error of all indices over seeds 1 to `seeds`."""
    wrong = [np.subtract(run(seed), known.exact) for seed in range(1, seeds + 1)]
    return float(np.sqrt(np.mean(np.square(wrong))))


def errors(known: Known, runs: dict[Contender, Callable[[int], Indices]], seeds: int) -> dict[Contender, float]:
    """The error of each contender; ways that differ in their intervals alone share one."""
    found: dict[Contender, float] = {}
    for each, run in runs.items():
        same = each._replace(way=each.way.replace("with intervals", "indices alone"))
        found[each] = found[same] if same in found else error(known, run, seeds)
    return found


def seconds_at(wanted: float, reached: Sequence[float], seconds: Sequence[float]) -> tuple[float, bool]:
    """The time in which a tool reaches the error `wanted`, on a line in logarithms; whether that lies outside.

    `reached` are its errors at ascending base sizes, `seconds` its times. The smallest base sizes around it count; an
    error that rises again by chance does not.
    """
    points = [(np.log(e), np.log(t)) for e, t in zip(reached, seconds, strict=True)]
    at = np.log(wanted)
    for (worse, before), (better, after) in pairwise(points):
        if better <= at <= worse:
            return float(np.exp(before + (at - worse) / (better - worse) * (after - before))), False
    if at > points[0][0]:
        return seconds[0], True
    (worse, before), (better, after) = points[-3], points[-1]
    return float(np.exp(after + (at - better) / (better - worse) * (after - before))), True


HEADER = (
    f"{'tool':11s} {'way':25s} {'base points':>11s} {'rms error':>9s}  {'clock, ms':22s} {'processors, ms':>14s}"
    f"  {'times ours, same error':24s} {'same base':>9s}"
)


def lines(known: Known, seeds: int, rounds: int) -> Iterator[str]:
    """The table of one function: what was measured, and how many times this engine's time it is."""
    runs = contenders(known)
    reached = errors(known, runs, seeds)
    times = in_turn({each: partial(run, 1) for each, run in runs.items()}, rounds)
    yield f"\n{known.name}, {len(known.bounds)} inputs"
    yield HEADER
    for each, found in times.items():
        wall = spread([1e3 * one.wall for one in found])
        processor = 1e3 * median(one.processor for one in found)
        measured = f"{each.tool:11s} {each.way:25s} {each.base:11,d} {reached[each]:9.2e}  {wall:22s} {processor:14.3g}"
        yield measured if each.tool == OWN else f"{measured}  {_ratios(each, reached, times)}"


def _ratios(peer: Contender, reached: dict[Contender, float], times: dict[Contender, list[Taken]]) -> str:
    """The time of a peer over this engine's: at the same error, and at the same base size."""
    mine = [each for each in times if each.tool == OWN]
    accurate, same_base, outside = [], [], False
    for number, taken in enumerate(times[peer]):
        own_times = [times[each][number].wall for each in mine]
        needed, outside = seconds_at(reached[peer], [reached[each] for each in mine], own_times)
        accurate.append(taken.wall / needed)
        same_base += [taken.wall / times[each][number].wall for each in mine if each.base == peer.base]
    return f"{spread(accurate) + ' *' * outside:24s} {median(same_base):9.3g}"


def main(seeds: int = 20, rounds: int = 5) -> None:
    print(*machine("carbonspan", "numpy", "numba", "scipy", "SALib", "openturns"), sep="\n")
    print(f"rms error over {seeds} seeds; median (lowest to highest) of {rounds} rounds, after one to warm up")
    wanted = ", ".join(f"{tool} at least {ratio} times ours" for tool, ratio in TARGETS.items())
    print(f"{OWN} on {THREADS} threads; targets at the same error: {wanted}")
    for known in KNOWN:
        print(*lines(known, seeds, rounds), sep="\n", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
