"""The digest at the end of a netCDF file, by which damage is noticed.

HDF5 ends where its superblock says and does not read what follows: a line with the SHA-256 digest of all before it.
Other programs read such a file as any other, and one that changes or copies it leaves the line out, so that a file that
was changed on purpose is not refused. The digest protects against damage, not against malice.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from ...problems import InvalidInput, Problem

_START, _END = b"\ncarbonspan sha256 ", b"\n"
_LENGTH = len(_START) + 2 * hashlib.sha256().digest_size + len(_END)
#: Bytes that are read at once.
_PIECE = 1 << 20


def append(path: Path) -> None:
    """Append the digest of a file to it."""
    with path.open("r+b") as stream:
        stream.seek(0, os.SEEK_END)
        stream.write(_line(stream, stream.tell()))


def check(stream: BinaryIO, path: Path) -> None:
    """Raise InvalidInput if a file ends in a digest that is not its own; files without one are accepted."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(size - _LENGTH, 0))
    last = stream.read()
    if last.startswith(_START) and last.endswith(_END) and last != _line(stream, size - _LENGTH):
        rule = "is damaged: its digest does not match; put a copy in its place, or run the scenario again with --out"
        raise InvalidInput([Problem(rule, file=str(path))])
    stream.seek(0)


def _line(stream: BinaryIO, size: int) -> bytes:
    """The line for the first `size` bytes of a file, which is then read up to there."""
    stream.seek(0)
    digest = hashlib.sha256()
    for start in range(0, size, _PIECE):
        digest.update(stream.read(min(_PIECE, size - start)))
    return _START + digest.hexdigest().encode() + _END
