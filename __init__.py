"""How much CO2 an AI service emits, and how sure we are: public names, each imported when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .simulate.api.analyses import measure, sensitivity
    from .simulate.api.answers import ask, open, run, sweep  # noqa: A004 - public name
    from .simulate.api.comparisons import compare, gap
    from .simulate.api.scenarios import load
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
    "open",
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
    "ask": "simulate.api.answers:ask",
    "compare": "simulate.api.comparisons:compare",
    "formula": "simulate.scenario.formula:formula",
    "gap": "simulate.api.comparisons:gap",
    "load": "simulate.api.scenarios:load",
    "measure": "simulate.api.analyses:measure",
    "open": "simulate.api.answers:open",
    "plot": "simulate.plots.plot",
    "run": "simulate.api.answers:run",
    "sensitivity": "simulate.api.analyses:sensitivity",
    "sweep": "simulate.api.answers:sweep",
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
