"""What a worker computes, without a cluster: states of spans that add up to the run, and no other run's."""

import pickle
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters.cluster import Cluster, _spans
from carbonspan.simulate.answer.clusters.worker import SpanTask, compute
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.started_run import start
from carbonspan.simulate.answer.statistics.exceedance import events
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.tasks import Done, Task
from carbonspan.simulate.kernels.batches import BATCHES, LEAF
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load


@pytest.fixture(scope="module")
def started():
    scenario = load("chatgpt/by-words")
    return start(scenario, Request(4 * STEP, threads=1), events(scenario, ["emissions > 3 t"]))


def task(started, first: int, last: int) -> SpanTask:
    found = SpanTask(started.scenario, started.request, started.events, started.identity, first * STEP, last * STEP)
    return pickle.loads(pickle.dumps(found))  # noqa: S301 - as a cluster sends it


def test_states_of_workers_add_up_to_the_run(started) -> None:
    runner, added = started.again().runner, started.again().runner.state
    assert extend(runner, 4 * STEP)
    whole = runner.state
    for first, last in ((3, 4), (0, 1), (1, 3)):
        added.absorb(compute(task(started, first, last)))
    assert added.done == whole.done
    assert added.moments.batches().tobytes() == whole.moments.batches().tobytes()
    for output in range(whole.outputs):
        assert added.histograms.of(output).counts.tobytes() == whole.histograms.of(output).counts.tobytes()


def test_a_worker_of_another_processor_is_refused(started) -> None:
    other = replace(task(started, 0, 1), identity={**started.identity, "processor": "generic: sse2"})
    with pytest.raises(RunError, match=r"a worker of the cluster would give other bits: the processor differs in .*"):
        compute(other)


def test_spans_are_the_steps_of_which_nothing_is_in() -> None:
    done = Done()
    for batch in range(BATCHES):
        done.add(Task(batch, 2 * LEAF, 3 * LEAF))
    done.add(Task(5, 5 * LEAF, 6 * LEAF))
    found = [(first // STEP, last // STEP) for first, last in _spans(done, (0, 9 * STEP), 1)]
    assert found == [(0, 1), (1, 2), (3, 4), (4, 5), (6, 7), (7, 8), (8, 9)]
    assert list(_spans(Done(), (0, 0), 4)) == []
    long = [last - first for first, last in _spans(Done(), (STEP, 100_001 * STEP), 2)]
    assert (max(long), sum(long)) == (64 * STEP, 100_000 * STEP)
    assert next(_spans(Done(), (0, 100_000 * STEP), 1000)) == (0, 12 * STEP)
    assert next(_spans(Done(), (0, 100_000 * STEP), 2, 8)) == (0, 8 * STEP)


@pytest.mark.parametrize("address", ["local", "local:0", "local:x", "myhost", "4"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput, match=rf"--cluster {address}: must be local:N, such as local:4, or a scheduler's"):
        Cluster(address)
