"""Runs: the same bits on any number of threads, in any order, extended or at once; and how they fail."""

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.engine import run as run_module
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.engine.replay import draws, sample
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner, processors
from carbonspan.simulate.engine.state import State
from carbonspan.simulate.kernels.batches import BATCHES, LEAF
from carbonspan.simulate.kernels.bits import ordered_keys
from carbonspan.simulate.kernels.histogram import BIN_SHIFT, MANTISSA_BITS
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario

ROUND = BATCHES * LEAF


class Both(NamedTuple):
    product: float
    difference: float


def both(a: float, b: float) -> Both:
    return Both(a * b, a - b)


def ratio(a: float, b: float) -> float:
    return a / b


def same(a: float) -> float:
    return a


@pytest.fixture(scope="module")
def scenario(build: Callable) -> Scenario:
    return build(both, {"a": Lognormal(1.0, 0.7), "b": Normal(3.0, 1.0)})


def bits(state: State) -> dict[str, object]:
    """All that a state holds, comparable."""
    return {
        "samples": state.samples,
        "spans": state.done.spans,
        "extremes": state.moments.extremes.tobytes(),
        "moments": state.moments.batches().tobytes(),
        "bins": [
            (bins.low.tobytes(), bins.counts.tobytes(), bins.batches.tobytes())
            for bins in map(state.histograms.of, range(state.outputs))
        ],
    }


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_any_number_of_threads_gives_the_same_bits(scenario: Scenario, started: Callable, design: str) -> None:
    count = 4 * ROUND if design == "sobol" else 4 * ROUND + 12_345
    one = bits(started(scenario, design=design, threads=1, samples=count).state)
    for threads in (2, 5, 64):
        assert bits(started(scenario, design=design, threads=threads, samples=count).state) == one


