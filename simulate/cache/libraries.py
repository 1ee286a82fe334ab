"""The versions of installed libraries, found without importing them."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from pathlib import Path

from .digest import digest


@cache
def library_version(library: str) -> str:
    """The version of an installed `library`. Raises ImportError if it is not installed."""
    found = re.search(r"^Version: *(\S+)", _metadata(library), re.MULTILINE)
    if found:
        return found[1]
    from importlib.metadata import version

    return version(library)


def library_stamp(library: str) -> str:
    """A digest of a library's metadata, its version included. Raises ImportError if it is not installed."""
    return digest(_metadata(library) or library_version(library))


@cache
def _metadata(library: str) -> str:
    """The text of the metadata, empty if it is not in a folder of its own beside the library.

    ``importlib.metadata`` finds it everywhere, but takes as long to import as all that is read here.
    """
    folder = _folders().get(_normal(library))
    return (folder / "METADATA").read_text(encoding="utf-8") if folder else ""


@cache
def _folders() -> dict[str, Path]:
    """The folders of metadata, by the normal names of libraries; the first on the path counts."""
    found: dict[str, Path] = {}
    for entry in filter(os.path.isdir, sys.path):
        for path in Path(entry).glob("*.dist-info"):
            found.setdefault(_normal(path.name.split("-")[0]), path)
    return found


def _normal(name: str) -> str:
    """One name for all spellings of a library's."""
    return re.sub(r"[-_.]+", "-", name).lower()
