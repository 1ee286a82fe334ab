"""Named stores of the cache folder: bytes by key, each entry a file that is verified when it is read."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from . import envelope, folder
from .atomic_write import replacing
from .digest import digest

_log = logging.getLogger("carbonspan")


@dataclass(frozen=True)
class Store:
    """At most about `most` entries, in the folder `name` of the cache folder; the oldest make room for new ones.

    Nothing that is wrong with the disk is an error: what cannot be read, or fails its check, is a miss, and what
    cannot be written is not kept.

    >>> store = Store("doctest", most=10)
    >>> store.put("pue", b"1.2")
    >>> store.get("pue"), store.get("PUE")
    (b'1.2', None)
    """

    name: str
    most: int

    @property
    def folder(self) -> Path:
        """Where the entries lie."""
        return folder.cache_folder() / self.name

    def path(self, key: str) -> Path:
        """The file of the entry under `key`."""
        return self.folder / digest(key)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under `key`, as they were put; None where there are none."""
        path = self.path(key)
        try:
            return _read(path, key) if self._is_trusted() else None
        except FileNotFoundError:
            return None
        except (OSError, envelope.Damaged) as error:
            _log.debug("the cache entry %s is not used: %s", path, error)
            return None

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`, in place of what is there."""
        if not self._is_trusted():
            return
        try:
            folder.make(self.folder)
            _write(self.path(key), envelope.sealed(key, content))
            self._trim()
        except OSError as error:
            _log.debug("nothing is kept in %s: %s", self.folder, error)

    def _is_trusted(self) -> bool:
        return folder.is_trusted(folder.cache_folder()) and folder.is_trusted(self.folder)

    def _trim(self) -> None:
        """Remove the oldest files beyond `most`, those that interrupted processes left behind among them."""
        with os.scandir(self.folder) as found:
            paths = [each.path for each in found]
        if len(paths) > self.most:
            for path in sorted(paths, key=_written)[: len(paths) - self.most]:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - a text, as scandir gives it


def _read(path: Path, key: str) -> bytes:
    """The content of an entry. A pipe in its place is not waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise envelope.Damaged("it is no file")
        return envelope.opened(key, stream, found.st_size)


def _write(path: Path, data: bytes) -> None:
    """Not flushed to the disk: an entry that a power cut tears fails its check."""
    with contextlib.suppress(OSError):
        path.rmdir()  # an empty folder in its place
    with replacing(path, mode=0o600) as beside:
        beside.write_bytes(data)


def _written(path: str) -> float:
    """When a file was written [s]; those that have gone by now come first."""
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 - as above
    except OSError:
        return 0.0
