"""Coordinates of an answer, as claims and truths give them: an option of each axis that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath, did_you_mean
from ..scenario.scenario import Axis


def check_coordinate(at: Mapping[str, str], axes: Sequence[Axis], key_path: KeyPath, diagnostics: Diagnostics) -> None:
    """Add a problem for each axis or option of `at` that does not exist."""
    options = {axis.name: [option.label for option in axis.options] for axis in axes}
    for axis, label in at.items():
        if axis not in options:
            diagnostics.problem((*key_path, axis), "no axis has this name", partial(did_you_mean, axis, options))
        elif label not in options[axis]:
            rule = f"{axis} has no option {label!r}"
            diagnostics.problem((*key_path, axis), rule, partial(did_you_mean, label, options[axis]))
