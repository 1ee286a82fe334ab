"""Counts in bins without a range, held against numpy."""

import numpy as np
import pytest

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.bits import ordered_keys, unordered
from carbonspan.simulate.kernels.histogram import (
    BIN_SHIFT,
    MANTISSA_BITS,
    PAGE,
    PAGES,
    ZOOM_BITS,
    begin_of,
    bin_of,
    count_block,
    drop_empty,
    in_a_row,
    zoom_block,
    zoom_slots,
)

BINS = PAGE * PAGES


def magnitudes(count: int, *, seed: int = 0) -> np.ndarray:
    """Floats of every exponent and both signs."""
    rng = np.random.default_rng(seed)
    return rng.choice([-1.0, 1.0], count) * np.ldexp(rng.uniform(1, 2, count), rng.integers(-1074, 1023, count))


def bins_of(values: np.ndarray) -> list[int]:
    """By the definition: the leading bits of the ordered integer, counted from the least."""
    return [(int(key) >> BIN_SHIFT) + BINS // 2 for key in ordered_keys(values)]


def counted(values: np.ndarray, *, short: int = BLOCK) -> tuple[np.ndarray, np.ndarray, int]:
    pages = np.full(PAGES, -1, np.int32)
    pool = np.zeros(BLOCK * PAGE * (len(values) // BLOCK + 1), np.uint32)
    reach = np.array([PAGES, -1])
    taken = 0
    for start in range(0, len(values), BLOCK):
        taken = count_block(values[start : start + BLOCK], short, pages, reach, pool, taken, np.empty(BLOCK, np.int32))
    assert set(np.flatnonzero(pages >= 0)) <= set(range(reach[0], reach[1] + 1))
    return pages, pool, taken


def flat(pages: np.ndarray, pool: np.ndarray) -> dict[int, int]:
    found = {}
    for page in np.flatnonzero(pages >= 0):
        counts = pool[pages[page] : pages[page] + PAGE]
        found |= {int(page) * PAGE + int(b): int(counts[b]) for b in np.flatnonzero(counts)}
    return found


@pytest.mark.parametrize(
    "values",
    [
        magnitudes(4 * BLOCK),
        np.random.default_rng(1).lognormal(8, 1, 4 * BLOCK),
        np.resize([0.0, -0.0, 5e-324, -5e-324, 1e-310, np.inf, -np.inf, np.nan, -np.nan, 1.0], BLOCK),
    ],
    ids=["magnitudes", "lognormal", "peculiar"],
)
def test_counts_are_those_of_numpy(values: np.ndarray) -> None:
    pages, pool, taken = counted(values)
    numbers, counts = np.unique(bins_of(values), return_counts=True)
    assert flat(pages, pool) == dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    assert taken == PAGE * np.count_nonzero(pages >= 0)
    drop_empty(pages, np.array([0, PAGES - 1]), pool)
    assert set(np.flatnonzero(pages >= 0)) == {number // PAGE for number in numbers}


def test_pages_about_the_first_block_lie_in_a_row_and_farther_ones_anywhere() -> None:
    octaves = np.resize([1.5, 2.5, 5.0], BLOCK)
    values = np.concatenate([octaves, np.where(np.arange(BLOCK) == 7, 1e6, octaves), octaves / 2])
    pages, pool, taken = counted(values)
    low, high = (bin_of(value) // PAGE for value in (0.75, 8.0))
    assert in_a_row(pages, low, high)
    assert not in_a_row(pages, low, high + 1)
    assert not in_a_row(pages, low - 1, high)
    assert taken == 6 * PAGE
    numbers, counts = np.unique(bins_of(values), return_counts=True)
    assert flat(pages, pool) == dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def test_an_output_that_crosses_zero_reserves_nothing() -> None:
    values = np.random.default_rng(2).normal(size=BLOCK)
    taken = counted(values)[2]
    assert taken == PAGE * len({number // PAGE for number in bins_of(values)})


def test_only_the_first_n_are_counted() -> None:
    values = magnitudes(BLOCK)
    pages, pool, _ = counted(values, short=100)
    numbers, counts = np.unique(bins_of(values[:100]), return_counts=True)
    assert flat(pages, pool) == dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def edges(numbers: np.ndarray) -> np.ndarray:
    return np.array([begin_of(number) for number in numbers.tolist()])


@pytest.mark.parametrize("value", [*magnitudes(20, seed=3), 0.0, 5e-324, -5e-324, 1e5, 1.7976931348623157e308])
def test_a_bin_holds_what_lies_between_its_edges(value: float) -> None:
    number = bin_of(value)
    low, high = unordered(edges(np.array([number, number + 1])))
    assert low <= value <= high
    assert bin_of(low) == number
    assert bin_of(np.nextafter(low, -np.inf)) == number - 1
    assert bin_of(unordered(edges(np.array([number + 1])) - 1)[0]) == number


def test_bins_are_narrow_relative_to_what_they_hold() -> None:
    numbers = np.array([bin_of(value) for value in (1.0, 1e5, 3e-200)])
    low, high = unordered(edges(numbers)), unordered(edges(numbers + 1))
    assert np.all((high - low) / low <= 2.0**-MANTISSA_BITS)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, -np.nan])
def test_what_is_not_finite_shares_no_page_with_what_is(value: float) -> None:
    largest = np.finfo(float).max
    page = bin_of(value) // PAGE
    assert not bin_of(-largest) // PAGE <= page <= bin_of(largest) // PAGE
    assert 0 <= page < PAGES


def test_a_zoom_counts_again_inside_its_intervals_alone() -> None:
    values = 1e5 + np.random.default_rng(2).normal(0, 200.0, BLOCK)
    shift = BIN_SHIFT - ZOOM_BITS
    keys = ordered_keys(values)
    zooms = np.unique(keys >> BIN_SHIFT)[[2, 4]]
    counts = np.zeros((2, 1 << ZOOM_BITS), np.int64)
    limits = np.iinfo(np.int64)
    ends = np.tile(np.array([limits.max, limits.min]), (2, 1))
    slots, _ = zoom_slots(zooms, np.array([0, len(zooms)]))
    zoom_block(values, 500, zooms, shift, slots, counts, ends)
    for z, row, (low, high) in zip(zooms, counts, ends, strict=True):
        inside = keys[:500][keys[:500] >> BIN_SHIFT == z]
        fine = (inside >> shift) - (z << ZOOM_BITS)
        np.testing.assert_array_equal(row, np.bincount(fine, minlength=1 << ZOOM_BITS))
        assert (low, high) == (inside.min(), inside.max())
    assert 0 < counts.sum() < 500


@pytest.mark.parametrize("step", [1, 2, 3, 4096, 1 << 32, 1 << 50])
def test_every_bin_of_every_output_is_found_again_and_no_other(step: int) -> None:
    held = 5, 0, 1, 700
    zooms = np.concatenate([step * (np.arange(n) - n // 2) for n in held])
    bounds = np.append(0, np.cumsum(held))
    slots, within = zoom_slots(zooms, bounds)
    for first, last, begin, end in zip(bounds, bounds[1:], within, within[1:], strict=False):
        own, bins = slots[begin:end], zooms[first:last]
        assert sorted(own[own >= 0]) == list(range(last - first))
        assert (own < 0).sum() >= 31 * (last - first)
        values = unordered(np.repeat(np.concatenate([bins, bins + 7 * step + 1]), 3) << 12)
        counts, ends = np.zeros((len(bins), 4096), np.int64), np.zeros((len(bins), 2), np.int64)
        if len(bins):
            zoom_block(values, len(values), bins, 0, own, counts, ends)
        expected = [np.isin(ordered_keys(values) >> 12, each).sum() for each in bins]
        assert counts.sum(axis=1).tolist() == expected


def test_a_search_in_a_table_of_bins_that_follow_each_other_is_short() -> None:
    """Neighbouring bins, as those about a median are, and neighbours of these, as most values are."""
    zooms = np.arange(1_000_000, 1_000_300)
    slots, _ = zoom_slots(zooms, np.array([0, 300]))
    used = np.flatnonzero(np.append(slots, slots) >= 0)
    longest = max(len(each) for each in np.split(used, np.flatnonzero(np.diff(used) > 1) + 1))
    assert longest < 8
