import numpy as np

from carbonspan.simulate.scenario.formulas.reachable import helpers, is_recursive


def twice(x):
    return 2 * x


def fourfold(x):
    return twice(twice(x))


def itself(x):
    return itself(x - 1) if x > 0 else fourfold(x)


def closed(factor):
    def scaled(x):
        return factor(x) * np.exp(x) + np.median([x])

    return scaled


def test_helpers_are_found_through_helpers_closures_and_recursion():
    assert helpers(twice) == (twice,)
    assert helpers(fourfold) == (fourfold, twice)
    assert helpers(itself) == (itself, fourfold, twice)
    scaled = closed(twice)
    assert helpers(scaled) == (scaled, twice)


def test_recursion_is_detected():
    assert is_recursive(itself)
    assert not is_recursive(fourfold)
