"""Answers read from their netCDF files."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...cache.regular_file import open_regular
from ...cache.unheard import unheard
from ...files.visible import unprintable
from ...problems import InvalidInput, clipped
from . import file_digest

if TYPE_CHECKING:
    import xarray as xr

#: Characters that are shown of what a library says of a file.
_SHOWN = 100


def opened(path: str | Path) -> xr.DataTree:
    """The answer in a netCDF file, in memory.

    Raises InvalidInput if the file is damaged, cannot be read as one, or has texts with characters that are not
    printable.
    """
    if not Path(path).exists():
        raise InvalidInput(f"{path}: cannot be read as an answer: no such file")
    _check_digest(Path(path))
    with unheard():
        tree = _loaded(Path(path))
        if isinstance(tree, str):
            raise InvalidInput(f"{path}: cannot be read as an answer: {tree}")
    if rule := next(filter(None, map(unprintable, _texts(tree))), ""):
        raise InvalidInput(f"{path}: {rule.partition(';')[0]}; carbonspan writes none")
    return tree


def _check_digest(path: Path) -> None:
    """Raise InvalidInput if the file is damaged, or cannot be read."""
    try:
        with open_regular(path) as stream:
            file_digest.check(stream, path)
    except OSError as error:
        raise InvalidInput(f"{path}: cannot be read as an answer: {_reason(error)}") from None


def _loaded(path: Path) -> xr.DataTree | str:
    """The content of a netCDF file, or the reason why it cannot be read."""
    import xarray as xr

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of dimensions without a name
            with xr.open_datatree(path, engine="h5netcdf") as opened_tree:
                tree = opened_tree.load()
        list(_texts(tree))
    except (InvalidInput, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - of a damaged file, the libraries raise whatever comes of it
        return _reason(error)
    return tree


def _reason(error: Exception) -> str:
    """Why a file cannot be read, in a sentence, with what to do."""
    reason = said_by(error)
    if "signature not found" in reason:  # of HDF5, which knows nothing of answers
        return "it is no netCDF file; `carbonspan run --out FILE.nc` writes answers"
    return f"{reason}; put a copy in its place, or run the scenario again with --out"


def said_by(error: Exception) -> str:
    """What a library says of a file that it cannot read.

    What Python says where a library met something that it did not expect means nothing to a reader.

    >>> said_by(ValueError("no bins")), said_by(AttributeError("'NoneType' object has no attribute 'split'"))
    ('no bins', 'its content is damaged')
    """
    said = "" if isinstance(error, AttributeError | TypeError | RecursionError) else " ".join(str(error).split())
    return clipped(said, _SHOWN) or "its content is damaged"


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
