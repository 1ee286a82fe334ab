"""What would have to be true for a model to give two figures, as an xarray DataTree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...comparing.reconcile import Move, Reconciliation
from ...scenario.plausibility import outside_beliefs
from ..datasets.grid import split
from ..datasets.provenance import CONVENTIONS
from ..datasets.trees import assembled
from ..datasets.variables import NO_UNIT, Group, Variables, about_quantity, group, texts, with_errors

if TYPE_CHECKING:
    import xarray as xr

_FIGURES = ("first", "second")
_MEMBERS = (1, 2)


def tree(found: Reconciliation) -> xr.DataTree:
    """The figures, the inputs and the pairs that would give them, and the inputs that cannot."""
    return assembled(
        {
            "/": Group(attributes=_attributes(found)),
            "/figures": _figures(found),
            "/inputs": _moves(found.moves, members=1),
            "/pairs": _moves(found.pairs, members=2),
            "/impossible": group(
                {"reason": (("input",), texts(reason for _, reason in found.impossible), {})},
                {"input": texts(name for name, _ in found.impossible)},
            ),
        }
    )


def _attributes(found: Reconciliation) -> dict[str, str | int | float]:
    return {
        "Conventions": CONVENTIONS,
        "title": f"{' and '.join(each.stated for each in found.figures)} by {found.side.name}",
        "scenario": found.side.scenario.resolved,
        "output": found.side.output,
        "first_as_published": int(found.as_published),
        "samples": found.samples,
        "seed": found.seed,
        "warnings": outside_beliefs(found.implausible),
    }


def _figures(found: Reconciliation) -> Group:
    """Both figures, and how likely the answer is to be below each."""
    side = found.side
    about = about_quantity(side.output, side.unit, "")
    values = np.array([side.unit.from_base(each.value) for each in found.figures])
    variables: Variables = {
        "value": (("figure",), values, about),
        "stated": (("figure",), texts(each.stated for each in found.figures), {}),
    }
    chance = {**NO_UNIT, "long_name": "probability that the output is below the figure"}
    variables |= with_errors("below", ("figure",), *split([each.probability for each in found.below]), chance)
    return group(variables, figure=(_FIGURES, {}))


def _moves(moves: Sequence[tuple[Move | None, Move]], *, members: int) -> Group:
    """The values of inputs that give each figure, and how far out they are; NaN where nominal values give the first."""
    shape = (len(moves), len(_FIGURES), members)
    values, scores = np.full(shape, np.nan), np.full(shape, np.nan)
    chances = np.full(shape[:2], np.nan)
    for k, both in enumerate(moves):
        for f, move in enumerate(both):
            if move:
                values[k, f] = [each.unit.from_base(v) for each, v in zip(move.inputs, move.values, strict=True)]
                scores[k, f], chances[k, f] = move.scores, move.probability
    units = texts(each.unit.text or "1" for _, move in moves for each in move.inputs).reshape(len(moves), members)
    names = texts(each.name for _, move in moves for each in move.inputs).reshape(len(moves), members)
    dims = ("move", "figure", "member")
    variables: Variables = {
        "input": (("move", "member"), names, {}),
        "unit": (("move", "member"), units, {}),
        "value": (dims, values, {"comment": "each in the unit that the variable `unit` names"}),
        "score": (dims, scores, {**NO_UNIT, "long_name": "normal score of the value in the law of the input"}),
        "probability": (dims[:2], chances, {**NO_UNIT, "long_name": "probability of values as far out"}),
    }
    move_names = texts(move.name for _, move in moves)
    return group(variables, {"move": move_names}, figure=(_FIGURES, {}), member=(_MEMBERS[:members], {}))
