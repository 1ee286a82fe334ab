"""Guarded standard streams: a command still writes its files if stdout or stderr cannot be written.

Output that cannot be written is dropped; the command continues to its end, and then reports the failure.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO, cast


class GuardedStream(io.RawIOBase):
    """A raw stream that drops everything after the first failed write, whose error is `failure`."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.failure: OSError | None = None

    def write(self, data: bytes, /) -> int | None:  # type: ignore[override]  # typeshed wants any buffer
        """The number of bytes written; after a failure, that of the bytes dropped."""
        try:
            return self._raw.write(data) if self.failure is None else len(data)
        except OSError as error:
            self.failure = error
            return len(data)

    def writable(self) -> bool:
        """True, as a text stream requires."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """The file descriptor of the guarded stream."""
        return self._raw.fileno()


def guard() -> GuardedStream:
    """Guard stdout and stderr; returns the guard of stdout."""
    sys.stdout, output = _guarded(sys.stdout)
    sys.stderr, _ = _guarded(sys.stderr)
    return output


def loss(output: GuardedStream) -> str:
    """The message for lost output; empty if nothing was lost, or if the reader closed the pipe."""
    error = output.failure
    if error is None or isinstance(error, BrokenPipeError):
        return ""
    reason = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
    return f"cannot write to standard output: {reason}"


def _guarded(stream: TextIO | None) -> tuple[TextIO, GuardedStream]:
    """The stream with a guard below it; for a closed stream, one that accepts nothing."""
    if stream is None:
        return _text(GuardedStream(io.FileIO(os.open(os.devnull, os.O_RDONLY), "w")))
    if not isinstance(stream, io.TextIOWrapper):  # a replacement handles its own failures
        return stream, GuardedStream(io.RawIOBase())
    buffer = stream.buffer  # `stream` keeps it: Python asks it for the terminal's width
    raw = buffer.raw if isinstance(buffer, io.BufferedWriter) else cast("io.RawIOBase", buffer)
    return _text(GuardedStream(raw), encoding=stream.encoding, errors=stream.errors, by_line=stream.line_buffering)


def _text(
    guard: GuardedStream, *, encoding: str = "utf-8", errors: str | None = None, by_line: bool = False
) -> tuple[TextIO, GuardedStream]:
    buffered = io.BufferedWriter(cast("Any", guard))
    return io.TextIOWrapper(buffered, encoding=encoding, errors=errors, line_buffering=by_line), guard
