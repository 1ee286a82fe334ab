"""Spans of whole steps: those of which nothing is in, and those of which everything is."""

from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters.spans import missing_spans, outside, whole_spans
from carbonspan.simulate.engine.tasks import Done, Task
from carbonspan.simulate.kernels.batches import BATCHES, LEAF


def test_spans_are_the_steps_of_which_nothing_is_in() -> None:
    done = Done()
    for batch in range(BATCHES):
        done.add(Task(batch, 2 * LEAF, 3 * LEAF))
    done.add(Task(5, 5 * LEAF, 6 * LEAF))
    found = [(first // STEP, last // STEP) for first, last in missing_spans(done, (0, 9 * STEP), 1)]
    assert found == [(0, 2), (3, 5), (6, 8), (8, 9)]
    assert list(missing_spans(Done(), (0, 0), 4)) == []
    long = [last - first for first, last in missing_spans(Done(), (STEP, 100_001 * STEP), 2)]
    assert (max(long), sum(long)) == (128 * STEP, 100_000 * STEP)
    assert next(missing_spans(Done(), (0, 100_000 * STEP), 1000)) == (0, 25 * STEP)
    assert next(missing_spans(Done(), (0, 100_000 * STEP), 2, 8)) == (0, 16 * STEP)
    assert next(missing_spans(Done(), (0, 100_000 * STEP), 2, 8, 8)) == (0, 16 * STEP)


def test_whole_spans_are_the_steps_of_which_everything_is_in_and_the_rest_is_outside() -> None:
    done = Done()
    for batch in range(BATCHES):
        done.add(Task(batch, 0, 2 * LEAF))
        done.add(Task(batch, 4 * LEAF, 6 * LEAF + batch))
    done.add(Task(5, 2 * LEAF, 3 * LEAF))
    spans = list(whole_spans(done, 1))
    assert [(first // STEP, last // STEP) for first, last in spans] == [(0, 1), (1, 2), (4, 5), (5, 6)]
    rest = outside(done, spans)
    assert rest.samples == LEAF + sum(range(BATCHES))
    assert rest.spans[5] == [(2 * LEAF, 3 * LEAF), (6 * LEAF, 6 * LEAF + 5)]
    assert rest.spans[0] == []
    assert list(whole_spans(Done(), 4)) == []
    assert outside(Done(), []) == Done()
