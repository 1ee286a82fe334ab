"""Where the state of a saved answer was kept, as the answer's file records it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ...answer.checkpoints.saved_state import differences
from ...cache.regular_file import open_regular
from ...problems import InvalidInput, Problem
from ..state_file import HDF5StateFile
from . import file_digest
from .opened import said_by

if TYPE_CHECKING:
    import xarray as xr

#: The attributes: the state's path as seen from the answer's folder, and what its numbers are a function of.
_PATH, _IDENTITY = "state", "state_identity"


def with_state(tree: xr.DataTree, state: Path, identity: Mapping[str, str], *, out: Path) -> xr.DataTree:
    """The `tree` of an answer for the file `out`, with the file of its `state` and the identity of its run."""
    tree.attrs |= {_PATH: _seen_from(out, state), _IDENTITY: json.dumps(dict(identity))}
    return tree


def state_of(answer: Path) -> Path:
    """The file of the state that the answer in a netCDF file was read off.

    Raises InvalidInput if the file cannot be read or records no state, and if the state is missing or of another run.
    """
    path, identity = _recorded(answer)
    kept = HDF5StateFile(answer.parent / path)
    state = kept.read()
    if state is None:
        rule = f"its state was kept in {kept.name}, which does not exist"
        _refuse(answer, f"{rule}; put the state there, or run the scenario anew with --checkpoint")
    if found := differences(state.identity, identity):
        _refuse(answer, f"its state was kept in {kept.name}, which is now that of another run: {'; '.join(found)}")
    return kept.path


def _recorded(answer: Path) -> tuple[str, dict[str, str]]:
    """The path and the identity that an answer records."""
    import h5py

    try:
        with open_regular(answer) as stream:
            file_digest.check(stream, answer)
            with h5py.File(stream, "r") as file:
                found = {name: str(file.attrs[name]) for name in (_PATH, _IDENTITY) if name in file.attrs}
            identity = {str(name): str(each) for name, each in json.loads(found.get(_IDENTITY, "{}")).items()}
    except InvalidInput:
        raise
    except OSError as error:
        _refuse(answer, f"cannot be read as an answer: {(error.strerror or said_by(error)).lower()}")
    except Exception as error:  # noqa: BLE001 - of a damaged file, the library raises whatever comes of it
        _refuse(answer, f"is no saved answer ({said_by(error)}); write one with `carbonspan run NAME --out answer.nc`")
    if not found.get(_PATH):
        rule = "does not record a state to go on from: it was computed without --checkpoint"
        _refuse(answer, f"{rule}; run the scenario with --checkpoint FILE.state and more --samples")
    return found[_PATH], identity


def _seen_from(out: Path, state: Path) -> str:
    """The path of a state relative to the folder of the answer, so that both can be moved together."""
    try:
        return Path(os.path.relpath(state.resolve(), out.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return state.resolve().as_posix()


def _refuse(answer: Path, rule: str) -> NoReturn:
    raise InvalidInput([Problem(rule, file=str(answer))])
