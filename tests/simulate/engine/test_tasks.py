"""How a run is cut up: every sample once, in whole nodes of the merge tree."""

import pytest

from carbonspan.simulate.engine.tasks import Done, Task, batch_size, tasks
from carbonspan.simulate.kernels.batches import BATCHES, LEAF

COUNTS = [1, 31, 32, 33, 1000, BATCHES * LEAF, BATCHES * LEAF * 5 + 77, BATCHES * LEAF * 100]


@pytest.mark.parametrize("samples", COUNTS)
def test_batches_share_the_samples_in_turn(samples: int) -> None:
    assert [batch_size(samples, b) for b in range(BATCHES)] == [len(range(b, samples, BATCHES)) for b in range(BATCHES)]


@pytest.mark.parametrize("samples", COUNTS)
@pytest.mark.parametrize("threads", [1, 64])
@pytest.mark.parametrize("coordinates", [1, 1000])
def test_every_sample_is_in_one_task(samples: int, threads: int, coordinates: int) -> None:
    done = Done()
    found = list(tasks(0, samples, coordinates=coordinates, threads=threads))
    for task in found:
        done.add(task)
    assert done.spans == [[(0, n)] if (n := batch_size(samples, b)) else [] for b in range(BATCHES)]
    assert done.samples == samples == sum(task.last - task.first for task in found)


@pytest.mark.parametrize("before", [0, 1, 3, 6, 9])
def test_every_task_is_cut_into_whole_nodes_of_the_merge_tree(before: int) -> None:
    """A node of level l begins at a multiple of 2^l leaves; else two tasks could claim one place, and one be lost."""
    found = list(tasks(before * BATCHES * LEAF, 31 * BATCHES * LEAF + 500, coordinates=1, threads=2))
    assert min(task.first for task in found) == before * LEAF
    for task in found:
        covered = 0
        for leaf, level, place in task.nodes():
            assert leaf == covered
            assert place << level == task.first // LEAF + leaf
            covered += 1 << level
        assert covered == task.leaves


def test_spans_that_meet_become_one() -> None:
    done = Done()
    for first, last in ((0, 5), (10, 15), (5, 10)):
        done.add(Task(3, first, last))
    assert done.spans[3] == [(0, 15)]
    assert done.samples == 15


def test_the_missing_parts_of_a_task_are_those_between_the_spans() -> None:
    done = Done()
    for first, last in ((2, 4), (6, 7), (9, 20)):
        done.add(Task(3, first, last))
    assert list(done.missing(Task(3, 0, 10))) == [(3, 0, 2), (3, 4, 6), (3, 7, 9)]
    assert list(done.missing(Task(3, 9, 20))) == []
    assert list(done.missing(Task(3, 20, 21))) == [(3, 20, 21)]
    assert list(done.missing(Task(4, 0, 10))) == [(4, 0, 10)]


def test_a_run_has_reached_what_all_its_batches_have() -> None:
    done = Done()
    for batch in range(BATCHES):
        done.add(Task(batch, 5, 9 + batch))
    assert done.reached() == 0
    assert done.reached(5) == 9
    assert done.reached(50) == 50
    assert done.reached(9, 1) == 9


@pytest.mark.parametrize(("span", "found"), [((0, 3), False), ((5, 7), False), ((2, 4), True), ((0, 9), True)])
def test_spans_with_a_sample_in_common_overlap(span: tuple[int, int], *, found: bool) -> None:
    one, other = Done(), Done()
    one.add(Task(7, 3, 5))
    other.add(Task(7, *span))
    assert one.overlaps(other) is found
    assert other.overlaps(one) is found
