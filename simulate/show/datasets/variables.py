"""Variables of an xarray dataset: values with their dimensions and CF attributes, and the dataset they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...units import Unit
from ...units.vocabulary import vocabulary
from .. import labels
from . import cf_units
from .grid import Scaled

if TYPE_CHECKING:
    import xarray as xr

NO_UNIT = {"units": "1"}

Attributes = dict[str, str]
Coordinate = tuple[tuple[Any, ...], str, tuple[tuple[str, str], ...]]
Variables = dict[str, tuple[tuple[str, ...], NDArray[Any], Attributes]]


def group(
    variables: Variables,
    axes: Mapping[str, NDArray[Any] | Scaled] | None = None,
    **coordinates: tuple[Iterable[Any], Attributes],
) -> xr.Dataset:
    """A dataset of variables with what is along `axes`, and further `coordinates`, each with its attributes."""
    import xarray as xr

    leading = {dim: _leading(dim, along) for dim, along in (axes or {}).items()}
    further = {dim: (tuple(values), "", tuple(about.items())) for dim, (values, about) in coordinates.items()}
    made = {name: xr.Variable(dims, data, about, fastpath=True) for name, (dims, data, about) in variables.items()}
    return xr.Dataset(made, _labels(tuple({**leading, **further}.items())))


def _leading(dim: str, along: NDArray[Any] | Scaled) -> Coordinate:
    """The values, the type and the attributes of a leading dimension."""
    if not isinstance(along, Scaled):
        return tuple(along.tolist()), along.dtype.str, ()
    about = {"units": cf_units.units(along.unit), "long_name": labels.spoken(dim), "unit": along.unit}
    return tuple(along.numbers.tolist()), along.numbers.dtype.str, tuple(about.items())


@lru_cache(maxsize=256)
def _labels(dims: tuple[tuple[str, Coordinate], ...]) -> xr.Coordinates:
    """The coordinates of these dimensions: for each its labels, their type ("" for numpy's choice), and attributes.

    Indices take longer to make than all else of an answer. A tree holds copies of what is kept here.
    """
    import xarray as xr

    return xr.Coordinates(
        {dim: ((dim,), np.array(values, kind or None), dict(about)) for dim, (values, kind, about) in dims}
    )


def assembled(groups: Mapping[str, xr.Dataset]) -> xr.DataTree:
    """A tree of datasets by their path, with an empty node above a path that has none.

    xarray's own `DataTree.from_dict` copies each subtree for every node that it adds.
    """
    import xarray as xr

    above = {str(each) for path in groups for each in PurePosixPath(path).parents}
    nodes = {path: xr.DataTree(groups.get(path)) for path in dict.fromkeys([*groups, *sorted(above)])}
    children: dict[str, dict[str, xr.DataTree]] = {path: {} for path in above}
    for path, node in nodes.items():
        if path != "/":
            children[str(PurePosixPath(path).parent)][PurePosixPath(path).name] = node
    for path in sorted(above, key=len, reverse=True):
        nodes[path].children = children[path]
    return nodes["/"]


def with_errors(
    name: str, dims: tuple[str, ...], values: NDArray[Any], errors: NDArray[Any], about: Attributes
) -> Variables:
    """A variable and its Monte Carlo standard errors, ``<name>_error``, beside it."""
    about_error = {**about, "long_name": f"Monte Carlo standard error of {about['long_name']}"}
    named = {**about, "ancillary_variables": f"{name}_error"}
    return {name: (dims, values, named), f"{name}_error": (dims, errors, about_error)}


def about_quantity(output: str, unit: Unit, substance: str) -> Attributes:
    """CF units and name of an output; `unit` is what people read."""
    return dict(_about_quantity(output, unit.text, substance))


@lru_cache(maxsize=1024)
def _about_quantity(output: str, unit: str, substance: str) -> Attributes:
    of = f", {vocabulary().substance.long_name}" if substance else ""
    return {
        "units": cf_units.units(unit),
        "long_name": f"{labels.spoken(output)}{of}",
        "unit": labels.of_substance(unit, substance),
    }


def about_probability() -> Attributes:
    """The attributes of the coordinate of quantiles."""
    return {**NO_UNIT, "long_name": "probability of a value below"}


def texts(found: Iterable[str]) -> NDArray[Any]:
    """Texts as netCDF can hold them."""
    return np.array(list(found), dtype=object)
