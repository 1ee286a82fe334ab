"""What the numbers of laws depend on, for what is kept of them between processes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..cache.digest import source_digest
from ..cache.libraries import library_version


@cache
def laws_version() -> str:
    """The sources of the laws, and the versions of the libraries that compute quantiles."""
    sources = source_digest(Path(__file__).parent.glob("*.py"))
    return f"{sources} {library_version('scipy')} {library_version('numpy')}"
