"""The pages of counts, and the room that a task has for them."""

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.histograms import Histograms, Pages
from carbonspan.simulate.engine.tasks import Task
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.bits import ordered_keys
from carbonspan.simulate.kernels.histogram import GROUP, PAGE, PAGES, bin_of


def in_pool(pages: list[int], counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts (pages, PAGE) as a task leaves them: where each page is in a pool, and the pool."""
    begins = np.full(PAGES, -1, np.int32)
    begins[pages] = PAGE * np.arange(len(pages))
    return begins, counts.ravel()


def test_pages_count_all_batches_by_bin_and_each_by_group() -> None:
    pages = Pages()
    a, b, c = PAGES // 2 + np.array([8, 9, 808])
    counts = np.random.default_rng(1).integers(0, 9, (4, PAGE), np.uint32)
    assert pages.add(0, *in_pool([c, a], counts[:2])) == 0
    pages.add(31, *in_pool([a, b], counts[2:]))
    pages.add(31, *in_pool([a, b], counts[2:]))
    bins = pages.histogram()
    expected = np.concatenate([counts[1] + 2 * counts[2], 2 * counts[3], counts[0]])
    np.testing.assert_array_equal(bins.counts, expected)
    np.testing.assert_array_equal(ordered_keys(bins.edges[0]), bins.low)
    assert [bin_of(value) // PAGE for value in bins.edges[0][::PAGE]] == [a, b, c]
    assert np.all(bins.low[1:] >= bins.high[:-1])
    assert bins.batches.shape == (BATCHES, 3 * PAGE // GROUP)
    np.testing.assert_array_equal(bins.batches.sum(axis=0), expected.reshape(-1, GROUP).sum(axis=1))
    np.testing.assert_array_equal(bins.batches.sum(axis=1)[[0, 1, 31]], [counts[:2].sum(), 0, 2 * counts[2:].sum()])


@pytest.mark.parametrize("page", [0, PAGES - 1])
def test_pages_say_how_many_values_are_not_finite(page: int) -> None:
    counts = np.zeros((2, PAGE), np.uint32)
    counts[0, 5], counts[1, 7] = 3, 4
    assert Pages().add(2, *in_pool([page, PAGES // 2], counts)) == 3


def test_memory_grows_without_losing_counts_and_is_cleared_for_the_next_task() -> None:
    histograms = Histograms(2)
    memory = histograms.allocate()
    memory.pages[1, 5], memory.taken[0], memory.pool[7] = 0, PAGE, 3
    grown = histograms.grow(memory)
    assert (len(grown.pool), grown.pool[7], grown.pages[1, 5]) == (2 * len(memory.pool), 3, 0)
    cleared = histograms.clear(grown, Task(0, 0, 1))
    assert not cleared.pool.any()
    assert np.all(cleared.pages == -1)
    assert cleared.taken[0] == 0
