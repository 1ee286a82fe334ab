"""Two published figures and one model: what would have to be true for it to give both.

Each input alone, and each pair, is moved from its nominal value to where the model gives the figure, all others being
at their nominal values. How far out that is says the probability of a value at least as far from the median: of a
pair, that of its most likely point and beyond (the first-order reliability method, Hasofer & Lind 1974, which is exact
for products of lognormal inputs), the two being taken as independent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

import numpy as np

from .. import units
from ..answer.answer import Exceedance
from ..answer.run import run_scenario
from ..answer.run_options import Request
from ..engine.evaluate import evaluate, nominal_values
from ..laws import scipy_special as special
from ..problems import InvalidInput, Problem
from ..scenario.plausibility import implausible_names
from ..scenario.scenario import Input
from ..units import Unit, UnitError
from ..units.numeral import split
from .sides import Side

#: The farthest normal score at which an input is tried: a value of probability 6e-16.
FARTHEST: Final = 8.0
_COARSE: Final = np.linspace(-FARTHEST, FARTHEST, 33)
#: Scores of the first of a pair at which the second is sought.
_FIRST: Final = np.linspace(-6.0, 6.0, 25)
#: Steps in which a zero is sought, and the share of a function's range that is as good as zero.
_STEPS: Final = 60
_EXACT: Final = 1e-12
#: The relative difference from a figure at which a model gives it, beyond the figure's own rounding.
_CLOSE: Final = 1e-6


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure: as it was `stated`, its value in base units, and half of its last digit."""

    stated: str
    value: float
    rounding: float


@dataclass(frozen=True)
class Move:
    """An input, or a pair, that gives a figure: the `values` it has there, in their units, and how far out that is.

    `scores` are the normal scores of the values in the inputs' laws; `probability` is that of values as far out.
    """

    inputs: tuple[Input, ...]
    values: tuple[float, ...]
    scores: tuple[float, ...]
    probability: float

    @property
    def name(self) -> str:
        """The inputs' names."""
        return " and ".join(given.name for given in self.inputs)


@dataclass(frozen=True)
class Reconciliation:
    """What would have to be true for one scenario to give two figures.

    `moves` are the inputs, then pairs, that give the second figure, the likeliest first, each with the move that gives
    the first one; None if nominal values give it (`as_published`). `impossible` are the inputs that cannot, with the
    reason. `below` is how likely the answer is to be below each figure.
    """

    side: Side
    figures: tuple[PublishedFigure, PublishedFigure]
    nominal: float
    as_published: bool
    moves: tuple[tuple[Move | None, Move], ...]
    pairs: tuple[tuple[Move | None, Move], ...]
    impossible: tuple[tuple[str, str], ...]
    below: tuple[Exceedance, ...]
    samples: int
    seed: int

    @property
    def implausible(self) -> tuple[str, ...]:
        """The inputs whose nominal values, at which those that are not moved stay, are outside their beliefs."""
        return implausible_names(self.side.scenario)


def reconcile(side: Side, figures: tuple[str, str], request: Request) -> Reconciliation:
    """What would have to be true for `side` to give both `figures`, such as ``("3.82 t", "25.92 kg")``.

    Raises InvalidInput for a figure that is no amount of the output.
    """
    first, second = (_figure(text, side.unit) for text in figures)
    model = _Model(side)
    nominal = model.at({})
    as_published = abs(nominal - first.value) <= max(first.rounding, _CLOSE * abs(first.value))
    moves, impossible = [], []
    for name, given in side.scenario.inputs.items():
        if name in side.scenario.per or (not given.varies and given.note == "the functional unit"):
            continue
        found = _single(model, given, first, second, as_published=as_published)
        if isinstance(found, str):
            impossible.append((name, found))
        else:
            moves.append(found)
    varying = [given for given in side.scenario.inputs.values() if given.varies and model.reads(given)]
    pairs = [_pair(model, *each, first, second, as_published=as_published) for each in combinations(varying, 2)]
    events = [f"{side.output} < {figure.stated}" for figure in (first, second)]
    answer = run_scenario(
        side.scenario, samples=request.samples, seed=request.seed, design=request.design,
        threads=request.threads or None, probabilities=events, describe_inputs=False,
    )  # fmt: skip
    return Reconciliation(
        side=side,
        figures=(first, second),
        nominal=nominal,
        as_published=as_published,
        moves=tuple(sorted(moves, key=_likelihood)),
        pairs=tuple(sorted(filter(None, pairs), key=_likelihood)),
        impossible=tuple(impossible),
        below=answer.exceedances,
        samples=answer.samples,
        seed=answer.seed,
    )


