"""Files opened for reading only if they are regular: no device, no pipe whose other end would have to be waited for."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path


def open_regular(path: Path) -> BufferedReader:
    """The file at `path`, open for reading bytes. Raises OSError, also for a device, a pipe or a folder."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "it is not a regular file", str(path))


def read(path: Path, most: int) -> bytes:
    """The first `most` bytes of the regular file at `path`, all if it has fewer. Raises OSError."""
    with open_regular(path) as stream:
        return stream.read(most)
