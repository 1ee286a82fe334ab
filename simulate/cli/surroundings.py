"""What a command needs of the process that it runs in, checked before libraries are loaded that would hang or crash."""

from __future__ import annotations

import errno
from pathlib import Path

from ..engine.available_memory import address_space
from ..problems import InvalidInput

#: Address space that the libraries take: below it, OpenBLAS has been seen to loop for ever while numpy is imported.
_LEAST_SPACE = 1_000_000_000
#: What the dynamic linker says when there is no room for a library.
_NOT_LOADED = "failed to map segment", "cannot allocate memory"


def check() -> None:
    """Raise InvalidInput if the working folder was removed, or the process may have too little address space."""
    try:
        Path.cwd()
    except FileNotFoundError:
        raise InvalidInput("the working folder does not exist any more; change to another one") from None
    space = address_space()
    if space is not None and space < _LEAST_SPACE:
        rule = f"at least {_LEAST_SPACE:,} bytes of address space are needed, and the limit is {space:,}"
        raise InvalidInput(f"{rule}; raise it, for example with `ulimit -v unlimited`")


def shortage(error: BaseException) -> str:
    """The sentence for an `error` that means that the system has no more memory or threads; empty for any other.

    >>> shortage(MemoryError())
    'there is not enough memory; free some, or ask for fewer draws or coordinates'
    """
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return "there is not enough memory; free some, or ask for fewer draws or coordinates"
    if isinstance(error, RuntimeError) and "can't start new thread" in str(error):
        return "the system starts no more threads; raise its limit (`ulimit -u`, `ulimit -v`), or use fewer --threads"
    if isinstance(error, ImportError | OSError) and any(sign in str(error) for sign in _NOT_LOADED):
        return "there is not enough memory to load a library; free some, or raise its limit (`ulimit -v`)"
    return ""
