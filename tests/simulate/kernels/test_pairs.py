"""Which of two outputs is the smaller, counted."""

import numpy as np

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.pairs import compare_block


def test_smaller_and_equal_values_are_counted_on_top_of_what_was_there() -> None:
    outputs = np.random.default_rng(1).integers(0, 4, (3, BLOCK)).astype(float)
    pairs = np.array([[0, 1], [1, 0], [2, 2], [2, 1]])
    counts = np.ones((4, 2), np.int64)
    for n in (BLOCK, 7, 0):
        compare_block(outputs, n, pairs, counts)
    expected = [
        [1 + sum((outputs[a, :n] < outputs[b, :n]).sum() for n in (BLOCK, 7)),
         1 + sum((outputs[a, :n] == outputs[b, :n]).sum() for n in (BLOCK, 7))]
        for a, b in pairs
    ]  # fmt: skip
    assert counts.tolist() == expected


def test_what_is_no_number_is_neither_smaller_nor_equal() -> None:
    counts = np.zeros((1, 2), np.int64)
    compare_block(np.full((2, BLOCK), np.nan), BLOCK, np.array([[0, 1]]), counts)
    assert counts.tolist() == [[0, 0]]
