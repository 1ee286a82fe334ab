"""The tornado: how far an output swings as each input goes from its own 5 % to its 95 % quantile."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from ..answer.statistics.standard_error import student
from ..engine.accumulators.conditional_counts import PARTS
from ..engine.evaluate import evaluate, nominal_values
from ..laws import scipy_special as special
from ..scenario.scenario import Scenario
from .conditional import PROBABILITIES, ConditionalTable, quantiles
from .pick_freeze import Names, on_one_stream

Floats = NDArray[np.float64]

#: The ends of a swing, as quantiles of the input.
ENDS: Final = (0.05, 0.95)
#: The errors by which medians must differ, and those if the output at nominal values moves the other way.
_BEYOND, _CONTRARY = 2.0, 6.0
#: The normal scores in the middle of an input's bins.
_SCORES: Final = np.convolve(special.ndtri(np.concatenate([[1e-5], PROBABILITIES, [1 - 1e-5]])), (0.5, 0.5), "valid")


@dataclass(frozen=True)
class Swing:
    """An output where an input is at the ends of its swing, in base units.

    `inputs` are those that move together as one draw, `values` those of the first. `nominal` are the outputs with all
    other inputs at their nominal values, `median` the output's medians with all others at random, given the input: NaN
    if no sample has that value, with an infinite error if too few have it.
    """

    inputs: Names
    output: str
    values: tuple[float, float]
    nominal: tuple[float, float]
    median: tuple[Estimate, Estimate]

    @property
    def sign(self) -> int:
        """1 if the output's median rises with the input, -1 if it falls, 0 if it does not move beyond its error.

        It must move further beyond where the output at nominal values moves the other way, as among many inputs some
        seem to move it by chance. It is 0 too if a median is NaN.
        """
        low, high = self.median
        moved = high.value - low.value
        least = _CONTRARY if (self.nominal[1] - self.nominal[0]) * moved < 0 else _BEYOND
        return int(math.copysign(1, moved)) if abs(moved) > least * math.hypot(low.error, high.error) else 0


def swings(scenario: Scenario, tables: Mapping[tuple[str, str], ConditionalTable]) -> tuple[Swing, ...]:
    """The swings of every output over every input that varies, at the coordinate that `scenario` and `tables` have.

    Shares of one whole swing one by one; the other shares give way in proportion.
    """
    found = []
    for names in on_one_stream(scenario.inputs):
        name = names[0]
        if not scenario.inputs[name].varies:
            continue
        values = _values(scenario, name)
        at_nominal = [evaluate(scenario, _moved(scenario, names, end)) for end in ENDS]
        for o, output in enumerate(scenario.outputs):
            nominal = (at_nominal[0][o], at_nominal[1][o])
            found.append(Swing(names, output.name, values, nominal, _medians(tables[name, output.name], values)))
    return tuple(found)


def _values(scenario: Scenario, name: str) -> tuple[float, float]:
    low, high = np.asarray(scenario.inputs[name].distribution.quantile(np.array(ENDS))).tolist()
    return low, high


def _moved(scenario: Scenario, names: Sequence[str], end: float) -> dict[str, float]:
    """The nominal values of all inputs, but of `names` their quantiles at `end`."""
    moved = {name: float(scenario.inputs[name].distribution.quantile(np.array([end]))[0]) for name in names}
    values = nominal_values(scenario.inputs)
    for shares in scenario.shares:
        if fixed := set(shares.members) & set(moved):
            rest = 1.0 - sum(values[name] for name in fixed)
            room = 1.0 - sum(moved[name] for name in fixed)
            values |= {name: values[name] * room / rest for name in shares.members if rest > 0}
    return values | moved


def _medians(table: ConditionalTable, values: tuple[float, float]) -> tuple[Estimate, Estimate]:
    """The output's medians where the input is at each of `values`, from the bins about them."""
    whole = table.counts.sum(axis=0)
    without = np.array([_at(table, whole - part, values) for part in table.counts])
    errors = student(PARTS) * np.sqrt((PARTS - 1) * without.var(axis=0))
    errors = np.where(np.isnan(errors), np.inf, errors)
    low, high = (Estimate(float(v), float(e)) for v, e in zip(_at(table, whole, values), errors, strict=True))
    return low, high


def _at(table: ConditionalTable, counts: NDArray[np.int64], values: tuple[float, float]) -> Floats:
    """The medians at both `values`: between neighbouring bins of a continuous input, else of the bin of the value."""
    found = []
    for value, end in zip(values, special.ndtri(ENDS), strict=True):
        bin_ = int(np.searchsorted(table.values, value, side="right"))
        edges = table.values[max(bin_ - 1, 0) : bin_ + 1]
        if len(edges) == 2 and edges[0] < value < edges[1]:
            other = bin_ + (1 if end > _SCORES[bin_] else -1)
            pair = sorted((bin_, other))
            medians = quantiles(table.spans, counts[pair], (0.5,))[:, 0]
            if np.isfinite(medians).all():
                found.append(float(np.interp(end, _SCORES[pair], medians)))
                continue
        found.append(float(quantiles(table.spans, counts[bin_], (0.5,))[0]))
    return np.array(found)
