"""Clusters of real processes, which are killed: workers, schedulers, and the command by Ctrl-C."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from carbonspan.simulate.answer.clusters.cluster import Cluster
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.started_run import start
from carbonspan.simulate.answer.statistics.marginal import PROBABILITIES
from carbonspan.simulate.engine.refine import refined
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.zoom import Zooms, zoomed
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

pytest.importorskip("distributed")
from distributed.core import Status
from distributed.diagnostics.plugin import SchedulerPlugin

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "carbonspan", "run", "chatgpt/by-words", "--json", "--quiet"]
KILLS = 20
RUNS = Status.running


def told(*arguments: str) -> bytes:
    return subprocess.run([*COMMAND, *arguments], check=True, capture_output=True).stdout


def test_a_local_cluster_gives_the_bits_of_one_thread_and_goes_on_from_a_state(tmp_path: Path) -> None:
    few = ["--samples", "2.5e7", "--probability", "emissions > 3 t"]
    expected = told(*few, "--threads", "1")
    assert told(*few, "--cluster", "local:2") == expected
    kept = ["--checkpoint", str(tmp_path / "run.state")]
    told("--samples", "5e6", "--probability", "emissions > 3 t", *kept)
    assert told(*few, *kept, "--cluster", "local:2") == expected
    assert told(*few, *kept) == expected


@contextmanager
def killing(cluster: Cluster, killed: list[int], seed: int) -> Iterator[None]:
    """A context in which workers that have begun are killed at random moments, until `killed` has `KILLS` of them."""
    finished, rng = threading.Event(), random.Random(seed)  # noqa: S311 - moments

    def kill() -> None:
        while len(killed) < KILLS and not finished.wait(rng.uniform(0.1, 3)):
            begun = [each for each in cluster._local.workers.values() if each.process and each.process.status == RUNS]
            if pids := [each.pid for each in begun if each.pid and each.pid not in killed]:
                killed.append(rng.choice(pids))
                os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()


@contextmanager
def counted() -> Iterator[tuple[Cluster, Counter]]:
    """Two local workers, and how often each span was begun."""
    begun = Counter()

    class Begun(SchedulerPlugin):
        def transition(self, key, start, finish, *_, **__):
            begun[key] += finish == "processing"

    with Cluster("local:2") as local:
        local._local.scheduler.add_plugin(Begun())
        yield local, begun


def test_20_of_20_killed_workers_cost_their_spans_only() -> None:
    """Each had some of the four spans that are out, two for each core."""
    samples, killed = 1_000_000_000, []
    started = start(load("chatgpt/by-words"), Request(samples), ())
    assert extend(started.runner, samples)
    expected = started.runner.state
    with counted() as (local, begun):
        while len(killed) < KILLS:
            runner = started.again().runner
            with killing(local, killed, len(killed)):
                assert local.extend(runner, samples)
            assert runner.state.done == expected.done
            assert runner.state.moments.batches().tobytes() == expected.moments.batches().tobytes()
            for output in range(expected.outputs):
                one, other = runner.state.histograms.of(output), expected.histograms.of(output)
                assert one.counts.tobytes() == other.counts.tobytes()
                assert one.batches.tobytes() == other.batches.tobytes()
    assert len(set(killed)) == KILLS
    assert sum(times - 1 for times in begun.values() if times) <= 4 * KILLS


def test_20_of_20_killed_workers_cost_a_replay_their_spans_only() -> None:
    """Nine of ten inputs are fixed, so that bins are too coarse."""
    samples, killed = 400_000_000, []
    runner = start(narrow(), Request(samples), ()).runner
    assert extend(runner, samples)
    asked: list[Zooms] = []
    refined(runner, PROBABILITIES, [0.0] * 3, lambda of, zooms: (asked.append(zooms), zoomed(of, zooms))[1])
    expected = zoomed(runner, asked[0])
    with counted() as (local, begun):
        while len(killed) < KILLS:
            with killing(local, killed, len(killed)):
                found = local.zoom(runner, asked[0])
            assert found.counts.tobytes() == expected.counts.tobytes()
            assert found.ends.tobytes() == expected.ends.tobytes()
    assert len(set(killed)) == KILLS
    assert sum(times - 1 for times in begun.values() if times) <= 4 * KILLS


def narrow() -> Scenario:
    """A scenario whose outputs are so narrow that quantiles need finer bins."""
    inputs = load("chatgpt/by-words").inputs
    return load("chatgpt/by-words", fixes=[name for name in inputs if name != "pue"])


def test_a_replay_on_a_local_cluster_prints_what_one_thread_prints() -> None:
    fixed = [f"--fix={name}" for name in narrow().inputs if name != "pue"]
    few = ["--samples", "5e6", *fixed]
    assert told(*few, "--cluster", "local:2") == told(*few, "--threads", "1")


@contextmanager
def scheduled(folder: Path, *, workers: int = 2) -> Iterator[tuple[str, subprocess.Popen, list[subprocess.Popen]]]:
    """The address of a scheduler in a process of its own, this process, and those of its workers."""

    def begin(module: str, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    file = folder / "scheduler.json"
    scheduler = begin("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    while not file.exists() or not file.read_text():
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    own = [begin("dask_worker", address, "--nthreads", "1", "--no-nanny") for _ in range(workers)]
    try:
        yield address, scheduler, own
    finally:
        for each in (scheduler, *own):
            each.kill()
            each.wait()


def test_a_scheduler_elsewhere_gives_the_bits_of_one_thread(tmp_path: Path) -> None:
    few = ["--samples", "2.5e7"]
    with scheduled(tmp_path) as (address, _, _):
        assert told(*few, "--cluster", address) == told(*few, "--threads", "1")


def test_a_killed_scheduler_keeps_the_state_and_says_how_to_go_on(tmp_path: Path) -> None:
    state = tmp_path / "run.state"
    with scheduled(tmp_path) as (address, scheduler, _):
        kept = ["--checkpoint", str(state), "--every", "1s"]
        command = [*COMMAND, "--samples", "4e11", "--cluster", address, *kept]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            while not state.exists():
                time.sleep(0.2)
                assert process.poll() is None
            scheduler.kill()
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, b"")
    assert err.startswith(f"the cluster {address} is lost: ".encode())
    assert f"; `carbonspan run --extend {state}` goes on from the".encode() in err
    few = ["--samples", "4e8"]
    assert told(*few, "--checkpoint", str(state)) == told(*few)


def test_workers_of_another_processor_are_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    with scheduled(tmp_path) as (address, _, _):
        monkeypatch.delenv("NUMBA_CPU_NAME")
        command = [*COMMAND, "--samples", "1e9", "--cluster", address]
        found = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert found.returncode == 1
    assert found.stderr.startswith(b"a worker of the cluster would give other bits: the processor differs in ")


def test_ctrl_c_of_a_terminal_ends_a_run_with_its_answer(tmp_path: Path) -> None:
    """A terminal sends it to all processes of the command, workers among them."""
    state = tmp_path / "run.state"
    command = [*COMMAND, "--samples", "4e11", "--cluster", "local:2", "--checkpoint", str(state), "--every", "1s"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not state.exists():
            time.sleep(0.2)
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(out)["interrupted"]
    assert b"Traceback" not in err


def test_a_second_ctrl_c_ends_a_run_at_once() -> None:
    command = [*COMMAND, "--samples", "4e11", "--cluster", "local:2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        time.sleep(5)
        os.killpg(process.pid, signal.SIGINT)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
