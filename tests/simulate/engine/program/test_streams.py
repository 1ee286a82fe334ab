"""Keys of streams: a function of seed and name, and of nothing else."""

from itertools import product

import numpy as np

from carbonspan.simulate.engine.program.streams import random_key, scrambles


def test_keys_are_three_words_below_2_32_that_tell_seeds_and_names_apart() -> None:
    keys = [random_key(seed, name) for seed, name in product((0, 1, 2**70), ("pue", "pue2", "a.pue", "1/pue", ""))]
    assert all(key.dtype == np.uint64 and key.shape == (3,) and key.max() < 2**32 for key in keys)
    assert len({key.tobytes() for key in keys}) == len(keys)


def test_a_key_is_the_same_in_every_process() -> None:
    """Were it not, no run could be had again; hash() of a text, for one, differs between processes."""
    assert random_key(0, "pue").tolist() == [3692713619, 1175030593, 3192855720]


def test_every_batch_and_dimension_has_its_own_scrambling() -> None:
    seeds = np.array([scrambles(seed, dimension) for seed in (0, 1) for dimension in range(50)])
    assert seeds.shape == (100, 32)
    assert len(np.unique(seeds)) == seeds.size
