"""What a measurement of one input would buy: how much narrower the interval would be, expected before it is made.

The measurement is not made: for every value that it may show, the belief about the input narrows to its posterior, the
output to the mixture of the table's rows, and the widths of all these intervals are averaged (a preposterior analysis:
Raiffa & Schlaifer, Applied Statistical Decision Theory, 1961, chapter 4).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.marginal import Estimate
from ..answer.run_options import Request
from ..answer.standard_error import student
from ..engine.accumulators.conditional_counts import PARTS
from ..engine.program.coordinates import coordinates
from ..engine.run import Progress
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.scenario import Scenario
from ..units import UnitError, quantity
from .conditional import DUMMY, ConditionalTable, quantiles, tables
from .scales import DECADE

Floats = NDArray[np.float64]

#: Where the normal errors of a measurement are evaluated, and with which weights (Gauss and Hermite).
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
LEVEL: Final = 0.9


@dataclass(frozen=True)
class Accuracy:
    """The standard error of a measurement: absolute in base units, or a share of the value; 0 is perfect."""

    absolute: float = 0.0
    share: float = 0.0
    stated: str = "perfectly"

    def errors(self, values: Floats) -> Floats:
        """The standard error at each of `values`."""
        found: Floats = np.hypot(self.absolute, self.share * np.abs(values))
        return found


@dataclass(frozen=True)
class Gain:
    """The expected width of an output's 90 % interval after a measurement of `input`, over the width `now`.

    On the logarithm (`is_log`) a width is the logarithm of the ratio of the ends.
    """

    input: str
    output: str
    accuracy: Accuracy
    now: float
    expected: Estimate
    is_log: bool

    @property
    def narrowing(self) -> float:
        """The share of the width that goes."""
        return 1.0 - self.expected.value / self.now if self.now else 0.0


def accuracies(scenario: Scenario, texts: tuple[str, ...]) -> dict[str, Accuracy]:
    """The accuracy of each input that `texts` name: ``latency=10%``, or ``latency=0.05 gpu*s/word``.

    Raises InvalidInput with every mistake.
    """
    found: dict[str, Accuracy] = {}
    problems: list[Problem] = []
    for text in texts:
        name, _, value = (piece.strip() for piece in text.partition("="))
        try:
            if name in found:
                raise InvalidInput(f"{name} is given twice, before {found[name].stated}; give one accuracy")  # noqa: TRY301
            found[name] = _accuracy(scenario, name, value)
        except (InvalidInput, UnitError) as error:
            problems.append(Problem(str(error), file=f"--accuracy {text!r}"))
    if problems:
        raise InvalidInput(problems)
    return found


def _accuracy(scenario: Scenario, name: str, value: str) -> Accuracy:
    if name not in scenario.inputs:
        raise InvalidInput(f"no input is called {name!r}; {did_you_mean(name, scenario.inputs)}")
    unit = scenario.inputs[name].unit
    if value.endswith("%") and unit.dimension:
        share = quantity(value, None)[0]
        found = Accuracy(share=share, stated=f"to {value}")
    else:
        found = Accuracy(absolute=quantity(value, unit)[0], stated=f"to {value}")
    if found.share < 0 or found.absolute < 0:
        raise InvalidInput(f"must not be negative, got {value}")
    return found


def gains(
    scenario: Scenario, request: Request, asked: Mapping[str, Accuracy], progress: Progress | None = None
) -> tuple[Gain, ...]:
    """What measuring each input of nature ignorance buys for each output, at the first coordinate, largest first.

    Inputs that `asked` does not name are measured perfectly. Raises RunError if an output is not finite, and
    KeyboardInterrupt if interrupted.
    """
    inputs = coordinates(scenario)[0].inputs
    found = []
    for (name, output), table in tables(scenario, request, progress).items():
        if name != DUMMY and inputs[name].nature == "ignorance":
            found.append(_gain(name, output, table, asked.get(name, Accuracy())))
    return tuple(sorted(found, key=lambda gain: -gain.narrowing))


def _gain(name: str, output: str, table: ConditionalTable, accuracy: Accuracy) -> Gain:
    tails = (1 - LEVEL) / 2, (1 + LEVEL) / 2
    low, high = quantiles(table.edges, table.whole.sum(axis=0), tails)
    is_log = bool(table.edges[0] > 0 and high >= DECADE * low)
    expected, now = expected_width(table, accuracy, log=is_log)
    parts = [
        replace(table, counts=table.counts.sum(axis=0, keepdims=True) - table.counts[[part]]) for part in range(PARTS)
    ]
    ratios = (
        np.array([np.divide(*expected_width(part, accuracy, log=is_log)) for part in parts]) if now else np.zeros(2)
    )
    error = student(PARTS) * math.sqrt((PARTS - 1) * float(ratios.var())) * now
    return Gain(name, output, accuracy, now, Estimate(expected, error), is_log)


def expected_width(
    table: ConditionalTable, accuracy: Accuracy, *, level: float = 0.9, log: bool = False
) -> tuple[float, float]:
    """The expected width of the output's interval after a measurement, and the width now, on a linear or log scale.

    Bins of finite width leave some spread of the input inside them, which adds to the width in proportion to the
    square of the bins: half as many bins show how much, and it is taken off (Richardson's extrapolation).
    """
    tails = (1 - level) / 2, (1 + level) / 2
    now = float(_widths(table.edges, table.whole.sum(axis=0), tails, log=log))
    fine, coarse = (_expected(table, accuracy, tails, join, log=log) for join in (1, 2))
    return max((4 * fine - coarse) / 3, 0.0), now


def _expected(
    table: ConditionalTable, accuracy: Accuracy, tails: tuple[float, float], join: int, *, log: bool
) -> float:
    """The expected width where `join` neighbouring bins of the input are one."""
    rows = np.add.reduceat(table.whole, np.arange(0, len(table.whole), join), axis=0).astype(float)
    sizes = rows.sum(axis=1)
    filled = sizes > 0
    if not (accuracy.absolute or accuracy.share):
        widths = _widths(table.edges, rows[filled], tails, log=log)
        return float(widths @ sizes[filled] / sizes.sum())
    centers = _centers(table)[::join] if join == 1 else _pooled(_centers(table), table.whole.sum(axis=1), join)
    centers, rows, sizes = centers[filled], rows[filled], sizes[filled]
    errors = accuracy.errors(centers)
    expected = 0.0
    for node, weight in zip(_NODES, _WEIGHTS / _WEIGHTS.sum(), strict=True):
        measured = centers + node * errors
        likelihood = np.exp(-0.5 * ((measured[:, None] - centers) / errors) ** 2) / errors
        mixtures = (likelihood * sizes) @ (rows / sizes[:, None]) / (likelihood @ sizes)[:, None]
        expected += weight * float(_widths(table.edges, mixtures, tails, log=log) @ sizes)
    return float(expected / sizes.sum())


def _widths(edges: Floats, counts: Floats, tails: tuple[float, float], *, log: bool) -> Floats:
    """The width of the interval of each histogram (..., bins)."""
    low, high = np.moveaxis(quantiles(edges, counts, tails), -1, 0)
    found: Floats = np.log(high / low) if log else high - low
    return found


def _centers(table: ConditionalTable) -> Floats:
    """A value of the input inside each of its bins."""
    inner = table.values
    return np.concatenate([[inner[0]], (inner[:-1] + inner[1:]) / 2, [inner[-1]]])


def _pooled(centers: Floats, sizes: Floats, join: int) -> Floats:
    """The mean value of `join` neighbouring bins."""
    begins = np.arange(0, len(centers), join)
    total = np.maximum(np.add.reduceat(sizes, begins), 1)
    found: Floats = np.add.reduceat(centers * sizes, begins) / total
    return found
