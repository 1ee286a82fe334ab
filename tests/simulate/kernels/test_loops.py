"""The compiled loops, called as a run calls them."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.exceedances import Exceedances
from carbonspan.simulate.engine.accumulators.histograms import Histograms
from carbonspan.simulate.engine.accumulators.moments import Moments
from carbonspan.simulate.engine.compiler.code_cache import accumulate_loop, driver
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.engine.tasks import Task
from carbonspan.simulate.kernels import loops
from carbonspan.simulate.kernels.batches import LEAF
from carbonspan.simulate.kernels.histogram import PAGE, PAGES, HistogramMemory
from carbonspan.simulate.laws.positive import Lognormal


def product(a: float, b: float) -> float:
    return a * b


class Apart(NamedTuple):
    first: float
    second: float


def apart(a: float, b: float) -> Apart:
    return Apart(a, b)


@pytest.fixture(scope="module")
def runner(build: Callable, started: Callable) -> Runner:
    """Its output spans hundreds of orders of magnitude, and with them thousands of pages."""
    return started(build(product, {"a": Lognormal(1.0, 60.0), "b": Lognormal(1.0, 60.0)}))


class Tight(Histograms):
    """Begins with room for `first` pages, and grows by `more` numbers."""

    def __init__(self, outputs: int, first: int, more: int) -> None:
        super().__init__(outputs)
        self._first, self._more, self.grown = first, more, 0

    def allocate(self) -> HistogramMemory:
        return super().allocate()._replace(pool=np.zeros(self._first * PAGE, np.uint32))

    def grow(self, memory: HistogramMemory) -> HistogramMemory:
        self.grown += 1
        return memory._replace(pool=np.concatenate([memory.pool, np.zeros(self._more, np.uint32)]))


def accumulated(runner: Runner, histograms: Histograms, first: int, last: int) -> tuple[Any, ...]:
    """Leaves, counts of each output by page, extremes, and counts below 1, of samples of batch 4."""
    accumulators = histograms, Moments(runner.state.outputs), Exceedances([0], [1.0])
    filled = runner.executable.accumulate(Task(4, first, last), accumulators)
    pages, moments, below = filled.values
    counts = [{int(p): pages.pool[row[p] :][:PAGE].tobytes() for p in np.flatnonzero(row >= 0)} for row in pages.pages]
    return moments.leaves[0].tobytes(), counts, moments.extremes.tolist(), below.counts.tolist()


def totals(counts: list[dict[int, bytes]]) -> list[int]:
    return [sum(int(np.frombuffer(page, np.uint32).sum()) for page in pages.values()) for pages in counts]


def test_a_pool_that_runs_out_and_grows_leaves_the_same_sums(runner: Runner) -> None:
    tight, ample = Tight(1, 3, 5 * PAGE + 7), Tight(1, PAGES, 0)
    assert accumulated(runner, tight, 0, LEAF + 700) == accumulated(runner, ample, 0, LEAF + 700)
    assert tight.grown > 30
    assert ample.grown == 0


def test_an_adder_after_one_that_was_full_adds_each_block_once(runner: Runner) -> None:
    """Counts below a threshold come after the histogram in turn, and are added when that has room again."""
    outputs = draws(runner, 32 * 3000)[1][0, 4::32]
    ((below, equal),) = accumulated(runner, Tight(1, 3, PAGE), 0, 3000)[3]
    assert (below, equal) == ((outputs < 1).sum(), 0)


def test_a_block_is_counted_of_all_outputs_or_of_none(build: Callable, started: Callable) -> None:
    """The second output needs more pages than the first; what the first had counted must not stay."""
    both = started(build(apart, {"a": Lognormal(1.0, 3.0), "b": Lognormal(1.0, 60.0)}))
    tight, ample = (accumulated(both, Tight(2, *room), 0, 3000)[1] for room in ((3, PAGE), (PAGES, 0)))
    assert tight == ample
    assert totals(tight) == [3000, 3000]


def test_counts_are_of_the_samples_asked_for(runner: Runner) -> None:
    outputs = draws(runner, 32 * (LEAF + 700))[1][0, 4::32]
    _, counts, extremes, _ = accumulated(runner, Tight(1, PAGES, 0), LEAF, LEAF + 700)
    assert totals(counts) == [700]
    assert extremes == [[outputs[LEAF:].min(), outputs[LEAF:].max()]]


def test_stored_samples_are_the_same_wherever_the_range_begins(runner: Runner) -> None:
    kept = np.array(list(runner.plan.values.values()), np.int64)
    rows, outputs = np.empty((2, 2000)), np.empty((1, 2000))
    runner.executable.store(7, 0, rows, outputs, kept)
    some, few = np.empty((2, 900)), np.empty((1, 900))
    runner.executable.store(7, 777, some, few, kept)
    np.testing.assert_array_equal(some, rows[:, 777:1677])
    np.testing.assert_array_equal(few, outputs[:, 777:1677])
    np.testing.assert_array_equal(few[0], some[0] * some[1])


def test_every_driver_has_a_signature_and_is_loaded_once() -> None:
    for name in loops.SIGNATURES:
        assert callable(getattr(loops, name))
        assert driver(name) is driver(name)
    adders = (Moments.adder, Exceedances.adder)
    assert accumulate_loop(adders) is accumulate_loop(adders)
