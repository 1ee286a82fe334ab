"""The pages of counts, and the room that a task has for them."""

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators import histograms
from carbonspan.simulate.engine.accumulators.histograms import Histograms, Pages
from carbonspan.simulate.engine.tasks import Task
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.bits import ordered_keys
from carbonspan.simulate.kernels.histogram import BIN_SHIFT, GROUP, PAGE, PAGES, HistogramMemory, bin_of


def left(pages: list[int], counts: np.ndarray, *, outputs: int = 1) -> HistogramMemory:
    """Counts (pages, PAGE) of each output as a task leaves them."""
    begins = np.full((outputs, PAGES), -1, np.int32)
    begins[:, pages] = PAGE * np.arange(len(pages))
    reach = np.tile([min(pages), max(pages)], (outputs, 1))
    return HistogramMemory(begins, reach, counts.ravel(), np.array([counts.size]), np.empty(0, np.int32))


def full_pages(numbers: list[int]) -> tuple[Pages, np.ndarray]:
    """Pages filled in three steps, and the counts expected in the pages `numbers`, ascending."""
    pages = Pages(1)
    a, b, c = numbers
    counts = np.random.default_rng(1).integers(0, 9, (4, PAGE), np.uint32)
    assert pages.add(0, 9 * PAGE, left([c, a], counts[:2])) == 0
    pages.add(31, 9 * PAGE, left([a, b], counts[2:]))
    pages.add(31, 9 * PAGE, left([a, b], counts[2:]))
    batches = [counts[:2].sum(), 0, 2 * counts[2:].sum()]
    np.testing.assert_array_equal(pages.histogram(0).batches.sum(axis=1)[[0, 1, 31]], batches)
    return pages, np.concatenate([counts[1] + 2 * counts[2], 2 * counts[3], counts[0]])


