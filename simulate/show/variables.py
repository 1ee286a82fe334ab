"""Variables of an xarray dataset: values with their dimensions and CF attributes, and the dataset they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..units import Unit
from ..units.vocabulary import vocabulary
from . import cf_units, labels

if TYPE_CHECKING:
    import xarray as xr

NO_UNIT = {"units": "1"}

Attributes = dict[str, str]
Variables = dict[str, tuple[tuple[str, ...], NDArray[Any], Attributes]]


def group(
    variables: Mapping[str, Any],
    axes: Mapping[str, NDArray[Any]] | None = None,
    **coordinates: tuple[Iterable[Any], Attributes],
) -> xr.Dataset:
    """A dataset of variables with the labels of `axes`, and further `coordinates`, each with its attributes."""
    import xarray as xr

    leading: Variables = {dim: ((dim,), values, {}) for dim, values in (axes or {}).items()}
    further = {dim: ((dim,), np.array(list(values)), about) for dim, (values, about) in coordinates.items()}
    return xr.Dataset(variables, {**leading, **further})


def with_errors(
    name: str, dims: tuple[str, ...], values: NDArray[Any], errors: NDArray[Any], about: Attributes
) -> Variables:
    """A variable and its Monte Carlo standard errors, ``<name>_error``, beside it."""
    about_error = {**about, "long_name": f"Monte Carlo standard error of {about['long_name']}"}
    named = {**about, "ancillary_variables": f"{name}_error"}
    return {name: (dims, values, named), f"{name}_error": (dims, errors, about_error)}


def about_quantity(output: str, unit: Unit, substance: str) -> Attributes:
    """CF units and name of an output; `unit` is what people read."""
    of = f", {vocabulary().substance.long_name}" if substance else ""
    return {
        "units": cf_units.units(unit.text),
        "long_name": f"{labels.spoken(output)}{of}",
        "unit": labels.of_substance(unit, substance),
    }


def about_probability() -> Attributes:
    """The attributes of the coordinate of quantiles."""
    return {**NO_UNIT, "long_name": "probability of a value below"}


def texts(found: Iterable[str]) -> NDArray[Any]:
    """Texts as netCDF can hold them."""
    return np.array(list(found), dtype=object)
