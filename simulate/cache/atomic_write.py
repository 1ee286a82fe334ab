"""Files that are either whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path, *, mode: int = 0o666, new: bool = False) -> Iterator[Path]:
    """A path to an empty file to write to, which takes the place of `path` at the end.

    After an error `path` is as it was, and a reader sees the old content or the new one, never a mixture. The file has
    the permissions `mode`, less those that the umask takes. Raises OSError where the file cannot be made, and
    FileExistsError where it must be `new` and there is one.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield beside
        _place(beside, path, new=new)
    finally:
        beside.unlink(missing_ok=True)


def _place(beside: Path, path: Path, *, new: bool) -> None:
    """Give the finished file its name. A hard link, unlike a rename, never replaces a file."""
    if not new:
        beside.replace(path)
        return
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb") as stream:
            stream.write(beside.read_bytes())