def test_tasks_may_come_in_any_order(scenario: Scenario, started: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = bits(started(scenario, threads=16, samples=3 * ROUND + 99).state)
    straight = run_module.tasks

    def shuffled(*arguments: int, **named: int) -> list:
        found = list(straight(*arguments, **named))
        return [found[place] for place in np.random.default_rng(1).permutation(len(found))]

    monkeypatch.setattr(run_module, "tasks", shuffled)
    assert bits(started(scenario, threads=16, samples=3 * ROUND + 99).state) == expected


@pytest.mark.parametrize(("first", "then"), [(1, 2), (3, 4), (6, 11)])
@pytest.mark.parametrize("design", ["random", "sobol"])
def test_an_extended_run_is_the_run_at_once(
    scenario: Scenario, started: Callable, first: int, then: int, design: str
) -> None:
    runner = started(scenario, design=design, samples=first * ROUND)
    assert extend(runner, then * ROUND)
    assert bits(runner.state) == bits(started(scenario, design=design, samples=then * ROUND).state)


def test_seeds_and_designs_are_runs_of_their_own(scenario: Scenario, started: Callable) -> None:
    runs = [started(scenario, seed=s, design=d, samples=3200) for d in ("random", "sobol") for s in (0, 1)]
    assert len({run.state.moments.batches().tobytes() for run in runs}) == 4


def test_a_state_holds_what_the_draws_say(scenario: Scenario, started: Callable) -> None:
    count = 100_003
    runner = started(scenario, samples=count)
    _, outputs = draws(runner, count)
    assert runner.state.samples == count
    np.testing.assert_array_equal(runner.state.moments.extremes, [[row.min(), row.max()] for row in outputs])
    for o, row in enumerate(outputs):
        bins = runner.state.histograms.of(o)
        low, expected = np.unique(ordered_keys(row) >> BIN_SHIFT, return_counts=True)
        filled = bins.counts > 0
        np.testing.assert_array_equal(bins.low[filled] >> BIN_SHIFT, low)
        np.testing.assert_array_equal(bins.counts[filled], expected)
        np.testing.assert_array_equal(bins.batches.sum(axis=1), np.bincount(np.arange(count) % BATCHES))
        for batch, moments in enumerate(runner.state.moments.batches()[:, o]):
            part = row[batch::BATCHES]
            d = part - part.mean()
            expected = [len(part), part.mean(), *(np.sum(d**power) for power in (2, 3, 4))]
            np.testing.assert_allclose(moments, expected, rtol=1e-9)


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_draws_are_the_first_samples_whatever_the_count(scenario: Scenario, started: Callable, design: str) -> None:
    short, long = started(scenario, design=design, samples=64), started(scenario, design=design, samples=4096)
    inputs, outputs = draws(long, 1000)
    for runner, count in ((short, 1000), (long, 77), (short, 1)):
        some, computed = draws(runner, count)
        np.testing.assert_array_equal(some, inputs[:, :count])
        np.testing.assert_array_equal(computed, outputs[:, :count])
    np.testing.assert_array_equal(outputs, [inputs[0] * inputs[1], inputs[0] - inputs[1]])
    one, result = sample(long, 13 + 20 * BATCHES)
    np.testing.assert_array_equal(one, inputs[:, 20 * BATCHES + 13])
    np.testing.assert_array_equal(result, outputs[:, 20 * BATCHES + 13])


def test_memory_does_not_grow_with_the_samples(build: Callable, started: Callable) -> None:
    runner = started(build(same, {"a": Uniform(1.0, 2.0)}), samples=ROUND)
    for count in (ROUND, 7 * ROUND, 20 * ROUND):
        extend(runner, count)
        assert len(runner.state.histograms.of(0).counts) == 1 << MANTISSA_BITS
        assert all(len(tree.nodes) <= 5 for tree in runner.state.moments.trees)
        assert runner.state.done.spans == [[(0, count // BATCHES)]] * BATCHES


def test_progress_counts_up_to_the_end(scenario: Scenario, started: Callable) -> None:
    seen: list[tuple[int, int]] = []
    runner = started(scenario)
    extend(runner, 2 * ROUND, lambda done, wanted: seen.append((done, wanted)))
    assert seen == sorted(seen)
    assert seen[-1] == (2 * ROUND, 2 * ROUND)


def test_an_interrupted_run_keeps_what_was_finished_and_can_go_on(scenario: Scenario, started: Callable) -> None:
    runner = started(scenario)
    main = threading.main_thread().ident
    sent = threading.Event()

    def interrupt(done: int, wanted: int) -> None:
        if done >= ROUND and not sent.is_set():
            sent.set()
            signal.pthread_kill(main, signal.SIGINT)

    assert not extend(runner, 2000 * ROUND, interrupt)
    assert ROUND <= runner.state.samples < 2000 * ROUND
    assert (
        runner.state.histograms.of(0).counts.sum()
        == runner.state.samples
        == runner.state.moments.batches()[:, 0, 0].sum()
    )


LOST = {"a": Uniform(1.0, 2.0), "b": Discrete((0.0, 2.0), (1e-4, 0.9999))}


def test_outputs_that_are_not_finite_are_counted_named_and_refused(build: Callable, started: Callable) -> None:
    count = 100_000
    runner = started(build(ratio, LOST))
    (a, b), _ = draws(runner, count)
    first = int(np.flatnonzero(b == 0)[0])
    lost = np.count_nonzero(b == 0)
    expected = (
        rf"{lost} of the first 100,000 samples have outputs that are not finite numbers; the first is sample {first}, "
        rf"where ratio cannot be computed from a = {a[first]:.6g}, b = 0; truncate the inputs"
    )
    with pytest.raises(RunError, match=expected):
        extend(runner, count)


def test_the_same_failure_is_told_on_any_number_of_threads(build: Callable, started: Callable) -> None:
    told = set()
    for threads in (1, 2, 5):
        with pytest.raises(RunError, match="not finite") as caught:
            extend(started(build(ratio, LOST), threads=threads), ROUND)
        told.add(str(caught.value))
    assert len(told) == 1


def test_one_lost_coordinate_is_enough(build: Callable, make_input: Callable, started: Callable) -> None:
    scenario = build(ratio, {"a": Uniform(1.0, 2.0), "b": Constant(1.0)})
    options = Option("whole", {}), Option("none", {"b": make_input("b", Constant(0.0))})
    with pytest.raises(RunError, match="is sample 0, where ratio cannot be computed"):
        extend(started(replace(scenario, axes=(Axis("part", "choice", options),))), 1000)


def test_threads_default_to_the_processors(scenario: Scenario, started: Callable) -> None:
    assert started(scenario, threads=0).threads == processors() >= 1
    assert isinstance(started(scenario), Runner)


def test_threads_are_a_few_for_each_processor_at_most(scenario: Scenario, started: Callable) -> None:
    assert started(scenario, threads=1024).threads == min(1024, 4 * processors())
