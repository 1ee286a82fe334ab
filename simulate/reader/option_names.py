"""What the options of a file's axes are called where people read them: ``names: {central_us: Central US}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..grammar.diagnostics import Diagnostics
from ..problems import did_you_mean
from ..scenario.scenario import Axis


def read_names(stated: Mapping[str, str], axes: Sequence[Axis], diagnostics: Diagnostics) -> dict[str, str]:
    """The names by the options' labels; what names no option is a finding."""
    labels = {option.label for axis in axes for option in axis.options}
    for label in stated.keys() - labels:
        rule = "names an option of an axis, and there is none called so"
        diagnostics.problem(("names", label), f"{rule}; {did_you_mean(label, labels)}" if labels else rule)
    return dict(stated)
