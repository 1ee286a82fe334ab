"""Scenarios built in code, as sides of a comparison."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest

from carbonspan.simulate.comparing.sides import Agreement, Side, sides
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.scenario.scenario import Scenario


class Chained(NamedTuple):
    work: float
    energy: float
    mass: float


def product(a: float, b: float, c: float) -> float:
    return a * b * c


def chained(a: float, b: float, c: float) -> Chained:
    return Chained(a, a * b, a * b * c)


def total(a: float, b: float, c: float) -> float:
    return a + b + c


FUNCTIONS = {"product": product, "chained": chained, "total": total}


@pytest.fixture(scope="session")
def named(build: Callable) -> Callable[..., Scenario]:
    """A scenario of one of the functions above, under a name."""

    def make(name: str, function: str, laws: Mapping[str, Distribution], **changes: object) -> Scenario:
        return replace(build(FUNCTIONS[function], laws), name=name, **changes)

    return make


@pytest.fixture(scope="session")
def paired() -> Callable[..., tuple[Side, ...]]:
    """Scenarios as sides, by the outputs of their headlines."""

    def make(scenarios: Sequence[Scenario], **agreement: object) -> tuple[Side, ...]:
        return sides(scenarios, [None] * len(scenarios), Agreement(**agreement))

    return make
