"""A cluster for all tests of this folder: a scheduler with two workers, all threads of this process."""

import pytest

from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters.cluster import Cluster
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.started_run import start
from carbonspan.simulate.answer.statistics.exceedance import events
from carbonspan.simulate.reader.load import load


@pytest.fixture(scope="session")
def address():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as local:
        yield local.scheduler_address


@pytest.fixture(scope="session")
def cluster(address):
    with Cluster(address) as found:
        yield found


@pytest.fixture(scope="session")
def started():
    scenario = load("chatgpt/by-words")
    return start(scenario, Request(4 * STEP, threads=1), events(scenario, ["emissions > 3 t"]))
