"""The progress of a long run on stderr: a bar in a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from ...units.number_format import significant
from . import terminal

if TYPE_CHECKING:
    from .progress_bar import ProgressBar

#: Seconds before the first report, and between reports, in a terminal and in a log.
PATIENCE = 1.0
_TERMINAL_EVERY, _LOG_EVERY = 0.2, 10.0

Sentence = Callable[[int, int, float], str]
"""A sentence on a number done, that to do, and how many are done in a second, 0 if unknown."""


class Progress:
    """A callback ``(done, total)`` that reports how far a run is, its speed and the time left, as `describe` words it.

    A run of less than a second has no report. The clock starts with the first call, since compiling may come before.
    `close` leaves the terminal clean.
    """

    def __init__(
        self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic, describe: Sentence | None = None
    ) -> None:
        self._stream, self._clock, self._describe = stream, clock, describe or sentence
        self._first: tuple[float, int] | None = None
        self._redraws = terminal.can_redraw(stream)
        self._bar: ProgressBar | None = None
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Report that `done` of `total` samples are finished, if the next report is due."""
        now = self._clock()
        if not self._first:
            self._first = now, done
            self._next = now + (PATIENCE if self._redraws else _LOG_EVERY)
        if now < self._next:
            return
        self._next = now + (_TERMINAL_EVERY if self._redraws else _LOG_EVERY)
        since, already = self._first
        self._report(done, total, self._describe(done, total, _pace(done - already, now - since)))

    def _report(self, done: int, total: int, text: str) -> None:
        if self._redraws:
            self._bar = self._bar or _new_bar(self._stream)
            self._bar.update(done, total, text)
        else:
            terminal.write(f"{text}\n", self._stream)
            self._stream.flush()

    def close(self) -> None:
        """Remove the bar from a terminal."""
        if self._bar:
            self._bar.close()


def _new_bar(stream: TextIO) -> ProgressBar:
    from .progress_bar import ProgressBar

    return ProgressBar(stream)


def _pace(done: int, seconds: float) -> float:
    return done / seconds if seconds > 0 else 0.0


def sentence(done: int, total: int, pace: float) -> str:
    """The share that is done, the samples, the speed [1/s] and the time left; the latter two for a known pace.

    >>> sentence(25_000_000, 100_000_000, 12.5e6)
    '25 %  25 of 100 million samples  12.5 million/s  6 s left'
    """
    share = f"{100 * done // max(total, 1)} %"
    samples = f"{_millions(done)} of {_millions(total)} million samples"
    speed = (f"{_millions(pace)} million/s", f"{duration((total - done) / pace)} left") if pace else ()
    return "  ".join((share, samples, *speed))


def _millions(count: float) -> str:
    return significant(count / 1e6, 3)


def duration(seconds: float) -> str:
    """``6 s``, ``2 min 5 s``, ``3 h 10 min``.

    >>> duration(125.2), duration(11_400)
    ('2 min 5 s', '3 h 10 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
