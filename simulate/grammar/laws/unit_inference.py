"""The unit of a law: what one of its numbers states, the others have too.

A unit written anywhere in a law, its ends of `truncate` included, is the unit of all its numbers; several units are
right only where every number has its own. A law without a unit has that of its input; one whose bare numbers would be
nearer to the others in that unit is refused. A component of a mixture is a
law of its own: one that states a unit is complete in itself, and one without has the unit of the others, unless the
input states another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...laws.base import LawError
from ...problems import KeyPath
from ...units import (
    Ambiguous,
    Unit,
    UnitError,
    compatible,
    distinct,
    either,
    needing,
    number,
    same_scale,
    stated_unit,
    unit_of_all,
)
from .context import Units
from .number_positions import Entry, changed, component_of, numbers_of


def units_of(entry: Entry, expected: Unit | None = None) -> list[Unit]:
    """The units that a law's numbers state, each as it is written first; of those, what is compatible with `expected`.

    >>> [unit.text for unit in units_of({"p5": 0.15, "p95": "0.6 gpu*s/word", "evidence": "assumed"})]
    ['gpu*s/word']
    """
    return distinct(unit for _, raw in numbers_of(entry) if (unit := stated_unit(raw)) and _may_be(raw, expected))


def unit_of_nominal(nominal: object, entry: Entry, around: Units) -> Unit | None:
    """The unit of a nominal value that states none: what its input says of bare numbers, else that of its law.

    Raises Ambiguous where the law has several, and where the value would be nearer to the law's numbers in another.
    """
    beside = [raw for _, raw in numbers_of(entry) if stated_unit(raw) and _may_be(raw, around.expected)]
    return around.said or unit_of_all([nominal], beside=beside, own=around.own)


def bare_unit(entry: Entry, around: Units) -> Unit | None:
    """The unit of a law's bare numbers, except in components that state one; None if there is no unit to have.

    A unit that is not compatible with the input's is a mistake by itself, and spreads no further.

    Raises LawError, with the number's path, where it may be in one unit or another.
    """
    numbers = [(path, raw) for path, raw in numbers_of(entry) if _may_be(raw, around.expected or around.own)]
    complete = {component_of(path) for path, raw in numbers if component_of(path) and stated_unit(raw)}
    loose = [(path, raw) for path, raw in numbers if component_of(path) not in complete]
    beside = [raw for path, raw in numbers if component_of(path) in complete]
    own = around.outer or around.own
    try:
        found = unit_of_all([raw for _, raw in loose], beside=beside, given=around.said, own=own)
    except Ambiguous as error:
        raise LawError([(loose[error.index][0], str(error))]) from error
    if complete and own and found:
        _check_mixture(loose, found, own)
    return found


def has_bare(entry: Entry) -> bool:
    """Whether a law has a number that states no unit and needs one.

    >>> has_bare({"uniform": [1, "2 W"]}), has_bare({"uniform": [0, "2 W"]}), has_bare({"gsd": 2})
    (True, False, False)
    """
    return bool(needing([raw for _, raw in numbers_of(entry)]))


def spelled(entry: Entry, around: Units) -> dict[Any, Any]:
    """A law with the unit of every number beside it, so that it means the same wherever it is put.

    What may be in one unit or another stays as it is, for its reader to refuse.

    >>> spelled({"uniform": [0.3, "0.5 kg"], "truncate": [None, 0.4]}, Units())
    {'uniform': ['0.3 kg', '0.5 kg'], 'truncate': [None, '0.4 kg']}
    """
    try:
        unit = bare_unit(entry, around)
    except LawError:
        return dict(entry)
    inside = replace(around, outer=unit)
    return changed(entry, lambda _, raw: spell(raw, unit), lambda _, component: spelled(component, inside))


def spell(raw: Any, unit: Unit | None) -> Any:
    """A number with `unit` beside it, unless it has one already or is none.

    >>> from ...units import unit
    >>> spell(3, unit("W")), spell("3 kW", unit("W")), spell("3 to 4", unit("W"))
    ('3 W', '3 kW', '3 to 4')
    """
    if not unit or not unit.text:
        return raw
    try:
        given = number(raw)[1]
    except UnitError:
        return raw
    return raw if given.text else f"{raw} {unit.text}"


def _check_mixture(loose: Sequence[tuple[KeyPath, Any]], found: Unit, own: Unit) -> None:
    """Raise LawError for a bare number that may have the unit of the other components, or that of the input."""
    bare = needing([raw for _, raw in loose])
    if bare and not same_scale(found, own):
        path, raw = loose[bare[0]]
        raise LawError([(path, either(raw, (found, own)))])


def _may_be(raw: Any, expected: Unit | None) -> bool:
    """Whether a number's unit can stand where `expected` does; a bare one can."""
    unit = stated_unit(raw)
    return unit is None or expected is None or compatible(unit, expected)
