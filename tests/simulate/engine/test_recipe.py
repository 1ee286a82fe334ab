"""A recipe makes a runner with the same samples and questions, in another process too."""

import pickle

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.conditional_counts import ConditionalCounts
from carbonspan.simulate.engine.accumulators.cross_sums import CrossSums
from carbonspan.simulate.engine.accumulators.exceedances import Exceedances
from carbonspan.simulate.engine.accumulators.pairs import PairCounts
from carbonspan.simulate.engine.accumulators.ranks import RankCounts
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.recipe import recipe
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.reader.load import load

SAMPLES = 40_000


def questions():
    return (
        PairCounts([(0, 1)]),
        RankCounts([0, 1]),
        Exceedances([0], [2.0], rounding=1e-9),
        CrossSums(np.array([[0, 1, 2]]), np.array([0]), np.zeros(1), np.array([[0.5, 1.0, 4.0]])),
        ConditionalCounts([0], [0], np.linspace(0.1, 3, 63)[None, :], np.linspace(0.1, 9, 255)[None, :]),
    )


@pytest.fixture(scope="module")
def runner() -> Runner:
    """A run with aggregates over a dimension, which has accumulated something of every kind."""
    found = Runner(plan(load("training/published"), seed=3, design="sobol", aggregate=True), 2)
    found.accumulate(*questions())
    assert extend(found, SAMPLES)
    return found


def saved(runner: Runner) -> dict[str, np.ndarray]:
    return runner.state.save()


def test_what_it_makes_has_nothing_in_and_comes_to_the_same_bits(runner) -> None:
    made = pickle.loads(pickle.dumps(recipe(runner)))  # noqa: S301 - as a cluster sends it
    other = made.runner(threads=1)
    assert all(map(np.array_equal, other.plan.program, runner.plan.program))
    for _ in range(2):  # a cleared runner is as good as a new one
        assert other.state.samples == 0
        assert extend(other, SAMPLES)
        found, expected = saved(other), saved(runner)
        assert found.keys() == expected.keys()
        for name in set(expected) - {"histogram.rows", "histogram.counts", "histogram.batches"}:
            np.testing.assert_array_equal(found[name], expected[name], err_msg=name)
        assert other.state.histograms.of(0).counts.tobytes() == runner.state.histograms.of(0).counts.tobytes()
        made.clear(other)


def test_it_is_small_whatever_has_been_accumulated(runner) -> None:
    before = len(pickle.dumps(recipe(runner)))
    assert before < sum(array.nbytes for array in runner.plan.program)


def test_questions_alone_stay_alone(runner) -> None:
    own = Runner(runner.plan, 1, runner)
    own.accumulate(PairCounts([(0, 1)]), alone=True)
    state = recipe(own).runner(threads=1).state
    assert [type(each) for each in state.accumulators] == [PairCounts]
    assert state.histograms.outputs == 0
