"""What a run has accumulated, saved and restored."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.conditional_counts import ConditionalCounts
from carbonspan.simulate.engine.accumulators.cross_sums import CrossSums
from carbonspan.simulate.engine.accumulators.exceedances import Exceedances
from carbonspan.simulate.engine.accumulators.pairs import PairCounts
from carbonspan.simulate.engine.accumulators.ranks import RankCounts
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.engine.state import State
from carbonspan.simulate.kernels.batches import BATCHES, LEAF
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Scenario

ROUND = BATCHES * LEAF


def product(a: float, b: float) -> float:
    return a * b


@pytest.fixture(scope="module")
def scenario(build: Callable) -> Scenario:
    return build(product, {"a": Lognormal(1.0, 0.5), "b": Lognormal(2.0, 0.3)})


def asking(scenario: Scenario, started: Callable) -> Runner:
    """A runner that accumulates something of every kind."""
    runner = started(scenario)
    values = np.array([[0.5, 1.0, 4.0]])
    runner.accumulate(
        PairCounts([(0, 0)]),
        RankCounts([0, 0]),
        Exceedances([0], [2.0]),
        CrossSums(np.array([[0, 0, 0]]), np.array([0]), np.zeros(1), values),
        ConditionalCounts([0], [0], np.linspace(0.1, 3, 63)[None, :], np.linspace(0.1, 9, 255)[None, :]),
    )
    return runner


def test_an_empty_state_holds_no_samples() -> None:
    assert State(2).samples == 0


def test_a_restored_state_goes_on_to_the_same_bits(scenario: Scenario, started: Callable) -> None:
    whole, first, second = (asking(scenario, started) for _ in range(3))
    assert extend(whole, 3_000_000)
    assert extend(first, 1 << 20)
    second.state.restore(first.state.save())
    assert second.state.samples == 1 << 20
    assert extend(second, 3_000_000)
    expected, found = whole.state.save(), second.state.save()
    assert expected.keys() == found.keys()
    for name, array in expected.items():
        np.testing.assert_array_equal(found[name], array, err_msg=name)


def test_a_restored_state_is_a_copy(scenario: Scenario, started: Callable) -> None:
    first, second = (asking(scenario, started) for _ in range(2))
    assert extend(first, 1 << 20)
    saved = first.state.save()
    before = {name: array.copy() for name, array in saved.items()}
    second.state.restore(saved)
    assert extend(second, 1 << 21)
    for name, array in before.items():
        np.testing.assert_array_equal(saved[name], array, err_msg=name)


def read(runner: Runner) -> dict[str, np.ndarray]:
    """All that can be read off a state, whatever the order in which its pages came."""
    state = runner.state
    saved = {name: array for name, array in state.save().items() if not name.startswith(state.histograms.adder.name)}
    for output, bins in enumerate(map(state.histograms.of, range(state.outputs))):
        saved |= {f"{name} {output}": getattr(bins, name) for name in ("low", "high", "counts", "batches")}
    return saved


def assert_same(found: Runner, expected: Runner) -> None:
    assert read(found).keys() == read(expected).keys()
    for name, array in read(expected).items():
        np.testing.assert_array_equal(read(found)[name], array, err_msg=name)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_states_of_spans_add_up_to_that_of_one_run(scenario: Scenario, started: Callable, order: tuple) -> None:
    ends = [0, ROUND, 2 * ROUND, 3 * ROUND + 4321]
    whole, total, *spans = (asking(scenario, started) for _ in range(5))
    assert extend(whole, ends[-1])
    for span, begin, end in zip(spans, ends, ends[1:], strict=False):
        assert extend(span, end, begin=begin)
    for index in order:
        total.state.absorb(spans[index].state.copied())
    assert_same(total, whole)


def test_a_state_with_holes_goes_on_to_the_same_bits(scenario: Scenario, started: Callable) -> None:
    whole, holed = (asking(scenario, started) for _ in range(2))
    assert extend(whole, 4 * ROUND + 99)
    assert extend(holed, 2 * ROUND, begin=ROUND)
    assert extend(holed, 4 * ROUND, begin=3 * ROUND)
    assert extend(holed, 4 * ROUND + 99)
    assert_same(holed, whole)


def test_states_with_a_sample_in_common_are_not_added(scenario: Scenario, started: Callable) -> None:
    first, second = (asking(scenario, started) for _ in range(2))
    assert extend(first, 2 * ROUND)
    assert extend(second, 3 * ROUND, begin=ROUND)
    before = read(first)
    with pytest.raises(ValueError, match="states overlap"):
        first.state.absorb(second.state.save())
    for name, array in before.items():
        np.testing.assert_array_equal(read(first)[name], array, err_msg=name)
