"""Atomic writes: files are written under a temporary name, then renamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path, *, mode: int = 0o666, new: bool = False) -> Iterator[Path]:
    """A context with a temporary file to write to, which replaces `path` at the end.

    After an error `path` is unchanged, and a reader sees the old content or the new one, never a mixture. The file has
    the permissions `mode`, minus those in the umask. Raises OSError if the file cannot be created, and
    FileExistsError if it must be `new` and `path` exists.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield temporary
        _rename(temporary, path, new=new)
    finally:
        temporary.unlink(missing_ok=True)


def _rename(temporary: Path, path: Path, *, new: bool) -> None:
    """Rename the finished file. A hard link, unlike a rename, never replaces a file."""
    if not new:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb") as stream:
            stream.write(temporary.read_bytes())
