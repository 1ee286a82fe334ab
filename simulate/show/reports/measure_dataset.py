"""What measurements would buy, as an xarray DataTree with CF attributes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ...sensitivity.measuring.decision import Decision
from ...sensitivity.measuring.measurements import Measurements
from ..datasets.provenance import origin
from ..datasets.trees import assembled
from ..datasets.variables import NO_UNIT, Group, Variables, group, texts
from .measure_export import scale, width_now, width_unit

if TYPE_CHECKING:
    import xarray as xr

_DRAWS = "number of draws that are measured; several inputs can be one"


def dataset(found: Measurements) -> xr.DataTree:
    """The tree: group ``/measurements``, and ``/decision`` if there is a budget.

    In ``/measurements`` a variable an output holds the expected width over the width now, along ``measurement``, with
    ``<output>_error`` beside it; ``inputs``, ``accuracy`` and ``draws`` say what is measured, and ``width_now``,
    ``scale`` and ``unit``, along ``output``, what the widths are.
    """
    where = ", ".join(f"{axis} = {label}" for axis, label in found.labels.items())
    about = {**origin(found), "warnings": "\n".join(found.warnings), "coordinates_answered": where}
    groups = {"/": Group(attributes=about), "/measurements": _measurements(found)}
    if found.decision:
        groups["/decision"] = _decision(found, found.decision)
    return assembled(groups)


def _measurements(found: Measurements) -> Group:
    each = found.ranked(found.headline)
    outputs = list(found.units) if each else []
    variables: Variables = {
        "inputs": (("measurement",), texts(one.name for one in each), {}),
        "accuracy": (("measurement",), texts(one.stated for one in each), {}),
        "draws": (("measurement",), np.array([len(one.inputs) for one in each], int), {"long_name": _DRAWS}),
    }
    widths = [each[0].widths[output] for output in outputs]
    now = np.array([width_now(*pair) for pair in zip(widths, found.units.values(), strict=True)] if each else [])
    unit = [width_unit(*pair) for pair in zip(widths, found.units.values(), strict=True)] if each else []
    comment = {"long_name": "width of the 90 % interval", "comment": "each in the unit that the variable `unit` names"}
    variables["width_now"] = (("output",), now, comment)
    variables["unit"] = (("output",), texts(unit), {})
    variables["scale"] = (("output",), texts(map(scale, widths)), {"long_name": "scale on which widths are measured"})
    for output in outputs:
        about = {
            **NO_UNIT,
            "long_name": f"expected width of the 90 % interval of {output} over its width now",
            "ancillary_variables": f"{output}_error",
        }
        about_error = {**NO_UNIT, "long_name": f"standard error of {about['long_name']}"}
        shares = [one.widths[output].share for one in each]
        variables[output] = (("measurement",), np.array([share.value for share in shares], float), about)
        variables[f"{output}_error"] = (("measurement",), np.array([share.error for share in shares]), about_error)
    names = texts(one.name for one in each)
    return group(variables, measurement=(names, {}), output=(texts(outputs), {}))


def _decision(found: Measurements, decided: Decision) -> Group:
    each = found.by_loss()
    variables: Variables = {}
    for name, estimate, long_name in (
        ("probability", decided.probability, "probability of meeting the budget"),
        ("expected_loss_now", decided.now, "expected loss of the better decision now"),
        ("perfect_information", decided.now, "expected value of perfect information"),
    ):
        variables[name] = ((), np.array(estimate.value), _about(name, long_name))
        variables[f"{name}_error"] = ((), np.array(estimate.error), _about_error(long_name))
    for name, long_name, estimates in (
        ("expected_loss", "expected loss after the measurement", [one.loss for one in each]),
        ("information_value", "expected value of the measurement's information", [one.saving for one in each]),
    ):
        values = [estimate.value if estimate else math.nan for estimate in estimates]
        errors = [estimate.error if estimate else math.nan for estimate in estimates]
        variables[name] = (("measurement",), np.array(values, float), _about(name, long_name))
        variables[f"{name}_error"] = (("measurement",), np.array(errors, float), _about_error(long_name))
    names = texts(one.name for one in each)
    variables["accuracy"] = (("measurement",), texts(one.stated for one in each), {})
    held = group(variables, measurement=(names, {}))
    return held.with_attributes(budget=str(decided.event), loss=decided.loss)


def _about(name: str, long_name: str) -> dict[str, str]:
    return {**NO_UNIT, "long_name": long_name, "ancillary_variables": f"{name}_error"}


def _about_error(long_name: str) -> dict[str, str]:
    return {**NO_UNIT, "long_name": f"standard error of the {long_name}"}
