"""The only module that imports pint: parses units, and makes quantities that keep their dimension."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pint

from .definitions import DEFINITIONS, Dimension, of_substance

COUNTED = "count_"

_BASES = {"second": "s", "meter": "m", "gram": "kg", "ampere": "A", "kelvin": "K"}
_ANGLE = "radian"
_SUBSTANCE = "gram_"


def _new_registry(number: type) -> pint.UnitRegistry[Any]:
    """A registry of all units that are defined, which computes in `number`."""
    physics, field = DEFINITIONS
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(str(physics), non_int_type=number, cache_folder=None)
    registry.load_definitions(str(field))
    return registry


@lru_cache(maxsize=2)
def _registry(number: type) -> pint.UnitRegistry[Any]:
    """The registry for `number`: fractions for factors, floats for formulas."""
    return _new_registry(number)


def _know(registry: pint.UnitRegistry[Any], names: list[str]) -> None:
    """Define each ``count_NAME`` among `names` as a dimension of its own."""
    for name in names:
        if name.startswith(COUNTED) and name not in registry:
            registry.define(f"{name} = [{name}]")


@cache
def known() -> list[str]:
    """Every name and symbol of a unit, without prefixes.

    A registry that has parsed a unit with a prefix lists that too, so this takes a new one.
    """
    return sorted(name for name in _new_registry(float)._units if name)  # noqa: SLF001 - pint lists them nowhere else


class UndefinedUnit(ValueError):
    """A name without a definition, which is this error's only argument."""


def parse(text: str, names: list[str]) -> tuple[Fraction, Dimension]:
    """The exact factor to coherent base units, and the dimension, of a unit whose identifiers are `names`.

    Raises UndefinedUnit for a name without a definition; any other exception means that the text is no product.
    """
    registry = _registry(Fraction)
    _know(registry, names)
    for name in names:
        if name not in registry:
            raise UndefinedUnit(name)
    root: Any = registry.Quantity(Fraction(1), registry.parse_units(text)).to_root_units()
    powers = _powers(root)
    kilos = sum(power for name, power in powers.items() if _is_mass(name))
    return Fraction(root.magnitude) / Fraction(1000) ** int(kilos), _canonical(powers)


def quantity(value: float, text: str) -> Any:
    """`value` as a pint quantity in the unit `text`."""
    registry = _registry(float)
    _know(registry, re.findall(rf"{COUNTED}\w+", text))
    return registry.Quantity(np.float64(value), text)


def evaluate(function: Callable[..., Any], quantities: Sequence[Any]) -> Any:
    """What a formula returns for `quantities`, without warnings, as in compiled code: 1 / 0 is infinite."""
    with np.errstate(all="ignore"):
        return function(*quantities)


def is_scalar(value: object) -> bool:
    """Whether `value` is one number, with or without a unit; true and false are 1 and 0."""
    if isinstance(value, np.ndarray) and value.dtype.kind not in "biuf":
        return False
    return isinstance(value, (pint.Quantity, float, int, np.number, np.bool_, np.ndarray)) and np.ndim(value) == 0


def dimension(value: object) -> Dimension:
    """The dimension of a quantity; that of a plain number is empty."""
    if not isinstance(value, pint.Quantity):
        return ()
    return _canonical(_powers(value.to_root_units()))


def written(value: object) -> str:
    """The unit of a quantity, not reduced: ``kg*s/J``; empty for a plain number."""
    return f"{value.units:~C}" if isinstance(value, pint.Quantity) else ""


def clash(error: BaseException) -> tuple[str, str] | None:
    """The two units that pint could not convert; None for any other error."""
    if not isinstance(error, pint.DimensionalityError):
        return None
    first, second = (f"{_registry(float).Unit(each):~C}" or "a plain number" for each in (error.units1, error.units2))
    return first, second


def _powers(value: Any) -> dict[str, Fraction]:
    """Powers of base units, as small fractions: floats blur them, and the root of a cube is 3/2, not 1.4999999.

    An angle is a plain number: radians are its only coherent unit.
    """
    return {name: Fraction(power).limit_denominator(100) for name, power in value.unit_items() if name != _ANGLE}


def _canonical(powers: dict[str, Fraction]) -> Dimension:
    return tuple(sorted((_coherent(name), str(power)) for name, power in powers.items() if power))


def _is_mass(base: str) -> bool:
    return base == "gram" or base.startswith(_SUBSTANCE)


def _coherent(base: str) -> str:
    """The coherent unit for one of pint's base units: it has grams for plain mass and for each substance."""
    return of_substance(base.removeprefix(_SUBSTANCE)) if base.startswith(_SUBSTANCE) else _BASES.get(base, base)
