"""The versions of installed libraries, found without importing them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution, version

from .digest import digest


@cache
def library_version(library: str) -> str:
    """The version of an installed `library`. Raises PackageNotFoundError."""
    found = [line for line in _metadata(library).splitlines() if line.startswith("Version: ")]
    return found[0].partition(" ")[2].strip() if found else version(library)


def library_stamp(library: str) -> str:
    """A digest of a library's metadata, its version included. Raises PackageNotFoundError."""
    return digest(_metadata(library) or version(library))


@cache
def _metadata(library: str) -> str:
    """The text of the metadata: having it parsed takes longer than all else here."""
    return distribution(library).read_text("METADATA") or ""
