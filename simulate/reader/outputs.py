"""The outputs of a scenario, with the unit that each is shown in, and the one that answers quote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from .. import units
from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath, did_you_mean
from ..scenario.model import Output
from ..scenario.scenario import Quantity
from ..units import Unit
from .quantity import read_unit


def read_outputs(
    asked: Mapping[str, str], outputs: Mapping[str, Output], nominal: Mapping[str, float], diagnostics: Diagnostics
) -> tuple[Quantity, ...]:
    """Every output with its unit: the one `asked` for, else the most readable one for its nominal value."""
    for name in asked if outputs else ():  # without outputs the model has a problem, which is reported already
        if name not in outputs:
            diagnostics.problem(("outputs", name), "no output has this name", partial(did_you_mean, name, outputs))
    return tuple(
        Quantity(name, _shown_unit(asked.get(name), output, nominal.get(name, 0.0), ("outputs", name), diagnostics))
        for name, output in outputs.items()
    )


def read_headline(stated: str, outputs: Mapping[str, Output], diagnostics: Diagnostics) -> str:
    """The output that answers quote, if the file names it; empty if not, or if there is no such output."""
    if not stated or not outputs:
        return ""
    if stated not in outputs:
        diagnostics.problem(("headline",), f"no output is named {stated!r}", partial(did_you_mean, stated, outputs))
        return ""
    return stated


def _shown_unit(asked: str | None, output: Output, nominal: float, key_path: KeyPath, diagnostics: Diagnostics) -> Unit:
    own = units.unit(output.unit)
    if asked is None:
        return units.choose(nominal, own.dimension)
    return read_unit(asked, key_path, diagnostics, expected=own) or own
