"""A connection to the cluster of this process, and a run for it."""

import pytest

from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters.cluster import Cluster
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.started_run import start
from carbonspan.simulate.answer.statistics.exceedance import events
from carbonspan.simulate.reader.load import load


@pytest.fixture(scope="session")
def cluster(address):
    with Cluster(address) as found:
        yield found


@pytest.fixture(scope="session")
def started():
    scenario = load("chatgpt/by-words")
    return start(scenario, Request(4 * STEP, threads=1), events(scenario, ["emissions > 3 t"]))
