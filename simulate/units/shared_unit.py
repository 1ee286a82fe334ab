"""One unit for several numbers: written at any of them, it is the unit of all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from .compatibility import same_scale
from .notation import UnitError
from .quantity import number, stated_unit
from .unit import ONE, Unit


class Ambiguous(UnitError):
    """A number that may be in one of several units; `index` is its index among the given numbers."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


def distinct(units: Iterable[Unit]) -> list[Unit]:
    """The units of different size or dimension among `units`, each as first written."""
    found: list[Unit] = []
    for each in units:
        if not any(same_scale(each, other) for other in found):
            found.append(each)
    return found


def unit_of_all(
    values: Sequence[object], *, beside: Sequence[object] = (), given: Unit | None = None, own: Unit | None = None
) -> Unit | None:
    """The unit of the bare numbers among `values`: the one that is written at the others or at those `beside` them.

    `given` is a unit stated for bare numbers, which counts as written. If no unit is written they have `own`, the unit
    of the input they belong to.

    Raises Ambiguous for the first bare number if several units are written, and for one that would be nearer to the
    others in `own`, or as a plain number beside percent. Zero needs no unit.

    >>> from . import unit
    >>> unit_of_all([0.3, "0.5 kg/kWh"], own=unit("g/kWh")).text
    'kg/kWh'
    """
    united = [(each, unit) for each in (*values, *beside) if (unit := stated_unit(each))]
    stated = distinct([*([given] if given else []), *(unit for _, unit in united)])
    bare = needing(values)
    if not united:
        return given or own
    if bare and len(stated) > 1:
        raise Ambiguous(bare[0], either(values[bare[0]], stated))
    sizes = [_size(each) for each, _ in united if _size(each)]
    for index in bare:
        for other in _other_readings(stated[0], given or own):
            if not _is_nearer(_size(values[index]), stated[0], other, sizes):
                raise Ambiguous(index, either(values[index], (stated[0], other)))
    return stated[0]


def needing(values: Sequence[object]) -> list[int]:
    """The indices of the bare numbers among `values` that are not zero, and so differ from unit to unit."""
    return [index for index, value in enumerate(values) if not stated_unit(value) and _size(value) > 0]


def either(value: object, units: Iterable[Unit]) -> str:
    """The message for a bare `value` that may be in any of `units`."""
    first, *others = units
    readings = (f"{value} {first.text}", *(_reading(value, other, first) for other in others))
    return f"has no unit and may be {' or '.join(readings)}; write its unit"


def _reading(value: object, unit: Unit, first: Unit) -> str:
    """A bare `value` in `unit`; as a plain number it is converted to the `first` unit, which is dimensionless too."""
    return f"{value} {unit.text}" if unit.text else f"{first.restated(number(value)[0]):.15g} {first.text}"


def _other_readings(stated: Unit, own: Unit | None) -> Iterator[Unit]:
    """The units that a bare number may have instead of the `stated` one: its input's, or none instead of percent."""
    plain = [ONE] if stated.dimension == ONE.dimension else []
    yield from (unit for unit in distinct([*([own] if own else []), *plain]) if not same_scale(unit, stated))


def _is_nearer(size: float, first: Unit, second: Unit, sizes: Sequence[float]) -> bool:
    """Whether a bare number is nearer to `sizes`, by ratio, in the `first` unit than in the `second`."""
    ratios = [[abs(math.log(size * unit.factor / each)) for each in sizes] for unit in (first, second)]
    return bool(sizes) and min(ratios[0]) < min(ratios[1])


def _size(value: object) -> float:
    """The absolute value of a number in base units; 0 for text that is no number, which its reader refuses."""
    try:
        return abs(number(value)[0])
    except UnitError:
        return 0.0
