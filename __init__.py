"""How much CO2 an AI service emits, and how sure we are: public names, each imported when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .simulate.api import ask, compare, gap, load, measure, run, sensitivity, sweep
    from .simulate.plots import plot
    from .simulate.problems import InvalidInput
    from .simulate.scenario.formula import Bounds, Profile, formula
    from .simulate.scenario.scenario import Input, Scenario

__version__ = "0.1.0"

__all__ = [
    "Bounds",
    "Input",
    "InvalidInput",
    "Profile",
    "Scenario",
    "__version__",
    "ask",
    "compare",
    "formula",
    "gap",
    "load",
    "measure",
    "plot",
    "run",
    "sensitivity",
    "sweep",
]

_HOMES = {
    "Bounds": "simulate.scenario.formula:Bounds",
    "Input": "simulate.scenario.scenario:Input",
    "InvalidInput": "simulate.problems:InvalidInput",
    "Profile": "simulate.scenario.formula:Profile",
    "Scenario": "simulate.scenario.scenario:Scenario",
    "ask": "simulate.api:ask",
    "compare": "simulate.api:compare",
    "formula": "simulate.scenario.formula:formula",
    "gap": "simulate.api:gap",
    "load": "simulate.api:load",
    "measure": "simulate.api:measure",
    "plot": "simulate.plots.plot",
    "run": "simulate.api:run",
    "sensitivity": "simulate.api:sensitivity",
    "sweep": "simulate.api:sweep",
}


def __getattr__(name: str) -> object:
    """The public `name`, imported now: ``import carbonspan`` alone loads no numpy, numba or xarray."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import pkgutil

    value: object = pkgutil.resolve_name(f"{__name__}.{_HOMES[name]}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for completion."""
    return __all__
