"""Inputs that move together, as a file states them: correlated pairs, and shares that sum to one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import Correlations
from ..laws import Distribution
from ..problems import did_you_mean
from ..scenario.normal_scores import attainable_range, score_correlations
from ..scenario.scenario import Correlation, Input

INFEASIBLE = -0.05
"""Least eigenvalue of a correlation matrix that may be repaired: what rounding each coefficient to one digit (± 0.05)
can do to a feasible pair or triple; below it the coefficients contradict each other."""

NEAR = 0.005
"""So little beyond what two laws can reach goes without a warning."""

Pair = tuple[str, str, float]


def read_correlations(
    stated: Correlations, inputs: Mapping[str, Input], diagnostics: Diagnostics, *, moving: Collection[str] = ()
) -> tuple[Correlation, ...]:
    """One group for each set of inputs that the pairs connect; pairs not stated are uncorrelated.

    Inputs that are `moving` vary at some option of an axis, though the base may hold them fixed.
    """
    varying = {name for name, given in inputs.items() if given.varies or name in moving}
    sound = [
        pair
        for index, pair in enumerate(stated.pairs)
        if _is_sound(pair, index, stated.pairs, inputs, diagnostics) and _moves(pair, index, varying, diagnostics)
    ]
    groups = [_group(members, sound, stated.scale) for members in _connected(sound, list(inputs))]
    for group in groups:
        _check_feasible(group, [inputs[member].distribution for member in group.members], diagnostics)
    _note_unreached(sound, stated, inputs, diagnostics)
    return tuple(groups)


def _is_sound(pair: Pair, index: int, pairs: Sequence[Pair], inputs: Collection[str], diagnostics: Diagnostics) -> bool:
    first, second, value = pair
    key_path = ("correlations", "pairs", index)
    before = len(diagnostics.problems)
    for position, name in enumerate((first, second)):
        if name not in inputs:
            diagnostics.problem((*key_path, position), f"no input is called {name!r}; {did_you_mean(name, inputs)}")
    if first == second:
        diagnostics.problem(key_path, f"must be two different inputs, got {first} twice")
    if not -1 <= value <= 1:
        diagnostics.problem((*key_path, 2), f"a correlation must lie within -1 to 1, got {value:g}")
    if any({first, second} == set(other[:2]) for other in pairs[:index]):
        diagnostics.problem(key_path, f"{first} and {second} are correlated twice; keep one")
    return len(diagnostics.problems) == before


def _moves(pair: Pair, index: int, varying: Collection[str], diagnostics: Diagnostics) -> bool:
    """Whether both inputs are uncertain; one that is held fixed takes its pairs with it."""
    fixed = [name for name in pair[:2] if name not in varying]
    for name in fixed:
        diagnostics.warn(
            ("correlations", "pairs", index), f"{name} is a constant and moves with nothing; the pair is ignored"
        )
    return not fixed


def _connected(pairs: Iterable[Pair], order: Sequence[str]) -> list[tuple[str, ...]]:
    """Which inputs the pairs connect, directly or through others, each group in the file's order."""
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


def _note_unreached(
    pairs: Iterable[Pair], stated: Correlations, inputs: Mapping[str, Input], diagnostics: Diagnostics
) -> None:
    """A warning for each pair whose laws, by having few values, cannot go together as closely as asked for."""
    for first, second, value in pairs:
        low, high = attainable_range(inputs[first].distribution, inputs[second].distribution, stated.scale)
        if not low - NEAR <= value <= high + NEAR:
            place = [tuple(pair[:2]) for pair in stated.pairs].index((first, second))
            message = (
                f"the laws of {first} and {second} can reach {low:.2f} to {high:.2f}, got {value:g}; the end is used"
            )
            diagnostics.warn(("correlations", "pairs", place, 2), message)


def _check_feasible(group: Correlation, laws: Sequence[Distribution], diagnostics: Diagnostics) -> None:
    """A Gaussian copula needs a matrix without negative eigenvalues, on the scale of normal scores."""
    least = _least_eigenvalue(group, laws)
    names, key_path = ", ".join(group.members), ("correlations", "pairs")
    if least < INFEASIBLE:
        message = (
            f"{names} cannot have these correlations at once (least eigenvalue {least:.2f}): what moves with two "
            "others makes those move together; state the missing pairs or weaken the strongest"
        )
        diagnostics.problem(key_path, message)
    elif least < -1e-12:
        diagnostics.warn(
            key_path, f"{names} cannot quite have these correlations at once; the nearest that can be are used"
        )


def _least_eigenvalue(group: Correlation, laws: Sequence[Distribution]) -> float:
    import numpy as np

    return float(np.linalg.eigvalsh(score_correlations(group, laws))[0])
