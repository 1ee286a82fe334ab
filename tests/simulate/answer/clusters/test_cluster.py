"""Runs on a cluster of this process: the bits of one thread, what is given out, and how it ends."""

from dataclasses import replace
from pkgutil import resolve_name
from types import SimpleNamespace

import numpy as np
import pytest

from carbonspan.simulate.answer.checkpoints.checkpoint import Checkpoint
from carbonspan.simulate.answer.checkpoints.saved_state import plan_identity
from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters import cluster as module
from carbonspan.simulate.answer.clusters.cluster import Cluster
from carbonspan.simulate.answer.clusters.pulse import Pulse
from carbonspan.simulate.answer.clusters.worker import recount
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.started_run import start
from carbonspan.simulate.answer.summarize import marginals
from carbonspan.simulate.engine.errors import RunError, RunLost
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.engine.tasks import Task
from carbonspan.simulate.engine.zoom import Zooms, zoomed
from carbonspan.simulate.kernels.batches import BATCHES, LEAF
from carbonspan.simulate.kernels.histogram import BIN_SHIFT
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

#: Whole steps, and less than one that the command computes itself.
FEW = 3 * STEP + 5_000
BINS = "low", "high", "counts"


def same(first, second) -> None:
    """Fail unless two states are of the same samples and have the same bits."""
    assert first.done == second.done
    assert first.moments.batches().tobytes() == second.moments.batches().tobytes()
    for one, other in zip(first.questions, second.questions, strict=True):
        assert all(np.array_equal(array, other.save()[name]) for name, array in one.save().items())
    for output in range(first.outputs):
        one, other = first.histograms.of(output), second.histograms.of(output)
        assert one.counts.tobytes() == other.counts.tobytes()
        assert one.batches.tobytes() == other.batches.tobytes()


@pytest.fixture(scope="module")
def expected(started):
    runner = started.again().runner
    assert extend(runner, FEW)
    return runner.state


def test_a_cluster_gives_the_bits_of_one_thread(cluster, started, expected) -> None:
    runner, told = started.again().runner, []
    assert cluster.extend(runner, FEW, lambda done, of: told.append((done, of)))
    same(runner.state, expected)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (FEW, FEW)


def test_what_is_in_is_not_computed_again(cluster, started, expected, monkeypatch) -> None:
    runner, sent = started.again().runner, []
    extend(runner, STEP)
    submit = cluster._client.submit
    monkeypatch.setattr(
        cluster._client, "submit", lambda *given, **named: (sent.append(given[1:]), submit(*given, **named))[1]
    )
    assert cluster.extend(runner, FEW)
    same(runner.state, expected)
    assert sorted(sent) == [(STEP, 2 * STEP), (2 * STEP, 3 * STEP)]


def test_spans_that_dask_gave_up_are_given_out_again(cluster, started, expected, monkeypatch) -> None:
    """As after four of the workers of a span were lost."""
    killed, result = [], Cluster._result

    def lose(self, future, lost):
        found = result(self, future, lost)
        if len(killed) < 3:
            killed.append(lost)
            return None
        return found

    monkeypatch.setattr(Cluster, "_result", lose)
    runner = started.again().runner
    assert cluster.extend(runner, FEW)
    same(runner.state, expected)


def test_a_state_that_was_lost_with_its_worker_is_waited_for(cluster, started, expected, monkeypatch) -> None:
    late, result = [], Cluster._result

    def lose(self, future, lost):
        if len(late) < 3:
            late.append(future)
            raise TimeoutError
        return result(self, future, lost)

    monkeypatch.setattr(Cluster, "_result", lose)
    runner = started.again().runner
    assert cluster.extend(runner, FEW)
    same(runner.state, expected)


def test_an_interrupt_stops_with_what_is_in(cluster, started, monkeypatch) -> None:
    stops = []

    class Stoppable:
        def __init__(self, stop) -> None:
            stops.append(stop)

        __enter__ = __exit__ = lambda *_: None

    monkeypatch.setattr(module, "stoppable", Stoppable)
    runner = started.again().runner
    assert not cluster.extend(runner, 64 * STEP, lambda *_: stops[0]())
    assert 0 < runner.state.samples < 64 * STEP
    assert runner.state.samples % STEP == 0


