"""Variables of an xarray dataset: values with their dimensions and CF attributes, and the dataset they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
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


@dataclass(frozen=True)
class Group:
    """What a dataset holds: variables, `coordinates` as xarray's, attributes. A node of a tree needs no more."""

    variables: Variables = field(default_factory=dict)
    coordinates: xr.Coordinates | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def with_attributes(self, **attributes: Any) -> Group:
        """The same group with these attributes."""
        return replace(self, attributes=attributes)

    def made(self) -> dict[str, xr.Variable]:
        """The variables as xarray's."""
        import xarray as xr

        return {
            name: xr.Variable(dims, data, about, fastpath=True) for name, (dims, data, about) in self.variables.items()
        }

    def dataset(self) -> xr.Dataset:
        """The dataset."""
        import xarray as xr

        return xr.Dataset(self.made(), self.coordinates, dict(self.attributes))


def group(
    variables: Variables,
    axes: Mapping[str, NDArray[Any] | Scaled] | None = None,
    **coordinates: tuple[Iterable[Any], Attributes],
) -> Group:
    """A group of variables with what is along `axes`, and further `coordinates`, each with its attributes."""
    leading = {dim: _leading(dim, along) for dim, along in (axes or {}).items()}
    further = {dim: (tuple(values), "", tuple(about.items())) for dim, (values, about) in coordinates.items()}
    return Group(variables, _labels(tuple({**leading, **further}.items())))


def _leading(dim: str, along: NDArray[Any] | Scaled) -> Coordinate:
    """The values, the type and the attributes of a leading dimension."""
    if not isinstance(along, Scaled):
        return tuple(along.tolist()), along.dtype.str, ()
    about = {"units": cf_units.units(along.unit), "long_name": labels.spoken(dim), "unit": along.unit}
    return tuple(along.numbers.tolist()), along.numbers.dtype.str, tuple(about.items())


@lru_cache(maxsize=256)
def _labels(dims: tuple[tuple[str, Coordinate], ...]) -> xr.Coordinates:
    """The coordinates of these dimensions: for each its labels, their type ("" for numpy's choice), and attributes.

    Indices take longer to make than all else of an answer. A dataset holds copies of what is kept here.
    """
    import xarray as xr

    return xr.Coordinates(
        {dim: ((dim,), np.array(values, kind or None), dict(about)) for dim, (values, kind, about) in dims}
    )


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
