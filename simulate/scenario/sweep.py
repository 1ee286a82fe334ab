"""A scenario swept: inputs held at each of several values, each on an axis that comes before all others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from .scenario import Axis, Correlation, Scenario


def sweep(scenario: Scenario, axes: Sequence[Axis]) -> Scenario:
    """`scenario` with the `axes` of a sweep before its own; its text is left as it was.

    Swept inputs are constants: they leave their correlations, and no other axis replaces them. An axis that replaces
    nothing else is left out. Claims are about the scenario as it was, so none is kept.
    """
    names = {axis.sets for axis in axes}
    first = {axis.sets: axis.options[0].inputs[axis.sets] for axis in axes}
    kept = tuple(axis for each in scenario.axes if (axis := _left(each, names)))
    labels = {option.label for axis in kept for option in axis.options}
    return replace(
        scenario,
        inputs={name: first.get(name, given) for name, given in scenario.inputs.items()},
        correlations=tuple(left for group in scenario.correlations for left in _without(group, names)),
        axes=(*axes, *kept),
        aggregates=tuple(each for each in scenario.aggregates if each.over in {axis.name for axis in kept}),
        claims=(),
        names={label: name for label, name in scenario.names.items() if label in labels},
    )


def _left(axis: Axis, names: Collection[str]) -> Axis | None:
    """The axis without the inputs called `names`; None if it replaces nothing else."""
    if all(option.inputs.keys() <= set(names) for option in axis.options) and any(o.inputs for o in axis.options):
        return None
    kept = (
        replace(option, inputs={name: given for name, given in option.inputs.items() if name not in names})
        for option in axis.options
    )
    return replace(axis, options=tuple(kept))


def _without(group: Correlation, names: Collection[str]) -> Iterator[Correlation]:
    """The groups that are left of a correlated one without its members called `names`."""
    if not set(names) & set(group.members):
        yield group
        return
    left = [k for k, member in enumerate(group.members) if member not in names]
    while left:
        found, pending = [left[0]], [left[0]]
        while pending:
            row = group.matrix[pending.pop()]
            pending += (near := [k for k in left if k not in found and row[k]])
            found += near
        left = [k for k in left if k not in found]
        if len(found) > 1:
            found.sort()
            matrix = tuple(tuple(group.matrix[i][j] for j in found) for i in found)
            yield replace(group, members=tuple(group.members[k] for k in found), matrix=matrix)