def test_pages_count_all_batches_by_bin_and_each_by_group() -> None:
    a, b, c = (PAGES // 2 + np.array([8, 9, 808])).tolist()
    pages, expected = full_pages([a, b, c])
    bins = pages.histogram(0)
    np.testing.assert_array_equal(bins.counts, expected)
    np.testing.assert_array_equal(ordered_keys(bins.edges[0]), bins.low)
    assert [bin_of(value) // PAGE for value in bins.edges[0][::PAGE]] == [a, b, c]
    assert np.all(bins.low[1:] >= bins.high[:-1])
    assert bins.batches.shape == (BATCHES, 3 * PAGE // GROUP + 1)
    groups = expected.reshape(-1, GROUP).sum(axis=1)
    np.testing.assert_array_equal(bins.batches.sum(axis=0), np.append(groups, 0))
    np.testing.assert_array_equal(bins.group, np.repeat(np.arange(len(groups)), GROUP))


def test_empty_groups_that_are_neighbours_are_one_bin_of_the_last_group() -> None:
    """Those at the end of a page and at the beginning of the next too, but no page that holds nothing."""
    counts = np.zeros((3, PAGE), np.uint32)
    counts[0, [0, 3, 900]], counts[1, 500], counts[2, 1] = (5, 6, 7), 8, 9
    first = PAGES // 2 + 100
    pages = Pages(1)
    pages.add(4, 35, left([first, first + 1, first + 5], counts))
    bins = pages.histogram(0)
    assert bins.counts.tolist() == [5, 0, 0, 6, 0, 7, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 9, 0, 0, 0]
    assert bins.group.tolist() == [0] * 4 + [4] + [1] * 4 + [4] + [2] * 4 + [4] + [3] * 4 + [4]
    width = (bins.high - bins.low) >> BIN_SHIFT
    assert width.tolist() == [1] * 4 + [896] + [1] * 4 + [PAGE - 904 + 500] + [1] * 4 + [520] + [1] * 4 + [1020]
    apart = bins.low[1:] > bins.high[:-1]
    assert np.flatnonzero(apart).tolist() == [14]
    assert bins.batches[4].tolist() == [11, 7, 8, 9, 0]
    assert bins.batches.sum() == 35


def test_rows_are_added_as_they_are_needed_and_keep_what_they_hold() -> None:
    pages = Pages(2)
    counts = np.ones((1, PAGE), np.uint32)
    for page in range(60):
        pages.add(7, PAGE, left([page + PAGES // 2], counts, outputs=2))
    assert len(pages.counts) >= pages.taken[0] == 120
    for output in (0, 1):
        bins = pages.histogram(output)
        assert bins.counts.tolist() == [1] * (60 * PAGE)
        assert bins.batches[7, :-1].tolist() == [GROUP] * (60 * PAGE // GROUP)


def filled(numbers: list[int]) -> Histograms:
    found = Histograms(1)
    found.pages = full_pages(numbers)[0]
    return found


@pytest.mark.parametrize(("others", "in_place"), [([8, 9, 808], True), ([8, 9, 809], False)])
def test_counts_of_other_samples_are_added(others: list[int], *, in_place: bool) -> None:
    first = PAGES // 2
    one, other = filled([first + 8, first + 9, first + 808]), filled([first + each for each in others])
    expected = Histograms(1)
    expected.pages.restore(histograms._united(one.save(), other.save()))
    counts = one.pages.counts
    one.absorb(other.save())
    assert (one.pages.counts is counts) == in_place
    for name in ("counts", "batches"):
        np.testing.assert_array_equal(getattr(one.of(0), name), getattr(expected.of(0), name), err_msg=name)


def test_counts_that_would_overflow_are_not_added_in_place() -> None:
    numbers = (PAGES // 2 + np.array([8, 9, 808])).tolist()
    one, other = filled(numbers), filled(numbers)
    saved = other.save()
    saved["batches"] = saved["batches"].astype(np.int64)
    saved["batches"][0, 0, 0] = histograms.MOST
    assert not one.pages.absorb(saved)
    before = one.of(0).batches.sum()
    one.absorb(saved)
    assert one.of(0).batches.sum() == before + saved["batches"].sum()


def test_counts_of_batches_are_moved_before_32_bits_are_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGES // 2
    counts = np.random.default_rng(2).integers(0, 9, (4, PAGE), np.uint32)
    plain, carried = Pages(1), Pages(1)
    for turn in range(20):
        memory = left([page + turn // 5, page + 9], counts[[turn % 4, 3]])
        samples = int(memory.pool.sum())
        plain.add(turn % 3, samples, memory)
        monkeypatch.setattr(histograms, "MOST", 3 * samples)
        carried.add(turn % 3, samples, memory)
        monkeypatch.undo()
    assert carried.carried is not None
    assert carried.carried.sum() > 0 < carried.batches.sum()
    a, b = plain.histogram(0), carried.histogram(0)
    for name in ("low", "high", "counts", "group", "batches"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    np.testing.assert_array_equal(plain.whole_batches(), carried.whole_batches())


@pytest.mark.parametrize("before", [7, 2**31, 2**32 - 5, 2**32 + 3, 2**45 + 2**31 + 1])
def test_counts_beyond_32_bits_are_right_and_survive_saving(before: int) -> None:
    held = Histograms(1)
    counts = np.zeros((1, PAGE), np.uint32)
    counts[0, 4] = 11
    held.merge(Task(5, 0, 11), left([PAGES // 2], counts))
    saved = {name: array.astype(np.int64) if name == "batches" else array for name, array in held.save().items()}
    saved["counts"][0, 4] = saved["batches"][0, 5, 1] = before
    for _ in range(2):
        held = Histograms(1)
        held.restore(saved)
        held.merge(Task(5, 0, 11), left([PAGES // 2], counts))
        held.merge(Task(6, 0, 11), left([PAGES // 2 + 1], counts))
        saved = held.save()
    found = held.of(0)
    assert found.counts[found.counts > 0].tolist() == [before + 22, 22]
    assert found.batches[:, :-1].sum(axis=0).tolist() == [before + 22, 22]
    assert found.batches[[5, 6], :-1].tolist() == [[before + 22, 0], [0, 22]]


@pytest.mark.parametrize("page", [0, PAGES - 1])
def test_pages_say_how_many_values_are_not_finite(page: int) -> None:
    counts = np.zeros((2, PAGE), np.uint32)
    counts[0, 5], counts[1, 7] = 3, 4
    assert Pages(1).add(2, 7, left([page, PAGES // 2], counts)) == 3


def test_memory_grows_without_losing_counts_and_is_cleared_for_the_next_task() -> None:
    histograms = Histograms(2)
    memory = histograms.allocate()
    memory.pages[1, 5], memory.reach[1], memory.taken[0], memory.pool[7] = 0, 5, PAGE, 3
    grown = histograms.grow(memory)
    assert (len(grown.pool), grown.pool[7], grown.pages[1, 5]) == (2 * len(memory.pool), 3, 0)
    cleared = histograms.clear(grown, Task(0, 0, 1))
    assert not cleared.pool.any()
    assert np.all(cleared.pages == -1)
    assert np.all(cleared.reach[:, 0] > cleared.reach[:, 1])
    assert cleared.taken[0] == 0