def _likelihood(both: tuple[Move | None, Move]) -> float:
    """Minus the probability of the less likely of two moves."""
    return -min(each.probability for each in both if each)


def _figure(text: str, unit: Unit) -> PublishedFigure:
    """A figure as it is written, ``25.92kg`` too."""
    try:
        value, given = units.quantity(text, unit)
        digits, _ = split(text.strip(), "")
    except UnitError as error:
        raise InvalidInput([Problem(str(error), file=text)]) from None
    exponent = Decimal(str(digits)).as_tuple().exponent
    step = 0.5 * 10.0 ** int(exponent)
    return PublishedFigure(f"{digits} {given.text}".strip(), value, given.to_base(step))


class _Model:
    """The output of a side as a function of some of its inputs' values, the others being at nominal ones."""

    def __init__(self, side: Side) -> None:
        self._scenario, self._nominal = side.scenario, nominal_values(side.scenario.inputs)
        self._row = [each.name for each in side.scenario.outputs].index(side.output)

    def at(self, values: dict[str, float]) -> float:
        """The output where the inputs in `values` have these values."""
        return evaluate(self._scenario, {**self._nominal, **values})[self._row]

    def of_score(self, given: Input, others: dict[str, float]) -> Callable[[float], float]:
        """The output as a function of the normal score of one input."""
        return lambda z: self.at({**others, given.name: value_at(given, z)})

    def reads(self, given: Input) -> bool:
        """Whether the output changes with an input, the others being at nominal values."""
        found = [self.at({given.name: value_at(given, z)}) for z in (-3.0, 0.0, 3.0)]
        return len({*found, self.at({})}) > 1


def value_at(given: Input, score: float) -> float:
    """The value of an input at a normal score of its law.

    >>> from ..reader.load import load
    >>> value_at(load("chatgpt/by-words").inputs["users"], 0.0)
    1000000.0
    """
    tail = float(special.ndtr(-abs(score)))
    law = given.distribution
    return float(np.asarray(law.quantile(tail) if score <= 0 else law.isf(tail)))


def _crossings(function: Callable[[float], float], target: float, scores: Sequence[float]) -> list[float]:
    """The scores at which a function reaches `target` between those given."""
    values = [function(z) - target for z in scores]
    found = []
    for low, high, a, b in zip(scores, scores[1:], values, values[1:], strict=False):
        if a == 0.0:
            found.append(float(low))
        elif a * b < 0:
            found.append(_zero(lambda z: function(z) - target, float(low), float(high), (a, b)))
    if values and values[-1] == 0.0:
        found.append(float(scores[-1]))
    close = _CLOSE * abs(target)
    return [z for z in found if abs(function(z) - target) <= close]


def _zero(function: Callable[[float], float], low: float, high: float, ends: tuple[float, float]) -> float:
    """The zero of a function between two scores, where it has the values `ends` (the Illinois algorithm)."""
    at_low, at_high = ends
    found = low
    for _ in range(_STEPS):
        found = (low * at_high - high * at_low) / (at_high - at_low)
        value = function(found)
        if abs(value) <= _EXACT * abs(ends[1] - ends[0]) or abs(high - low) < _EXACT:
            break
        if value * at_high < 0:
            low, at_low = high, at_high
        else:
            at_low /= 2
        high, at_high = found, value
    return found


