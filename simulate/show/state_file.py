"""Files of states: HDF5 behind a digest that is verified before anything is read; data, never code.

The first 512 bytes are a user block, which HDF5 skips: a line that says what the file is, and the SHA-256 digest of all
that follows. The digest protects against damage, not against malice.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
from pathlib import Path
from typing import Any

import numpy as np

from ..answer.checkpoints.saved_state import SavedState
from ..problems import InvalidInput, Problem
from . import output_files

SUFFIXES = (".state",)
_BLOCK = 512
_MAGIC = b"carbonspan state 1\n"
#: What a state has beside its arrays, as JSON.
_TEXTS = ("identity", "asked", "rounds")


class HDF5StateFile:
    """The state in the file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The path, as messages have it."""
        return str(self.path)

    def check_writable(self) -> None:
        """Raise InvalidInput unless a state can be written, whose file ends in ``.state``."""
        output_files.check_writable(self.path, SUFFIXES)

    def read(self) -> SavedState | None:
        """The state, None if there is no file; raises InvalidInput if it is damaged or no state."""
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise InvalidInput([Problem("is not a regular file", file=self.name)])
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InvalidInput([Problem(f"cannot be read: {error.strerror or error}", file=self.name)]) from None
        if not data.startswith(_MAGIC):
            rule = "is not a state that `carbonspan run --checkpoint` writes; name another file"
            raise InvalidInput([Problem(rule, file=self.name)])
        if data[:_BLOCK] != _header(data[_BLOCK:]):
            rule = "is damaged: its digest does not match; remove it, or put a copy in its place"
            raise InvalidInput([Problem(rule, file=self.name)])
        try:
            return _decoded(data)
        except (TypeError, ValueError):
            rule = "has another content than `carbonspan run --checkpoint` writes; run it anew with another file"
            raise InvalidInput([Problem(rule, file=self.name)]) from None

    def required(self) -> SavedState:
        """The state; raises InvalidInput if there is none, as if it is damaged."""
        if (state := self.read()) is None:
            raise InvalidInput([Problem("does not exist; `carbonspan run --checkpoint` writes states", file=self.name)])
        return state

    def write(self, state: SavedState) -> None:
        """Write the state, whole or not at all; raises InvalidInput if it cannot be written."""
        data = _encoded(state)
        with output_files.replacing(self.path, room=len(data)) as beside, beside.open("r+b") as stream:
            stream.write(data)
            stream.truncate()


def _header(content: bytes | memoryview) -> bytes:
    return (_MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n").ljust(_BLOCK, b"\0")


def _encoded(state: SavedState) -> bytes:
    import h5py

    image = io.BytesIO()
    with h5py.File(image, "w", userblock_size=_BLOCK) as file:
        for name in _TEXTS:
            file.attrs[name] = json.dumps(getattr(state, name))
        for name, array in state.arrays.items():
            file.create_dataset(name, data=array)
    data = image.getbuffer()
    data[:_BLOCK] = _header(data[_BLOCK:])
    return bytes(data)


def _decoded(data: bytes) -> SavedState:
    """The state; raises ValueError or TypeError if that is not what is in the file."""
    import h5py

    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            identity, asked, rounds = (dict[str, Any](json.loads(file.attrs[name])) for name in _TEXTS)
            size = sum(each.nbytes for each in file.values())  # of arrays that are not compressed
            arrays = {name: np.asarray(each[()]) for name, each in file.items() if size <= len(data)}
    except Exception as error:  # noqa: BLE001 - of a file with another content, the library raises whatever comes of it
        raise ValueError(str(error)) from None
    texts = {name: str(each) for name, each in identity.items()}
    return SavedState(texts, asked, arrays, {int(count): float(error) for count, error in rounds.items()})
