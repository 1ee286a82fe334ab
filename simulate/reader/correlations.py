"""Correlations of a file: pairs of inputs, joined into groups with a feasible matrix."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Literal

from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import Correlations
from ..laws import Distribution
from ..problems import did_you_mean
from ..scenario.normal_scores import attainable_range, score_correlations
from ..scenario.scenario import Correlation, Input

INFEASIBLE = -0.05
"""Least eigenvalue of a correlation matrix that is repaired: rounding each coefficient to one digit (± 0.05) can cause
it in a feasible pair or triple. Below it, the coefficients contradict each other."""

NEAR = 0.005
"""Excess over the reachable correlation of two laws up to which there is no warning."""

Pair = tuple[str, str, float]


def read_correlations(
    stated: Correlations, inputs: Mapping[str, Input], diagnostics: Diagnostics, *, varying: Collection[str] = ()
) -> tuple[Correlation, ...]:
    """One group for each set of inputs that pairs connect; pairs that are not given are uncorrelated.

    Inputs in `varying` are uncertain in some option of an axis, though they may be constant elsewhere.
    """
    uncertain = {name for name, given in inputs.items() if given.varies or name in varying}
    seen: set[frozenset[str]] = set()
    sound = [
        pair
        for index, pair in enumerate(stated.pairs)
        if _is_sound(pair, index, seen, inputs, diagnostics) and _varies(pair, index, uncertain, diagnostics)
    ]
    groups = [_group(members, sound, stated.scale) for members in _connected(sound, list(inputs))]
    for group in groups:
        _check_feasible(group, [inputs[member].distribution for member in group.members], diagnostics)
    _warn_unreachable(sound, stated, inputs, diagnostics)
    return tuple(groups)


def _is_sound(
    pair: Pair, index: int, seen: set[frozenset[str]], inputs: Collection[str], diagnostics: Diagnostics
) -> bool:
    """Whether a pair has no problem; it is added to those that were `seen` before."""
    first, second, value = pair
    key_path = ("correlations", "pairs", index)
    before = len(diagnostics.problems)
    for position, name in enumerate((first, second)):
        if name not in inputs:
            diagnostics.problem(
                (*key_path, position), f"no input is named {name!r}", partial(did_you_mean, name, inputs)
            )
    if first == second:
        diagnostics.problem(key_path, f"must be two different inputs, got {first} twice")
    if not -1 <= value <= 1:
        diagnostics.problem((*key_path, 2), f"a correlation must lie within -1 to 1, got {value:g}")
    if frozenset((first, second)) in seen:
        diagnostics.problem(key_path, f"duplicate pair of {first} and {second}; keep one")
    seen.add(frozenset((first, second)))
    return len(diagnostics.problems) == before


def _varies(pair: Pair, index: int, uncertain: Collection[str], diagnostics: Diagnostics) -> bool:
    """Whether both inputs are uncertain; the pairs of a constant are ignored with a warning."""
    fixed = [name for name in pair[:2] if name not in uncertain]
    for name in fixed:
        diagnostics.warn(("correlations", "pairs", index), f"{name} is constant; this pair is ignored")
    return not fixed


def _connected(pairs: Iterable[Pair], order: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups of inputs that pairs connect, directly or through others, each in the order of the file."""
    groups: list[set[str]] = []
    for first, second, _ in pairs:
        touched = [group for group in groups if group & {first, second}]
        groups = [group for group in groups if group not in touched] + [{first, second}.union(*touched)]
    return [tuple(sorted(group, key=order.index)) for group in groups]


def _group(members: tuple[str, ...], pairs: Iterable[Pair], scale: Literal["spearman", "normal"]) -> Correlation:
    values = {frozenset(pair[:2]): pair[2] for pair in pairs}
    matrix = tuple(
        tuple(1.0 if row == column else float(values.get(frozenset((row, column)), 0.0)) for column in members)
        for row in members
    )
    return Correlation(members, matrix, scale)


def _warn_unreachable(
    pairs: Iterable[Pair], stated: Correlations, inputs: Mapping[str, Input], diagnostics: Diagnostics
) -> None:
    """Warn of each pair with a correlation that its laws cannot reach, such as discrete laws of few values."""
    for first, second, value in pairs:
        low, high = attainable_range(inputs[first].distribution, inputs[second].distribution, stated.scale)
        if not low - NEAR <= value <= high + NEAR:
            index = [tuple(pair[:2]) for pair in stated.pairs].index((first, second))
            rule = f"the laws of {first} and {second} allow {low:.2f} to {high:.2f}, got {value:g}"
            diagnostics.warn(("correlations", "pairs", index, 2), f"{rule}; the nearest of these is used")


def _check_feasible(group: Correlation, laws: Sequence[Distribution], diagnostics: Diagnostics) -> None:
    """Add a problem, or a warning, for a matrix with negative eigenvalues on the scale of normal scores."""
    least = _least_eigenvalue(group, laws)
    names, key_path = ", ".join(group.members), ("correlations", "pairs")
    if least < INFEASIBLE:
        rule = f"the correlations of {names} are infeasible (least eigenvalue {least:.2f})"
        reason = "inputs that correlate with a third correlate with each other"
        diagnostics.problem(key_path, f"{rule}: {reason}; add missing pairs or weaken the strongest")
    elif least < -1e-12:
        diagnostics.warn(key_path, f"the correlations of {names} are infeasible; the nearest feasible matrix was used")


def _least_eigenvalue(group: Correlation, laws: Sequence[Distribution]) -> float:
    import numpy as np

    return float(np.linalg.eigvalsh(score_correlations(group, laws))[0])
