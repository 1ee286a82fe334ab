"""What a worker computes, without a cluster: states of spans that add up to the run, and no other run's."""

import pickle
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters.worker import compute, job
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.engine.run import extend


@pytest.fixture(scope="module")
def sent(started):
    return pickle.loads(pickle.dumps(job(started.runner)))  # noqa: S301 - as a cluster sends it


def test_states_of_workers_add_up_to_the_run(started, sent) -> None:
    runner, added = started.again().runner, started.again().runner.state
    assert extend(runner, 4 * STEP)
    for first, last in ((3, 4), (0, 1), (1, 3)):
        added.absorb(compute(sent, first * STEP, last * STEP))
    assert added.done == runner.state.done
    whole, parts = runner.state.save(), added.save()
    assert whole.keys() == parts.keys()
    assert added.moments.batches().tobytes() == runner.state.moments.batches().tobytes()
    assert parts["exceedances.counts"].tobytes() == whole["exceedances.counts"].tobytes()
    for output in range(added.outputs):
        assert added.histograms.of(output).counts.tobytes() == runner.state.histograms.of(output).counts.tobytes()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("processor", "generic: sse2", r"the processor differs in "),
        ("version of carbonspan", "0.0.1", r"the version of carbonspan is .*, not 0\.0\.1"),
        ("scenario", "0", r"the scenario is .*, not 0"),
    ],
)
def test_a_worker_that_would_give_other_bits_refuses(sent, name, value, told) -> None:
    other = replace(sent, identity={**sent.identity, name: value}, recipe=sent.recipe + b" ")
    with pytest.raises(RunError, match=rf"a worker of the cluster would give other bits: {told}"):
        compute(other, 0, STEP)


def test_a_recipe_of_another_version_is_not_even_unpickled(sent) -> None:
    with pytest.raises(RunError, match=r"the version of numpy is .*, not 1"):
        compute(replace(sent, identity={**sent.identity, "version of numpy": "1"}, recipe=b"no pickle"), 0, STEP)


def test_what_cannot_be_read_is_said(sent) -> None:
    with pytest.raises(RunError, match=r"a worker of the cluster cannot read the scenario: No module named 'nosuch'"):
        compute(replace(sent, recipe=b"cnosuch\nthing\n."), 0, STEP)
