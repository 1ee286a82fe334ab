"""Answers read from their netCDF files."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...cache.regular_file import open_regular
from ...files.yaml_scalars import INVISIBLE
from ...problems import InvalidInput, clipped
from . import file_digest

if TYPE_CHECKING:
    import xarray as xr

#: Characters that are shown of what a library says of a file.
_SHOWN = 120


def opened(path: str | Path) -> xr.DataTree:
    """The answer in a netCDF file, in memory.

    Raises InvalidInput if the file is damaged, cannot be read as one, or has texts with characters that are not
    printable.
    """
    import xarray as xr

    if not Path(path).exists():
        raise InvalidInput(f"{path}: cannot be read as an answer: no such file")
    try:
        with open_regular(Path(path)) as stream, warnings.catch_warnings():
            file_digest.check(stream, Path(path))
            warnings.simplefilter("ignore", UserWarning)  # of dimensions without a name
            with xr.open_datatree(path, engine="h5netcdf") as opened_tree:
                tree = opened_tree.load()
        texts = list(_texts(tree))
    except (InvalidInput, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - of a damaged file, the libraries raise whatever comes of it
        reason = clipped(" ".join(str(error).split()), _SHOWN) or type(error).__name__
        if "signature not found" in reason:  # of HDF5, which knows nothing of answers
            reason = "it is no netCDF file; `carbonspan run --out FILE.nc` writes answers"
        raise InvalidInput(f"{path}: cannot be read as an answer: {reason}") from None
    if found := next(filter(None, map(INVISIBLE.search, texts)), None):
        raise InvalidInput(f"{path}: contains the unprintable character U+{ord(found[0]):04X}; carbonspan writes none")
    return tree


def _texts(tree: xr.DataTree) -> Iterator[str]:
    """Every text of a tree: names, attributes, and labels of coordinates and of other variables."""
    for node in tree.subtree:
        yield node.path
        yield from map(str, node.variables)
        holders: tuple[Any, ...] = (node, *node.variables.values())
        for each in holders:
            yield from (text for item in each.attrs.items() for text in item if isinstance(text, str))
        for variable in node.variables.values():
            if variable.dtype.kind in "OU":
                yield from (value for value in variable.values.ravel().tolist() if isinstance(value, str))
