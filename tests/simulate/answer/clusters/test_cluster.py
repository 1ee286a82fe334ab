"""Runs on real clusters of processes on this machine; skipped without dask."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed")

COMMAND = [sys.executable, "-m", "carbonspan", "run", "chatgpt/by-words", "--json", "--quiet"]


def told(*arguments: str) -> bytes:
    return subprocess.run([*COMMAND, *arguments], check=True, capture_output=True).stdout


def children(process: int) -> Iterator[int]:
    """The processes that `process` started, and those that these started."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            yield int(path.parent.name)
            yield from children(int(path.parent.name))


def workers(process: int) -> list[int]:
    """The processes of the workers of a local cluster."""
    found = []
    for child in children(process):
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in command:
            found.append(child)
    return found


@pytest.mark.slow
def test_a_cluster_gives_the_bits_of_one_thread(tmp_path: Path) -> None:
    few = ["--samples", "2.5e7", "--probability", "emissions > 3 t"]
    expected = told(*few, "--threads", "1")
    assert told(*few, "--cluster", "local:2") == expected
    kept = ["--checkpoint", str(tmp_path / "run.state")]
    told("--samples", "5e6", "--probability", "emissions > 3 t", *kept)
    assert told(*few, *kept, "--cluster", "local:2") == expected
    assert told(*few, *kept) == expected


@pytest.mark.slow
def test_lost_workers_cost_their_spans_only(tmp_path: Path) -> None:
    """Spans are lost with their workers, as often as others have come in."""
    few = ["--samples", "1.2e9"]
    expected, killed, state = told(*few), 0, tmp_path / "run.state"
    command = [*COMMAND, *few, "--cluster", "local:2", "--checkpoint", str(state), "--every", "1s"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        seen = 0.0
        while process.poll() is None:
            time.sleep(0.2)
            if state.exists() and state.stat().st_mtime > seen:  # a span has come in since the last one was lost
                seen = state.stat().st_mtime
                os.kill(workers(process.pid)[0], signal.SIGKILL)
                killed += 1
        out, _ = process.communicate()
    assert (process.returncode, out) == (0, expected)
    assert killed >= 5


@pytest.mark.slow
def test_an_interrupted_run_prints_its_answer_and_keeps_its_state(tmp_path: Path) -> None:
    command = [*COMMAND, "--samples", "4e11", "--cluster", "local:2", "--checkpoint", str(tmp_path / "run.state")]
    with subprocess.Popen([*command, "--every", "1s"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not (tmp_path / "run.state").exists():
            time.sleep(0.2)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b'"interrupted": true' in out
    assert b"Traceback" not in err
