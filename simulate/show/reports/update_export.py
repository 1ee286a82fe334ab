"""A scenario updated by measurements, for programs: the JSON object, and groups of a tree.

The answer is that after the measurements, in the shape of every answer; what was before, measured and learnt is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...answer.statistics.marginal import Estimate
from ...units import Unit
from ...updating.learnt import LEVEL, Learnt, Spread
from ...updating.update import Expectation, Update
from .. import export
from ..datasets.dataset import groups_of
from ..datasets.trees import assembled
from ..datasets.variables import NO_UNIT, Group, Variables, group, texts
from ..exact_numbers import estimate

if TYPE_CHECKING:
    import xarray as xr

#: The attribute of a tree that says what its answer was updated by.
OBSERVED = "observed"
_ENDS = ("low", "median", "high")


def as_dict(found: Update) -> dict[str, Any]:
    """The JSON object of the answer after, with ``updating`` and the outputs ``before``."""
    return {**export.as_dict(found.posterior), "updating": updating(found)}


def updating(found: Update) -> dict[str, Any]:
    """What was measured and learnt, and the outputs before."""
    return {
        "observations": [_observation(each) for each in found.expectations],
        "effective_samples": found.effective,
        "learnt": [_learnt(each) for each in found.learnt],
        "outputs_before": export.as_dict(found.prior)["outputs"],
    }


def _observation(each: Expectation) -> dict[str, Any]:
    observed = each.observation
    return {
        "name": observed.name,
        "value": observed.unit.from_base(observed.value),
        "unit": observed.unit.text,
        "error": observed.accuracy.share or observed.unit.from_base(observed.accuracy.absolute),
        "error_is": "share" if observed.is_factor else "amount",
        **({"read_from": observed.source} if observed.source else {}),
        "expected_below": each.below,
        **({} if each.given_others is None else {"expected_below_given_others": each.given_others}),
    }


def _learnt(each: Learnt) -> dict[str, Any]:
    unit = each.inputs[0].unit
    return {
        "inputs": [given.name for given in each.inputs],
        "unit": unit.text,
        "level": LEVEL,
        "before": _spread(each.before, unit),
        "after": _spread(each.after, unit),
        "scale": "log" if each.is_log else "value",
        "width_after_over_before": estimate(each.width) if each.width else None,
        "information_bits": estimate(each.information),
    }


def _spread(spread: Spread, unit: Unit) -> dict[str, Any]:
    return {name: estimate(getattr(spread, name).in_unit(unit)) for name in _ENDS}


def dataset(found: Update) -> xr.DataTree:
    """The tree of the answer after, with groups ``/observations`` and ``/learnt``, and ``/before``.

    ``/before`` has the groups ``intervals``, ``quantiles``, ``moments`` and ``nominal`` of the answer before.
    """
    groups = groups_of(found.posterior)
    stated = {OBSERVED: found.posterior.subject.observed, "effective_samples": found.effective}
    attributes = {**groups["/"].attributes, **stated}
    before = groups_of(found.prior)
    kept = ("intervals", "quantiles", "moments", "nominal")
    return assembled(
        {
            **groups,
            "/": Group(attributes=attributes),
            "/observations": _observations(found),
            "/learnt": _inputs(found),
            **{f"/before/{name}": before[f"/{name}"] for name in kept},
        }
    )


def _observations(found: Update) -> Group:
    each = [expectation.observation for expectation in found.expectations]
    mixed = {"comment": "each in the unit that the variable `unit` names"}
    share = {**NO_UNIT, "long_name": "standard error as a share of the value; 0 for one that is an amount"}
    below = {**NO_UNIT, "long_name": "probability, before, of a smaller reading"}
    variables: Variables = {
        "value": (("observed",), np.array([one.unit.from_base(one.value) for one in each]), dict(mixed)),
        "error": (("observed",), np.array([one.unit.from_base(one.accuracy.absolute) for one in each]), dict(mixed)),
        "error_share": (("observed",), np.array([one.accuracy.share for one in each], float), share),
        "expected_below": (("observed",), np.array([one.below for one in found.expectations]), below),
        "unit": (("observed",), texts(one.unit.text for one in each), {}),
    }
    return group(variables, observed=(texts(one.name for one in each), {}))


def _inputs(found: Update) -> Group:
    mixed = {"comment": "each input in the unit that the variable `unit` names", "long_name": "90 % interval"}
    variables: Variables = {"unit": (("input",), texts(each.inputs[0].unit.text for each in found.learnt), {})}
    for when in ("before", "after"):
        rows = [[_end(getattr(each, when), name, each) for name in _ENDS] for each in found.learnt]
        table = np.array(rows, float).reshape(len(rows), len(_ENDS), 2)
        variables[when] = (("input", "end"), table[..., 0], dict(mixed))
        variables[f"{when}_error"] = (("input", "end"), table[..., 1], dict(mixed))
    widths = np.array([_pair(each.width) for each in found.learnt], float).reshape(-1, 2)
    information = np.array([_pair(each.information) for each in found.learnt], float).reshape(-1, 2)
    for name, numbers, about in (
        ("width", widths, "width of the interval after over that before"),
        ("information", information, "divergence of the posterior from the prior in bits"),
    ):
        variables[name] = (("input",), numbers[:, 0], {**NO_UNIT, "long_name": about})
        variables[f"{name}_error"] = (("input",), numbers[:, 1], {**NO_UNIT, "long_name": f"error of {name}"})
    names = texts(each.names for each in found.learnt)
    return group(variables, input=(names, {}), end=(texts(_ENDS), {}))


def _end(spread: Spread, name: str, each: Learnt) -> tuple[float, float]:
    return _pair(getattr(spread, name).in_unit(each.inputs[0].unit))


def _pair(found: Estimate | None) -> tuple[float, float]:
    return (found.value, found.error) if found else (np.nan, np.nan)
