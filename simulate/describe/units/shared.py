"""One unit for several numbers: written beside any of them, it is the unit of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .fit import same_scale
from .notation import UnitError
from .quantity import number, stated_unit
from .unit import ONE, Unit


class Ambiguous(UnitError):
    """A number that might be in one unit or another; `index` is its place among those that were given."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


def distinct(units: Iterable[Unit]) -> list[Unit]:
    """Those of `units` in which a number means different things, each as it is written first."""
    found: list[Unit] = []
    for each in units:
        if not any(same_scale(each, other) for other in found):
            found.append(each)
    return found


def unit_of_all(values: Sequence[object], *, beside: Iterable[Unit] = (), own: Unit | None = None) -> Unit | None:
    """The unit of those of `values` that state none: one unit, written at any of them or `beside` them, is of all.

    Where none is written it is `own`, the unit of what they belong to. Zero needs no unit.

    Raises Ambiguous for the first bare number where several units are written, and for one up to 1 beside percent or
    another plain unit, in which it may be a plain number or not.

    >>> unit_of_all([0.3, "0.5 kg/kWh"], own=unit("g/kWh")).text
    'kg/kWh'
    """
    stated = distinct(each for each in (*map(stated_unit, values), *beside) if each)
    bare = needing(values)
    if not stated:
        return own
    if bare and len(stated) > 1:
        raise Ambiguous(bare[0], either(values[bare[0]], stated))
    for index in bare:
        if _is_doubtful(values[index], stated[0], own):
            raise Ambiguous(index, _plain_or(values[index], stated[0]))
    return stated[0]


def needing(values: Sequence[object]) -> list[int]:
    """The places of those of `values` that state no unit and mean something else in every unit: all but zero."""
    return [index for index, value in enumerate(values) if not stated_unit(value) and _size(value) > 0]


def either(value: object, units: Iterable[Unit]) -> str:
    """The mistake of a bare `value` that may be in any of `units`."""
    readings = " or ".join(f"{value} {unit.text}".rstrip() for unit in units)
    return f"has no unit and may be {readings}; write its unit"


def _plain_or(value: object, unit: Unit) -> str:
    """The mistake of a bare `value` that may be a plain number, or one of a plain `unit` such as percent."""
    plain = f"{unit.restated(number(value)[0]):g} {unit.text}"
    return f"has no unit and may be {value} {unit.text} or {plain}; write which"


def _is_doubtful(value: object, stated: Unit, own: Unit | None) -> bool:
    """Whether a bare number beside 70 % may be a plain one: 0.3 may, 30 may not."""
    is_scaled = stated.dimension == ONE.dimension and stated.factor != 1
    return is_scaled and _size(value) <= 1 and not (own and same_scale(own, stated))


def _size(value: object) -> float:
    """How far a number is from zero; 0 for what is none, which is refused where it is read."""
    try:
        return abs(number(value)[0])
    except UnitError:
        return 0.0
