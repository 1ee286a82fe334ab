"""Scenarios in files whose indices are known in closed form."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.shipped import library

FOLDER = Path(__file__).parent / "known"


@dataclass(frozen=True)
class Known:
    """A scenario, and `explained`: the exact share of the variance that a set of inputs explains if they are known."""

    scenario: Scenario
    explained: Callable[[Sequence[str]], float]
    #: Sets of inputs of the scenario to test.
    sets: tuple[tuple[str, ...], ...]

    def left(self, names: Sequence[str]) -> float:
        """The total index of a set: what is left if all others are known."""
        return 1.0 - self.explained([name for name in self.scenario.inputs if name not in names])

    def shapley(self, name: str) -> float:
        """The Shapley effect, as a mean over all sets of other inputs."""
        others = [each for each in self.scenario.inputs if each != name]
        return sum(
            (self.explained([*each, name]) - self.explained(each)) / math.comb(len(others), size)
            for size in range(len(others) + 1)
            for each in combinations(others, size)
        ) / (len(others) + 1)


def of_terms(terms: Mapping[str, float]) -> Callable[[Sequence[str]], float]:
    """From the variances of the terms of the decomposition of Hoeffding and Sobol'."""
    whole = sum(terms.values())
    return lambda names: sum(part for term, part in terms.items() if set(term.split()) <= set(names)) / whole


def of_factors(variances: Mapping[str, float]) -> Callable[[Sequence[str]], float]:
    """From the variances of independent factors of mean 1 whose product is the output."""
    whole = math.prod(1 + each for each in variances.values()) - 1
    return lambda names: (math.prod(1 + variances[name] for name in names) - 1) / whole


def of_normals(weights: Mapping[str, float], covariance: Sequence[Sequence[float]]) -> Callable[[Sequence[str]], float]:
    """From the covariance of normal inputs whose weighted sum is the output."""
    names, full, w = list(weights), np.array(covariance), np.array(list(weights.values()))

    def explained(given: Sequence[str]) -> float:
        at = [names.index(name) for name in given]
        across = full[at] @ w
        return float(across @ np.linalg.solve(full[np.ix_(at, at)], across) / (w @ full @ w)) if at else 0.0

    return explained


def _known(name: str) -> Known:
    if name == "product":
        scenario = load(str(library.folder() / "conformance" / "lognormal-product.yaml"))
        return Known(scenario, of_factors(dict.fromkeys(scenario.inputs, math.expm1(1 / 16))), (("x1", "x4", "x7"),))
    scenario = load(str(FOLDER / f"{name}.yaml"))
    if name == "ishigami":
        a, b = 7.0, 0.1
        terms = {
            "x1": 0.5 * (1 + b * math.pi**4 / 5) ** 2,
            "x2": a**2 / 8,
            "x1 x3": b**2 * math.pi**8 * 8 / 225,
        }
        return Known(scenario, of_terms(terms), (("x1", "x3"), ("x2", "x3")))
    if name == "g":
        a = (0, 1, 4.5, 9, 99, 99, 99, 99)
        variances = dict(zip(scenario.inputs, (1 / (3 * (1 + each) ** 2) for each in a), strict=True))
        return Known(scenario, of_factors(variances), (("x1", "x2"), ("x4", "x5", "x6")))
    if name == "two-normals":
        return Known(scenario, of_normals({"x1": 1, "x2": 1}, [[1, 1], [1, 4]]), (("x1",), ("x2",)))
    weights = {"x1": 1.0, "x2": 2.0, "x3": -1.0, "x4": 0.5}
    covariance = [[1, 0.6, -0.4, 0], [0.6, 1, 0.6, 0], [-0.4, 0.6, 4, 0], [0, 0, 0, 4]]
    return Known(scenario, of_normals(weights, covariance), (("x1",), ("x1", "x4"), ("x2", "x3", "x4"), ("x3",)))


CASES = ("ishigami", "g", "product", "two-normals", "four-normals")


@pytest.fixture(scope="session", params=CASES)
def known(request: pytest.FixtureRequest) -> Known:
    """Each case in turn."""
    return _known(request.param)


@pytest.fixture(scope="session")
def known_case() -> Callable[[str], Known]:
    """The case of a name."""
    return _known
