"""The outputs that inputs reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..engine.evaluate import nominal_values
from ..engine.evaluate_many import evaluate_many
from ..laws.base import Distribution
from ..scenario.scenario import Input, Scenario

Floats = NDArray[np.float64]

#: Factors by which an input is moved to see which outputs change.
_NUDGES = (0.5, 1.25, 3.0)
#: Quantiles of all inputs about which it is moved too: at nominal values, one may be multiplied by 0.
_ELSEWHERE = (0.3, 0.8)
#: Quantiles of an input at which it is looked at too: it may matter in its tails alone, beyond a threshold.
_FAR = (1e-6, 1e-3, 0.05, 0.95, 0.999, 1 - 1e-6)
#: Two outputs that differ by no more than this share are the same but for rounding.
_ROUNDING = 1e-12


def reached(scenario: Scenario, inputs: Mapping[str, Input], name: str) -> list[str]:
    """The outputs that the input `name` reaches, given `inputs`: see `reached_by`.

    >>> from ..reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> reached(scenario, scenario.inputs, "pue")
    ['energy', 'emissions']
    """
    return reached_by(scenario, inputs, (name,))[name]


def reached_by(scenario: Scenario, inputs: Mapping[str, Input], names: Iterable[str]) -> dict[str, list[str]]:
    """The outputs that each of the inputs called `names` reaches, given `inputs`: those that change with it.

    It is moved about its nominal value and into its tails, the others being at theirs, and likewise about two
    quantiles, the others being at those.
    """
    bases = [nominal_values(inputs), *_elsewhere(inputs)]
    moved = {name: np.array(list(_moves(inputs, name))) for name in names}
    if not moved:
        return {}
    found = _outputs(scenario, inputs, bases, moved)
    before, after = found[..., :1], found[..., 1:]
    same = np.asarray(np.isclose(after, before, rtol=_ROUNDING, atol=0.0, equal_nan=True))
    changes = np.asarray(~same.all(axis=(1, 3)))
    return {
        name: [
            quantity.name for quantity, changed in zip(scenario.outputs, changes[:, k].tolist(), strict=True) if changed
        ]
        for k, name in enumerate(moved)
    }


@lru_cache(maxsize=4096)
def _quantiles(law: Distribution, probabilities: tuple[float, ...]) -> tuple[float, ...]:
    """The quantiles of `law`, kept: many coordinates have the same law of an input."""
    return tuple(np.asarray(law.quantile(probabilities), float).tolist())


def _elsewhere(inputs: Mapping[str, Input]) -> Iterator[dict[str, float]]:
    laws = {name: _quantiles(given.distribution, _ELSEWHERE) for name, given in inputs.items()}
    for b in range(len(_ELSEWHERE)):
        yield {name: quantiles[b] for name, quantiles in laws.items()}


def _moves(inputs: Mapping[str, Input], name: str) -> Iterator[Floats]:
    """The values to which an input is moved, from its nominal value and from its value at each of `_ELSEWHERE`."""
    given = inputs[name]
    far = _quantiles(given.distribution, _FAR)
    for base in (given.nominal, *_quantiles(given.distribution, _ELSEWHERE)):
        yield np.array([*(base * nudge if base else nudge for nudge in _NUDGES), *far])


def _outputs(
    scenario: Scenario,
    inputs: Mapping[str, Input],
    bases: Sequence[Mapping[str, float]],
    moved: Mapping[str, Floats],
) -> Floats:
    """The outputs (outputs, base, input, 1 + n) at each base, and with each input at each of its n values there.

    `moved` are the values (base, n) of each input that is moved.
    """
    shape = len(bases), len(moved), 1 + len(_NUDGES) + len(_FAR)
    values = {name: np.empty(shape) for name in bases[0]}
    for name, rows in values.items():
        rows[...] = np.array([base[name] for base in bases])[:, None, None]
    for k, (name, given) in enumerate(moved.items()):
        values[name][:, k, 1:] = given
        for pick, option in _taken(inputs, name).items():
            values[pick][:, k] = option
    found = evaluate_many(scenario, inputs, {name: rows.ravel() for name, rows in values.items()})
    return found.reshape(-1, *shape)


def _taken(inputs: Mapping[str, Input], name: str) -> dict[str, float]:
    """The picks at which other inputs are the input `name`: elsewhere it reaches nothing."""
    picks = (given.pick for given in inputs.values() if given.pick and name in given.pick.options)
    return {pick.name: float(pick.options.index(name)) for pick in picks}
