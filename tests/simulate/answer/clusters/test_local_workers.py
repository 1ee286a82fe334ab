"""Processes of this machine as workers, without starting them; `test_processes.py` does."""

import os
import signal
import threading
from types import SimpleNamespace

import pytest

from carbonspan.simulate.answer.clusters import local_workers


def test_threads_of_a_cluster_see_no_interrupt() -> None:
    found = []
    with local_workers._interrupts_blocked():
        thread = threading.Thread(target=lambda: found.append(signal.pthread_sigmask(signal.SIG_BLOCK, ())))
        thread.start()
        thread.join()
    assert signal.SIGINT in found[0]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_processes_are_killed_and_not_started_again(monkeypatch) -> None:
    killed = []
    monkeypatch.setattr(os, "kill", lambda *given: killed.append(given))
    nannies = {k: SimpleNamespace(pid=pid, auto_restart=True) for k, pid in enumerate((11, None, 12))}
    local_workers.end(SimpleNamespace(workers=nannies))
    assert killed == [(11, signal.SIGKILL), (12, signal.SIGKILL)]
    assert not any(each.auto_restart for each in nannies.values())


def test_dask_does_not_give_up_processes_that_were_lost() -> None:
    """After 15 s it would, if they are just being started again."""
    config = pytest.importorskip("dask").config
    before = config.get("distributed.deploy.lost-worker-timeout", None)
    with local_workers.never_given_up():
        assert config.get("distributed.deploy.lost-worker-timeout") == "1000 days"
    assert config.get("distributed.deploy.lost-worker-timeout", None) == before
