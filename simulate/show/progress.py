"""How far a long run is, on stderr: a line that changes in a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from ..units.number_format import significant
from .encoding import encodable

#: Seconds before anything is said, and between what is said, in a terminal and in a log.
PATIENCE = 1.0
_TERMINAL_EVERY, _LOG_EVERY = 0.2, 10.0
_CLEAR = "\r\033[K"


class Progress:
    """A callback ``(done, total)`` that says how far a run is, how fast, and how long it still takes.

    Nothing is said of a run that is over within a second. The clock starts with the first call, which compiling, the
    first time, may keep waiting for long. `close` leaves the terminal clean.
    """

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._first: tuple[float, int] | None = None
        self._terminal = stream.isatty()
        self._every = _TERMINAL_EVERY if self._terminal else _LOG_EVERY
        self._next = 0.0
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` samples are finished, if it is time to say something."""
        now = self._clock()
        if not self._first:
            self._first = now, done
            self._next = now + (PATIENCE if self._terminal else _LOG_EVERY)
        if now < self._next:
            return
        self._next = now + self._every
        self._shown = True
        since, already = self._first
        line = encodable(sentence(done, total, _pace(done - already, now - since)), self._stream.encoding or "utf-8")
        self._stream.write(f"{_CLEAR}{line}" if self._terminal else f"{line}\n")
        self._stream.flush()

    def close(self) -> None:
        """Wipe the line in a terminal."""
        if self._shown and self._terminal:
            self._stream.write(_CLEAR)
            self._stream.flush()


def _pace(done: int, seconds: float) -> float:
    return done / seconds if seconds > 0 else 0.0


def sentence(done: int, total: int, pace: float) -> str:
    """How far, how fast (samples a second), and how long it still takes; the latter two where the pace is known.

    >>> sentence(25_000_000, 100_000_000, 12.5e6)
    '25 %  25 of 100 million samples  12.5 million/s  6 s left'
    """
    left = f"{_duration((total - done) / pace)} left" if pace else ""
    speed = f"{_millions(pace)} million/s" if pace else ""
    share = f"{100 * done // max(total, 1)} %"
    return "  ".join(filter(None, (share, f"{_millions(done)} of {_millions(total)} million samples",
                                   speed, left)))  # fmt: skip


def _millions(count: float) -> str:
    return significant(count / 1e6, 3)


def _duration(seconds: float) -> str:
    """``6 s``, ``2 min 5 s``, ``3 h 10 min``.

    >>> _duration(125.2), _duration(11_400)
    ('2 min 5 s', '3 h 10 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
