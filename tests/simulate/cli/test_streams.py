import errno
import io
import os

import pytest

from carbonspan.simulate.cli import streams


class Broken(io.RawIOBase):
    """Takes one write, then fails with `error`."""

    def __init__(self, error: OSError) -> None:
        self._error = error
        self.taken: list[bytes] = []

    def write(self, data):
        if self.taken:
            raise self._error
        self.taken.append(bytes(data))
        return len(data)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "cannot write to standard output: No space left on device"),
        (OSError(errno.EBADF, "Bad file descriptor"), "cannot write to standard output: it is closed"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), ""),
    ],
)
def test_what_cannot_be_written_is_dropped_and_reported_at_the_end(error, text):
    raw = Broken(error)
    guarded = streams.GuardedStream(raw)
    assert streams.loss(guarded) == ""
    assert [guarded.write(text) for text in (b"one", b"two", b"three")] == [3, 3, 5]
    assert raw.taken == [b"one"]
    assert streams.loss(guarded) == text


def test_a_guarded_stream_is_still_the_terminal_or_file_that_it_was(tmp_path):
    with (tmp_path / "out").open("wb", buffering=0) as file:
        guarded = streams.GuardedStream(file)
        assert (guarded.fileno(), guarded.isatty()) == (file.fileno(), False)
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0), os.fdopen(theirs, "wb", buffering=0) as terminal:
        assert streams.GuardedStream(terminal).isatty()
