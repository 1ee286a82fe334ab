"""The standard streams, guarded: an answer and its files are not lost with whoever was to read about them.

What cannot be written is dropped, the command goes on to its end, and only then is a loss told.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO, cast


class Guarded(io.RawIOBase):
    """What lies below a text stream and fails no more than once: `failure` says why it takes nothing any longer."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.failure: OSError | None = None

    def write(self, data: bytes, /) -> int | None:  # type: ignore[override]  # typeshed wants any buffer
        """How many bytes were taken: all of them, once the first could not be written."""
        try:
            return self._raw.write(data) if self.failure is None else len(data)
        except OSError as error:
            self.failure = error
            return len(data)

    def writable(self) -> bool:
        """Yes, which a text stream asks."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """The descriptor of what is guarded."""
        return self._raw.fileno()


def guard() -> Guarded:
    """The guard of stdout; one lies below stderr too from now on, whose losses nobody could be told of."""
    sys.stdout, output = _guarded(sys.stdout)
    sys.stderr, _ = _guarded(sys.stderr)
    return output


def loss(output: Guarded) -> str:
    """What to say of output that was lost; empty where nothing was, or where its reader had read enough."""
    error = output.failure
    if error is None or isinstance(error, BrokenPipeError):
        return ""
    reason = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
    return f"cannot write to standard output: {reason}"


def _guarded(stream: TextIO | None) -> tuple[TextIO, Guarded]:
    """The stream anew with a guard below it; of one that is closed, one that takes nothing."""
    if stream is None:
        return _text(Guarded(io.FileIO(os.open(os.devnull, os.O_RDONLY), "w")))
    if not isinstance(stream, io.TextIOWrapper):  # whoever put it there knows what becomes of it
        return stream, Guarded(io.RawIOBase())
    buffer = stream.buffer  # which `stream` keeps, as Python asks it how wide the terminal is
    raw = buffer.raw if isinstance(buffer, io.BufferedWriter) else cast("io.RawIOBase", buffer)
    return _text(Guarded(raw), encoding=stream.encoding, errors=stream.errors, by_line=stream.line_buffering)


def _text(
    guard: Guarded, *, encoding: str = "utf-8", errors: str | None = None, by_line: bool = False
) -> tuple[TextIO, Guarded]:
    buffered = io.BufferedWriter(cast("Any", guard))
    return io.TextIOWrapper(buffered, encoding=encoding, errors=errors, line_buffering=by_line), guard