def _single(
    model: _Model, given: Input, first: PublishedFigure, second: PublishedFigure, *, as_published: bool
) -> tuple[Move | None, Move] | str:
    """The moves of one input that give both figures, or why it cannot."""
    if not given.varies:
        return "is a constant"
    if not model.reads(given):
        return "changes nothing while the others are at their nominal values"
    function = model.of_score(given, {})
    moves: list[Move | None] = []
    for figure in (first, second):
        if figure is first and as_published:
            moves.append(None)
            continue
        scores = _crossings(function, figure.value, _COARSE.tolist())
        if not scores:
            return _out_of_reach(function, figure)
        z = min(scores, key=abs)
        moves.append(Move((given,), (value_at(given, z),), (z,), _beyond(z)))
    last = moves[1]
    return (moves[0], last) if last else "is not needed"


def _beyond(score: float) -> float:
    """The probability of a value at least as far out on the same side."""
    return float(special.ndtr(-abs(score)))


def _out_of_reach(function: Callable[[float], float], figure: PublishedFigure) -> str:
    ends = [function(z) for z in _COARSE.tolist()]
    if min(ends) < figure.value < max(ends):
        return f"skips {figure.stated}: it takes a few values only"
    nearest = min(ends, key=lambda each: abs(each - figure.value))
    share = nearest / figure.value
    return (
        f"gives at most {share:.3g} times {figure.stated}"
        if share < 1
        else f"gives at least {share:.3g} times {figure.stated}"
    )


def _pair(  # noqa: PLR0913 - two inputs and two figures
    model: _Model, one: Input, other: Input, first: PublishedFigure, second: PublishedFigure, *, as_published: bool
) -> tuple[Move | None, Move] | None:
    """The likeliest values of a pair that give both figures; None if none do."""
    before = None if as_published else _likeliest(model, one, other, first)
    after = _likeliest(model, one, other, second)
    return None if after is None or (before is None and not as_published) else (before, after)


def _likeliest(model: _Model, one: Input, other: Input, figure: PublishedFigure) -> Move | None:
    """The values of a pair that give a figure nearest to both medians, in normal scores."""
    corners = [
        model.at({one.name: value_at(one, a), other.name: value_at(other, b)})
        for a in (-FARTHEST, 0.0, FARTHEST)
        for b in (-FARTHEST, 0.0, FARTHEST)
    ]
    if not min(corners) <= figure.value <= max(corners):
        return None

    def nearest(z: float) -> tuple[float, float]:
        """The squared distance of the nearest point with this score of the first, and the second's score there."""
        function = model.of_score(other, {one.name: value_at(one, z)})
        scores = _crossings(function, figure.value, _COARSE[::4].tolist())
        second = min(scores, key=abs) if scores else math.inf
        return z**2 + second**2, second

    tried = [nearest(z) for z in _FIRST.tolist()]
    best = int(np.argmin([distance for distance, _ in tried]))
    if not math.isfinite(tried[best][0]):
        return None
    step = float(_FIRST[1] - _FIRST[0])
    z = _golden(lambda each: nearest(each)[0], float(_FIRST[best]) - step, float(_FIRST[best]) + step)
    distance, score = min((*nearest(z), z), (*tried[best], float(_FIRST[best])))[:2]
    z = z if nearest(z)[0] == distance else float(_FIRST[best])
    values = (value_at(one, z), value_at(other, score))
    return Move((one, other), values, (z, score), _beyond(math.sqrt(distance)))


def _golden(function: Callable[[float], float], low: float, high: float) -> float:
    """The least of a function between two points."""
    share = (math.sqrt(5) - 1) / 2
    left, right = high - share * (high - low), low + share * (high - low)
    at_left, at_right = function(left), function(right)
    for _ in range(24):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - share * (high - low)
            at_left = function(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + share * (high - low)
            at_right = function(right)
    return (low + high) / 2
