"""The form of everything kept: a header with the key and a digest, then the content, verified before it is used.

The digest is SHA-256, which processors compute in hardware. It protects against damage (a full disk, a torn write, a
flipped bit, two files swapped), not against malice: whoever can write the file can write its digest.
"""

from __future__ import annotations

import hashlib
import struct
from typing import BinaryIO

#: Changes whenever the form does.
MAGIC = b"carbonspan-kept1"
#: Magic, digest of the key, length of the content, digest of all three and of the content.
_HEADER = struct.Struct("<16s32sQ32s")


class Damaged(ValueError):
    """A file that does not hold what was put in it under the key."""


def sealed(key: str, content: bytes) -> bytes:
    """`content` under a header, to be read back by `opened` with the same `key`.

    >>> import io
    >>> opened("pue", io.BytesIO(sealed("pue", b"1.2")), 91)
    b'1.2'
    """
    named = _digest(key.encode())
    return _HEADER.pack(MAGIC, named, len(content), _seal(named, content)) + content


def opened(key: str, stream: BinaryIO, size: int) -> bytes:
    """The content of the file of `size` bytes that `stream` reads.

    Raises Damaged where it is not exactly what was sealed under `key`; no more than `size` bytes are read, and the
    content of a file of the wrong size is not read at all.
    """
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise Damaged("the header is cut short")
    magic, named, length, seal = _HEADER.unpack(header)
    if magic != MAGIC or named != _digest(key.encode()):
        raise Damaged("it is of another form or key")
    if length != size - _HEADER.size:
        raise Damaged(f"{size - _HEADER.size} bytes instead of {length}")
    content = stream.read(length)
    if seal != _seal(named, content):
        raise Damaged("its digest is another")
    return content


def _seal(named: bytes, content: bytes) -> bytes:
    return _digest(MAGIC, named, struct.pack("<Q", len(content)), content)


def _digest(*pieces: bytes) -> bytes:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.digest()
