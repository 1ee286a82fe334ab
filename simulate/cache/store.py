"""Stores in the cache folder: bytes by key, each entry a file that is verified when it is read."""

from __future__ import annotations

import contextlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from . import envelope, folder
from .atomic_write import replacing
from .digest import digest
from .regular_file import open_regular

_log = logging.getLogger("carbonspan")


@dataclass(frozen=True)
class Store:
    """A store of about `most` entries in the folder `name` of the cache folder; the oldest entries are removed.

    Failures of the disk are not errors: an entry that cannot be read or verified is a miss, and an entry that cannot
    be written is not stored.

    >>> store = Store("doctest", most=10)
    >>> store.put("pue", b"1.2")
    >>> store.get("pue"), store.get("PUE")
    (b'1.2', None)
    """

    name: str
    most: int

    @property
    def folder(self) -> Path:
        """The folder of the entries."""
        return folder.cache_folder() / self.name

    def path(self, key: str) -> Path:
        """The file of the entry under `key`."""
        return self.folder / digest(key)

    def get(self, key: str) -> bytes | None:
        """The bytes stored under `key`, else None."""
        path = self.path(key)
        try:
            return _read(path, key) if self._is_trusted() else None
        except FileNotFoundError:
            return None
        except (OSError, envelope.Damaged) as error:
            _log.debug("the cache entry %s is not used: %s", path, error)
            return None

    def put(self, key: str, content: bytes) -> None:
        """Store `content` under `key`; an existing entry is replaced."""
        if not self._is_trusted():
            return
        try:
            folder.make(self.folder)
            _write(self.path(key), envelope.sealed(key, content))
            self._trim()
        except OSError as error:
            _log.debug("nothing is stored in %s: %s", self.folder, error)

    def _is_trusted(self) -> bool:
        return folder.is_trusted(folder.cache_folder()) and folder.is_trusted(self.folder)

    def _trim(self) -> None:
        """Remove the oldest files beyond `most`, including those left behind by interrupted processes."""
        with os.scandir(self.folder) as found:
            paths = [each.path for each in found]
        if len(paths) > self.most:
            for path in sorted(paths, key=_modified)[: len(paths) - self.most]:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - a string from scandir


def _read(path: Path, key: str) -> bytes:
    """The content of an entry. Does not wait if the path is a pipe."""
    with open_regular(path) as stream:
        return envelope.opened(key, stream, os.fstat(stream.fileno()).st_size)


def _write(path: Path, data: bytes) -> None:
    """Write an entry."""
    with contextlib.suppress(OSError):
        path.rmdir()  # in case it is an empty folder
    with replacing(path, mode=0o600) as temporary:
        temporary.write_bytes(data)


def _modified(path: str) -> float:
    """When a file was modified [s]; 0 if it no longer exists."""
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 - as above
    except OSError:
        return 0.0
