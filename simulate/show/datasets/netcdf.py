"""The netCDF file of an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answer.answer import Answer
from .. import output_files
from . import file_digest
from .dataset import dataset

if TYPE_CHECKING:
    import xarray as xr

SUFFIXES = (".nc", ".nc4")
_COMPRESSED = {"zlib": True, "complevel": 4}
#: Bytes that a file takes beside its arrays, at most.
_OVERHEAD = 1 << 20
#: Arrays of at least this size are compressed.
_LARGE = 10_000


def check_writable(path: Path | str) -> None:
    """Raise InvalidInput unless `save` can write to `path`."""
    output_files.check_writable(path, SUFFIXES)


def save(result: Answer | xr.DataTree, path: Path | str) -> None:
    """Write the answer as netCDF-4 with its digest, whole or not at all, replacing a file of that name."""
    tree = dataset(result) if isinstance(result, Answer) else result
    with output_files.replacing(path, room=tree.nbytes + _OVERHEAD) as beside:
        tree.to_netcdf(beside, engine="h5netcdf", encoding={node.path: _encoding(node) for node in tree.subtree})
        file_digest.append(beside)


def _encoding(node: xr.DataTree) -> dict[str, dict[str, Any]]:
    """No fill value for coordinates, which CF forbids; compression for large arrays."""
    coordinates = node.to_dataset(inherit=False).coords
    large = [name for name, each in node.data_vars.items() if each.size >= _LARGE and each.dtype != object]
    return {str(name): {"_FillValue": None} for name in coordinates} | {str(name): dict(_COMPRESSED) for name in large}
