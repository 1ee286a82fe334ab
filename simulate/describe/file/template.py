"""A commented scenario to start from, which runs as it is."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .. import library
from ..problems import InvalidInput, Problem


def text() -> str:
    """The template.

    >>> text().splitlines()[0]
    '# A carbonspan scenario. `carbonspan check FILE` finds mistakes; `carbonspan run FILE` answers it.'
    """
    return (library.folder() / "template.yaml").read_text(encoding="utf-8")


def write_new(path: Path) -> None:
    """Write the template to `path`: all of it or nothing, and never over a file that is there.

    Raises InvalidInput where there is one, or where nothing can be written.
    """
    if path.suffix not in {".yaml", ".yml"}:
        raise InvalidInput([Problem("a scenario's name ends in .yaml", file=str(path))])
    try:
        _write(path)
    except FileExistsError:
        raise InvalidInput([Problem("exists already; choose another name", file=str(path))]) from None
    except OSError as error:
        raise InvalidInput([Problem(f"cannot be written: {(error.strerror or '').lower()}", file=str(path))]) from None


def _write(path: Path) -> None:
    """A link cannot replace a file, so whoever comes second fails, and no reader sees half a file."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text())
        Path(temporary).chmod(0o666 & ~_umask())
        _link(Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _link(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
