"""Ctrl-C in a command: the first press ends a run early and keeps its answer, the second ends the command at once.

Outside of `kept`, as in a notebook, Ctrl-C raises KeyboardInterrupt as always.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Any

#: Seconds after which an interrupt that was lost comes again.
_SOON = 0.01


@dataclass
class Interrupts:
    """What Ctrl-C does, and how often it was pressed.

    Until there is something to keep, Ctrl-C raises KeyboardInterrupt. From then on the first press calls `stop`, if
    something can be stopped, else `notice`; the second raises.
    """

    notice: Callable[[], None]
    keeps: bool
    pressed: int = 0
    stop: Callable[[], None] | None = None

    def press(self, _number: int, _frame: FrameType | None) -> None:
        """Handle one press."""
        self.pressed += 1
        if self.pressed > 1 or not self.keeps:
            raise KeyboardInterrupt
        if self.stop:
            self.stop()
        else:
            self.notice()


_current: ContextVar[Interrupts | None] = ContextVar("interrupts", default=None)


@contextmanager
def kept(notice: Callable[[], None], *, keeps: bool = True) -> Iterator[Interrupts]:
    """A context in which the first Ctrl-C raises nothing, at once or after the first `stoppable` if not yet `keeps`.

    In a thread, and where something else handles Ctrl-C already, nothing changes.
    """
    found = Interrupts(notice, keeps)
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield found
        return
    token, before = _current.set(found), sys.unraisablehook
    signal.signal(signal.SIGINT, found.press)
    sys.unraisablehook = partial(_press_again, before)
    try:
        yield found
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = before
        _current.reset(token)


def _press_again(hook: Callable[[Any], object], unraisable: Any) -> None:
    """Press anew for an interrupt that came while an object was removed, from where Python lets no exception out."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        timer = threading.Timer(_SOON, _press)
        timer.daemon = True
        timer.start()
    else:
        hook(unraisable)


def _press() -> None:
    """Press Ctrl-C, so that a call that waits ends too."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


@contextmanager
def stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """A context in which the first Ctrl-C calls `stop`; what was computed is kept from here on."""
    found = _current.get()
    if not found:
        yield
        return
    found.stop, found.keeps = stop, True
    try:
        yield
    finally:
        found.stop = None


def keep() -> None:
    """From here on there is something to keep."""
    found = _current.get()
    if found:
        found.keeps = True


def is_pressed() -> bool:
    """Whether Ctrl-C was pressed, and raised nothing."""
    found = _current.get()
    return bool(found and found.pressed)
