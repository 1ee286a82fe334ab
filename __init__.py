"""How much CO2 an AI service emits, and how sure we are: a few names, each imported when it is first used."""

from __future__ import annotations

import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .simulate.api import load, run
    from .simulate.describe.formula import Bounds, Profile, formula
    from .simulate.describe.problems import InvalidInput
    from .simulate.describe.scenario import Input, Scenario
    from .simulate.show import plot

__version__ = "0.1.0"

__all__ = ["Bounds", "Input", "InvalidInput", "Profile", "Scenario", "__version__", "formula", "load", "plot", "run"]

_HOMES = {
    "Bounds": "simulate.describe.formula:Bounds",
    "Input": "simulate.describe.scenario:Input",
    "InvalidInput": "simulate.describe.problems:InvalidInput",
    "Profile": "simulate.describe.formula:Profile",
    "Scenario": "simulate.describe.scenario:Scenario",
    "formula": "simulate.describe.formula:formula",
    "load": "simulate.api:load",
    "plot": "simulate.show.plot",
    "run": "simulate.api:run",
}


def __getattr__(name: str) -> object:
    """The public `name`, imported now: ``import carbonspan`` alone loads no numpy, numba or xarray."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = pkgutil.resolve_name(f"{__name__}.{_HOMES[name]}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for completion."""
    return __all__