class KeptFile:
    """A state file in memory."""

    name, kept = "run.state", None

    def read(self):
        return self.kept

    def write(self, state) -> None:
        self.kept = state


@pytest.mark.parametrize("file", [KeptFile(), None])
def test_a_lost_cluster_keeps_the_state_and_says_how_to_go_on(cluster, started, expected, monkeypatch, file) -> None:
    runner, checkpoint = started.again().runner, Checkpoint(file, {})
    checkpoint.begin(runner, started.identity, (0, 64 * STEP))
    checkpoint.extend_steps = cluster.extend
    monkeypatch.setattr(Pulse, "trouble", lambda self: "it broke" if runner.state.samples else "")
    with pytest.raises(RunLost, match=rf"the cluster {cluster.address} is lost: it broke") as lost:
        checkpoint.extend(runner, 64 * STEP)
    if not file:
        assert str(lost.value).endswith(" is lost: it broke")
        return
    assert f"`carbonspan run --extend run.state` goes on from the {runner.state.samples:,} samples" in str(lost.value)
    assert np.array_equal(file.kept.arrays["done"], runner.state.save()["done"])


def test_what_a_worker_refuses_is_raised(cluster, started, monkeypatch) -> None:
    sent = module.job(started.runner)
    other = replace(sent, identity={**sent.identity, "processor": "x: y"}, recipe=sent.recipe + b" ")
    monkeypatch.setattr(module, "job", lambda *_: other)
    with pytest.raises(RunError, match=r"a worker of the cluster would give other bits: the processor differs in .*"):
        cluster.extend(started.again().runner, STEP)


