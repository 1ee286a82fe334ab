"""The format of cache entries: a header with key and digest, then the content, which is verified before use.

The digest is SHA-256. It protects against damage (a full disk, a torn write, a flipped bit, two swapped files), not
against malice: whoever can write the file can write its digest.
"""

from __future__ import annotations

import hashlib
import struct
from typing import BinaryIO

#: Must change with the format.
MAGIC = b"carbonspan-kept1"
#: Magic, digest of the key, length of the content, digest of all three and of the content.
_HEADER = struct.Struct("<16s32sQ32s")


class Damaged(ValueError):
    """An entry that does not contain what was stored under its key."""


def sealed(key: str, content: bytes) -> bytes:
    """`content` with a header; `opened` with the same `key` returns it.

    >>> import io
    >>> opened("pue", io.BytesIO(sealed("pue", b"1.2")), 91)
    b'1.2'
    """
    named = _digest(key.encode())
    return _HEADER.pack(MAGIC, named, len(content), _seal(named, content)) + content


def opened(key: str, stream: BinaryIO, size: int) -> bytes:
    """The content of the entry of `size` bytes in `stream`.

    Raises Damaged unless it is exactly what was sealed under `key`. At most `size` bytes are read, and nothing after
    the header if the size is wrong.
    """
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise Damaged("the header is truncated")
    magic, named, length, seal = _HEADER.unpack(header)
    if magic != MAGIC or named != _digest(key.encode()):
        raise Damaged("it has another format or key")
    if length != size - _HEADER.size:
        raise Damaged(f"it has {size - _HEADER.size} bytes instead of {length}")
    content = stream.read(length)
    if seal != _seal(named, content):
        raise Damaged("its digest does not match")
    return content


def _seal(named: bytes, content: bytes) -> bytes:
    return _digest(MAGIC, named, struct.pack("<Q", len(content)), content)


def _digest(*pieces: bytes) -> bytes:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.digest()
