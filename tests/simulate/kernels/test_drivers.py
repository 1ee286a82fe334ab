"""The compiled loops, called as a run calls them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.engine.compiler.code_cache import driver
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.kernels import drivers
from carbonspan.simulate.kernels.histogram import PAGE, PAGES
from carbonspan.simulate.kernels.jit import LEAF
from carbonspan.simulate.kernels.moments import FIELDS
from carbonspan.simulate.kernels.program import working_memory
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


def nothing() -> tuple[np.ndarray, np.ndarray]:
    """No pairs to compare, and their counts."""
    return np.zeros((0, 2), np.int64), np.zeros((0, 2), np.int64)


def accumulated(runner: Runner, first: int, last: int, pool: int, grow: int) -> tuple[np.ndarray, ...]:
    span = np.array([first, last, first, 0])
    leaves = np.zeros((-(-(last - first) // LEAF), 1, FIELDS))
    pages, taken = np.full((1, PAGES), -1, np.int32), np.zeros(pool, np.uint32)
    ends = np.array([[np.inf, -np.inf]])
    work, calls = working_memory(runner.plan.program), 0
    while span[2] < last:
        driver("accumulate")(runner.plan.program, runner.model, work, 4, span, leaves, pages, taken, ends, *nothing())
        taken = np.concatenate([taken, np.zeros(grow, np.uint32)])
        calls += 1
    counts = {page: taken[pages[0, page] :][:PAGE].tobytes() for page in np.flatnonzero(pages[0] >= 0).tolist()}
    return leaves[0], counts, ends, calls


def test_a_pool_that_runs_out_and_grows_leaves_the_same_sums(runner: Runner) -> None:
    tight = accumulated(runner, 0, LEAF + 700, 3 * PAGE, 5 * PAGE + 7)
    ample = accumulated(runner, 0, LEAF + 700, PAGES * PAGE, 0)
    assert tight[3] > 30
    assert ample[3] == 1
    assert tight[1] == ample[1]
    np.testing.assert_array_equal(tight[0], ample[0])
    np.testing.assert_array_equal(tight[2], ample[2])


def test_a_block_is_counted_of_all_outputs_or_of_none(build: Callable, started: Callable) -> None:
    """The second output needs more pages than the first; what the first had counted must not stay."""
    names = {"a": Lognormal(1.0, 3.0), "b": Lognormal(1.0, 60.0)}
    both = started(build(apart, names))
    tight, ample = (counted(both, pool, grow) for pool, grow in ((3 * PAGE, PAGE), (PAGES * PAGE, 0)))
    assert tight == ample
    assert [sum(np.frombuffer(page, np.uint32).sum() for page in pages.values()) for pages in tight] == [3000, 3000]


def counted(runner: Runner, pool: int, grow: int) -> list[dict[int, bytes]]:
    """For each of two outputs, the counts of 3,000 samples by page."""
    span, leaves = np.array([0, 3000, 0, 0]), np.zeros((1, 2, FIELDS))
    pages, taken = np.full((2, PAGES), -1, np.int32), np.zeros(pool, np.uint32)
    ends, work = np.tile([np.inf, -np.inf], (2, 1)), working_memory(runner.plan.program)
    while span[2] < 3000:
        driver("accumulate")(runner.plan.program, runner.model, work, 4, span, leaves, pages, taken, ends, *nothing())
        taken = np.concatenate([taken, np.zeros(grow, np.uint32)])
    return [{int(p): taken[row[p] :][:PAGE].tobytes() for p in np.flatnonzero(row >= 0)} for row in pages]


def test_counts_are_of_the_samples_asked_for(runner: Runner) -> None:
    outputs = draws(runner, 32 * (LEAF + 700))[1][0, 4::32]
    _, counts, ends, _ = accumulated(runner, LEAF, LEAF + 700, PAGES * PAGE, 0)
    assert sum(np.frombuffer(page, np.uint32).sum() for page in counts.values()) == 700
    assert ends.tolist() == [[outputs[LEAF:].min(), outputs[LEAF:].max()]]


def test_stored_samples_are_the_same_wherever_the_range_begins(runner: Runner) -> None:
    kept = np.array(list(runner.plan.values.values()), np.int64)
    rows, outputs = np.empty((2, 2000)), np.empty((1, 2000))
    driver("store")(
        runner.plan.program, runner.model, working_memory(runner.plan.program), 7, 0, 2000, rows, outputs, kept
    )
    some, few = np.empty((2, 900)), np.empty((1, 900))
    driver("store")(
        runner.plan.program, runner.model, working_memory(runner.plan.program), 7, 777, 1677, some, few, kept
    )
    np.testing.assert_array_equal(some, rows[:, 777:1677])
    np.testing.assert_array_equal(few, outputs[:, 777:1677])
    np.testing.assert_array_equal(few[0], some[0] * some[1])


def test_every_driver_has_a_signature_and_is_loaded_once() -> None:
    for name in drivers.SIGNATURES:
        assert callable(getattr(drivers, name))
        assert driver(name) is driver(name)
