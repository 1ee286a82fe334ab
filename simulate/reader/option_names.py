"""Display names of the options of a file's axes: ``names: {central_us: Central US}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ..grammar.diagnostics import Diagnostics
from ..problems import did_you_mean
from ..scenario.scenario import Axis


def read_names(stated: Mapping[str, str], axes: Sequence[Axis], diagnostics: Diagnostics) -> dict[str, str]:
    """The display names by label; a label of no option is a problem."""
    labels = dict.fromkeys(option.label for axis in axes for option in axis.options)
    for label in (label for label in stated if label not in labels):
        remedy = partial(did_you_mean, label, labels) if labels else None
        diagnostics.problem(("names", label), "no axis has an option with this name", remedy)
    return dict(stated)