class Failed:
    """A future that has an error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def result(self, timeout):
        raise self._error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(), "is lost: OSError"),
        (ValueError("of\ntwo lines"), "is lost: ValueError: of two lines"),
    ],
)
def test_errors_of_dask_are_sentences(cluster, error, told) -> None:
    with pytest.raises(RunError, match=told):
        cluster._result(Failed(error), 0)


def test_a_span_whose_workers_end_again_and_again_is_given_up(cluster) -> None:
    from distributed.scheduler import KilledWorker

    killed = Failed(KilledWorker("span", SimpleNamespace(address="tcp://a:1"), 3))
    assert cluster._result(killed, 4) is None
    with pytest.raises(RunLost, match="its workers end again and again; do they have enough memory"):
        cluster._result(killed, 5)


@pytest.mark.parametrize(
    "address", ["local", "local:0", "local:x", "myhost", "4", "http://a:80", "tcp://a", "tcp://a:1/x", "tcp://:8786"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(
        InvalidInput,
        match=rf"--cluster {address}: must be local:N with N from 1 to 9999, such as local:4, or a scheduler's",
    ):
        Cluster(address)


def test_no_more_processes_are_started_than_a_machine_has_use_for(monkeypatch) -> None:
    monkeypatch.setattr("carbonspan.simulate.answer.clusters.local_workers.processors", lambda: 2)
    with pytest.raises(InvalidInput, match=r"--cluster local:9: must be at most 8 processes, four for each processor"):
        Cluster("local:9")
    Cluster("local:8")


def test_an_address_where_nothing_answers_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(module, "_REACH", 1)
    with pytest.raises(InvalidInput, match=r"tcp://127.0.0.1:9: cannot be reached: .*; start it with `dask scheduler`"):
        Cluster("tcp://127.0.0.1:9").__enter__()


def test_workers_without_this_version_are_refused(address, monkeypatch) -> None:
    monkeypatch.setattr(module, "__version__", "0.0.1")
    with pytest.raises(InvalidInput, match=r"the worker tcp://.* has carbonspan .*; workers need carbonspan"):
        Cluster(address).__enter__()
    monkeypatch.setattr(module, "resolve_name", lambda name: resolve_name(name.replace("carbonspan", "nosuch")))
    with pytest.raises(
        InvalidInput, match=r"the worker tcp://.* cannot import carbonspan \(ModuleNotFoundError: No mod"
    ):
        Cluster(address).__enter__()


def test_without_dask_its_extra_is_named(monkeypatch) -> None:
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", missing)
    with pytest.raises(
        InvalidInput, match=r"requires dask.distributed; install it with pip install 'carbonspan\[dask\]'"
    ):
        Cluster("local:2").__enter__()


@pytest.fixture(scope="module")
def narrow():
    """A run whose outputs are so narrow that quantiles need finer bins: all inputs but one are fixed."""
    whole = load("chatgpt/by-words")
    scenario = load("chatgpt/by-words", fixes=[name for name in whole.inputs if name != "pue"])
    runner = start(scenario, Request(FEW, threads=1), ()).runner
    assert extend(runner, FEW)
    return runner


def alike(first, second) -> bool:
    """Whether two sequences of marginals are the same, bins included."""
    return all(
        replace(one, bins=None) == replace(other, bins=None)
        and all(getattr(one.bins, name).tobytes() == getattr(other.bins, name).tobytes() for name in BINS)
        for one, other in zip(first, second, strict=True)
    )


def test_a_replay_on_a_cluster_gives_the_bits_of_one_thread(cluster, narrow, monkeypatch) -> None:
    sent, submit = [], cluster._client.submit

    def note(work, *given, **named):
        sent.append((work.func, given))
        return submit(work, *given, **named)

    monkeypatch.setattr(cluster._client, "submit", note)
    found = marginals(narrow, (0.9,), batched=False, zoom=cluster.zoom)
    assert sent
    assert set(sent) == {(recount, (k * STEP, (k + 1) * STEP)) for k in range(3)}
    assert alike(found, marginals(narrow, (0.9,), batched=False))


def test_a_replay_of_what_an_interrupt_left_counts_each_sample_once(cluster, narrow) -> None:
    """Threads leave tasks of some batches in, of which steps are not whole."""
    runner = Runner(narrow.plan, 1, narrow)
    for batch, first, last in ((b, b % 3 * LEAF, (3 + b % 2) * LEAF) for b in range(BATCHES)):
        task = Task(batch, first, last)
        runner.state.add(task, runner.executable.accumulate(task, runner.state.accumulators).values)
    zooms = Zooms(np.unique(runner.state.histograms.of(0).low >> np.int64(BIN_SHIFT)), np.array([0, 0, 0, 0]), 30)
    zooms.bounds[1:] = len(zooms.bins)
    found, expected = cluster.zoom(runner, zooms), zoomed(runner, zooms)
    assert found.counts.sum() == runner.state.samples
    assert np.array_equal(found.counts, expected.counts)
    assert np.array_equal(found.ends, expected.ends)


def test_lost_spans_of_a_replay_are_given_out_again(cluster, narrow, monkeypatch) -> None:
    ends, result = [], Cluster._result

    def lose(self, future, lost):
        found = result(self, future, lost)
        ends.append(lost)
        if len(ends) % 2:
            return None
        return found

    monkeypatch.setattr(Cluster, "_result", lose)
    found = marginals(narrow, (0.9,), batched=False, zoom=cluster.zoom)
    assert alike(found, marginals(narrow, (0.9,), batched=False))
    assert max(ends) > 0


def test_more_bins_than_workers_can_send_are_replayed_here(cluster, narrow, monkeypatch) -> None:
    monkeypatch.setattr(module, "_MOST_ZOOMS", 0)
    monkeypatch.setattr(Cluster, "_give_out", None)
    found = marginals(narrow, (0.9,), batched=False, zoom=cluster.zoom)
    assert alike(found, marginals(narrow, (0.9,), batched=False))


@pytest.mark.parametrize("file", [KeptFile(), None])
def test_a_cluster_that_is_lost_in_a_replay_says_how_to_go_on(cluster, narrow, monkeypatch, file) -> None:
    runner, checkpoint = Runner(narrow.plan, 1, narrow), Checkpoint(file, {})
    checkpoint.begin(runner, plan_identity(narrow.plan), (0, 3 * STEP))
    checkpoint.extend_steps, checkpoint.zoom_steps = cluster.extend, cluster.zoom
    assert checkpoint.extend(runner, FEW)
    monkeypatch.setattr(Pulse, "trouble", lambda _: "it broke")
    with pytest.raises(RunLost, match=rf"the cluster {cluster.address} is lost: it broke") as lost:
        marginals(runner, (0.9,), batched=False, zoom=checkpoint.zoom)
    remedy = f"; `carbonspan run --extend run.state` goes on from the {3 * STEP:,} samples" if file else ": it broke"
    assert remedy in str(lost.value)
