"""Scenario files whose posteriors are known in closed form, and their updates."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.updating.observed_run import run_observed
from carbonspan.simulate.updating.update import Update

MODELS = """\
from typing import Annotated, NamedTuple


class Sums(NamedTuple):
    total: Annotated[float, "J"]
    double: Annotated[float, "J"]


def add(a: Annotated[float, "J"], b: Annotated[float, "J"]) -> Sums:
    return Sums(a + b, 2 * (a + b))


def multiply(
    a: Annotated[float, "J/word"], b: Annotated[float, "word/s"], duration: Annotated[float, "s"]
) -> Annotated[float, "J"]:
    return a * b * duration
"""
SUM = """\
title: a sum
model: models.py:add
inputs:
  a: {nominal: 10 J, normal: {mean: 10, sd: 2}, evidence: assumed}
  b: {nominal: 5 J, normal: {mean: 5, sd: 1}, evidence: assumed}
outputs: {total: J, double: J}
"""
PRODUCT = """\
title: a product
model: models.py:multiply
per: {duration: 1 day}
inputs:
  a: {nominal: 3 J/word, lognormal: {median: 3, gsd: 2}, evidence: assumed}
  b: {nominal: 100 word/day, lognormal: {median: 100, gsd: 1.3}, evidence: assumed, nature: variability, over: day}
"""


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Scenario]:
    """The scenario of a file: ``sum`` or ``product``."""
    folder = tmp_path_factory.mktemp("updating")
    (folder / "models.py").write_text(MODELS)
    for name, text in {"sum": SUM, "product": PRODUCT}.items():
        (folder / f"{name}.yaml").write_text(text)
    return cache(lambda name: load(str(Path(folder / f"{name}.yaml"))))


@pytest.fixture(scope="session")
def updated(known: Callable[[str], Scenario]) -> Callable[..., Update]:
    """A scenario updated by what was observed."""

    def make(name: str, *observed: str, error: str | None = None, draws: int = 0, **options: object) -> Update:
        options = {"samples": 1 << 15, **options}
        samples, design = options.pop("samples"), options.pop("design", "random")
        run = partial(run_scenario, known(name), design=design, **options)
        return run_observed(run, known(name), observed, error, samples=samples, design=design, draws=draws)

    return make
