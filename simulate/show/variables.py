"""Variables of a dataset: arrays on named dimensions, each with its CF attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import xarray as xr

Attributes = dict[str, str]
Variables = dict[str, tuple[tuple[str, ...], NDArray[Any], Attributes]]

#: The attributes of a plain number.
NO_UNIT: Final[Mapping[str, str]] = MappingProxyType({"units": "1"})


def assembled(
    variables: Mapping[str, Any],
    axes: Mapping[str, NDArray[Any]] = MappingProxyType({}),
    **coordinates: tuple[Iterable[Any], Attributes],
) -> xr.Dataset:
    """Variables on `axes`, whose labels have no attributes, and on further coordinates, each with its attributes.

    >>> assembled({"a": (("x",), np.ones(2), {})}, x=([1, 2], {"units": "m"}))["x"].attrs
    {'units': 'm'}
    """
    import xarray as xr

    plain: Variables = {dim: ((dim,), values, {}) for dim, values in axes.items()}
    further = {dim: ((dim,), np.array(list(values)), about) for dim, (values, about) in coordinates.items()}
    return xr.Dataset(variables, {**plain, **further})


def texts(given: Iterable[str]) -> NDArray[Any]:
    """Texts as an array that netCDF can hold, even if there are none."""
    return np.array(list(given), dtype=object)
