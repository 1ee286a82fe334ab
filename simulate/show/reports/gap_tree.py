"""Why two scenarios differ, as an xarray DataTree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...answer.statistics.marginal import Estimate
from ...comparing.explained import LEVEL, Gap, Share
from ...scenario.plausibility import outside_beliefs
from ..datasets.grid import split
from ..datasets.provenance import CONVENTIONS
from ..datasets.trees import assembled
from ..datasets.variables import NO_UNIT, Group, Variables, group, texts, with_errors

if TYPE_CHECKING:
    import xarray as xr

_BOUNDS = ("low", "high")
_SIDES = ("first", "second")


def tree(found: Gap) -> xr.DataTree:
    """The whole gap: the ratio, its factors and, within one model, its inputs."""
    groups = {
        "/": Group(attributes=_attributes(found)),
        "/ratio": group(_shares([found.share], "ratio"), ratio=(["all"], {}), bound=(_BOUNDS, {})),
        "/factors": _factors(found),
    }
    if found.one_model:
        names = [each.name for each in found.inputs]
        variables = _shares([each.share for each in found.inputs], "input")
        beliefs = texts(text for each in found.inputs for text in each.beliefs).reshape(len(names), 2)
        variables["belief"] = (("input", "scenario"), beliefs, {})
        groups["/inputs"] = group(variables, input=(names, {}), bound=(_BOUNDS, {}), scenario=(_SIDES, {}))
        groups["/factor_inputs"] = _factor_inputs(found)
    return assembled(groups)


def _attributes(found: Gap) -> dict[str, Any]:
    return {
        "Conventions": CONVENTIONS,
        "title": f"{found.second.output} of {found.second.name} over that of {found.first.name}",
        "first": found.first.name,
        "second": found.second.name,
        "samples": found.samples,
        "seed": found.seed,
        "level": LEVEL,
        "orders": found.orders,
        "missing_in_second": ", ".join(found.missing[0]),
        "missing_in_first": ", ".join(found.missing[1]),
        "warnings": "\n".join(filter(None, (*found.warnings, outside_beliefs(found.implausible)))),
    }


def _factors(found: Gap) -> Group:
    variables = _shares([each.share for each in found.factors], "factor")
    comment = {"comment": "at nominal values, each factor in the unit that the variable `unit` names"}
    variables["value"] = (("factor", "scenario"), np.array([each.values for each in found.factors]), comment)
    variables["unit"] = (("factor",), texts(each.unit.text for each in found.factors), {})
    names = [each.name for each in found.factors]
    return group(variables, factor=(names, {}), scenario=(_SIDES, {}), bound=(_BOUNDS, {}))


def _factor_inputs(found: Gap) -> Group:
    """The share of each input in each factor; 1 where it does not reach it."""
    names = [each.name for each in found.inputs]
    nominal = np.ones((len(found.factors), len(names)))
    expected: list[list[Estimate | None]] = [[None] * len(names) for _ in found.factors]
    for k, factor in enumerate(found.factors):
        for each in factor.inputs:
            nominal[k, names.index(each.name)] = each.share.nominal
            expected[k][names.index(each.name)] = each.share.mean
    dims = ("factor", "input")
    variables: Variables = {"nominal": (dims, nominal, {**NO_UNIT, "long_name": "factor at nominal values"})}
    about = {**NO_UNIT, "long_name": "geometric mean of the factor"}
    if names:
        variables |= with_errors("expected", dims, *split(expected), about)
    return group(variables, factor=([each.name for each in found.factors], {}), input=(names, {}))


def _shares(found: Sequence[Share], dim: str) -> Variables:
    """The numbers of shares; those over what is uncertain are NaN where they do not exist."""
    logs = np.array([math.log(each.nominal) for each in found])
    variables: Variables = {
        "nominal": ((dim,), np.array([each.nominal for each in found], float), {**NO_UNIT, "long_name": "factor"}),
        "log": ((dim,), logs, {**NO_UNIT, "long_name": "share of the logarithm of the ratio"}),
    }
    numbers = {
        "expected": ("geometric mean of the factor", [each.mean for each in found]),
        "expected_log": ("expected share of the logarithm", [each.log for each in found]),
    }
    for name, (about, estimates) in numbers.items():
        variables |= with_errors(name, (dim,), *split(estimates), {**NO_UNIT, "long_name": about})
    ends = [[each.low, each.high] for each in found]
    values, errors = (each.reshape(len(found), 2) for each in split(ends))
    return variables | with_errors("interval", (dim, "bound"), values, errors, {**NO_UNIT, "long_name": "factor"})
