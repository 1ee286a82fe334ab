"""When a cluster is lost: a scheduler that is silent, and one that has no workers."""

from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from carbonspan.simulate.answer.clusters.pulse import Pulse


class Asked(Pulse):
    """A pulse whose questions are answered by hand, by a client with two cores at first."""

    def __init__(self) -> None:
        self.now, self.questions = 0.0, []
        client = SimpleNamespace(status="running", ncores=lambda: {"a": 1, "b": 1})
        super().__init__(client, 30, clock=lambda: self.now)

    def _question(self):
        self.questions.append(Future())
        return self.questions[-1]

    def after(self, seconds: float) -> str:
        self.now += seconds
        return self.trouble()


@pytest.fixture
def pulse() -> Asked:
    return Asked()


def test_a_scheduler_is_asked_now_and_then(pulse) -> None:
    assert (pulse.after(1), pulse.questions) == ("", [])
    assert (pulse.after(3), len(pulse.questions)) == ("", 1)
    pulse.questions[0].set_result({"a": 4})
    assert (pulse.after(1), pulse.cores, len(pulse.questions)) == ("", 4, 1)
    assert (pulse.after(3), len(pulse.questions)) == ("", 2)


def test_a_silent_scheduler_is_lost(pulse) -> None:
    assert pulse.after(4) == ""
    assert pulse.after(25) == ""
    assert pulse.after(6) == "its scheduler has not answered for 30 s"


def test_a_run_that_was_away_does_not_blame_the_scheduler(pulse) -> None:
    assert pulse.after(1000) == ""
    pulse.questions[0].set_result({"a": 1})
    assert pulse.after(1000) == ""


def test_a_cluster_without_workers_is_lost(pulse) -> None:
    pulse.after(4)
    pulse.questions[-1].set_result({})
    assert (pulse.after(1), pulse.cores) == ("", 0)
    assert pulse.after(29) == ""
    assert pulse.after(2) == "it has had no workers for 30 s"
    pulse.questions[-1].set_result({"a": 2})
    assert (pulse.after(1), pulse.cores) == ("", 2)


def test_a_closed_connection_is_a_loss(pulse) -> None:
    pulse._client.status = "connecting"
    assert pulse.trouble() == "the connection to its scheduler is lost"
