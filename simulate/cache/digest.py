"""The digest used throughout: SHA-256, which processors compute in hardware."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(*pieces: str | bytes) -> str:
    """The SHA-256 digest of a sequence of `pieces`, as 64 hexadecimal digits.

    The boundaries between pieces matter.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    >>> digest("pue", b"1.2") == digest(b"pue", "1.2")
    True
    """
    found = hashlib.sha256()
    for piece in pieces:
        data = piece.encode() if isinstance(piece, str) else piece
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.hexdigest()


def source_digest(paths: Iterable[Path]) -> str:
    """The digest of the content of the files at `paths`, sorted by path."""
    return digest(*(path.read_bytes() for path in sorted(paths)))
