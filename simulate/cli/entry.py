"""The first code of the ``carbonspan`` command: from here on, Ctrl-C prints no traceback.

It imports nothing that takes time, so that hardly an interrupt comes before.
"""

from __future__ import annotations

import os
import sys
from _signal import SIGINT, default_int_handler, getsignal, signal  # type: ignore[import-not-found] # built in

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit."""
    if getsignal(SIGINT) is default_int_handler:  # else whoever started the process ignores interrupts
        signal(SIGINT, end)
    from .main import main as run

    try:
        run()
    except KeyboardInterrupt:  # pressed while the handler of one part of the command takes the place of another's
        end(SIGINT, None)


def end(_number: int, _frame: object) -> None:
    """End the process at once: nothing was computed yet, or everything was written."""
    if sys.stderr is not None:
        os.write(2, b"interrupted\n")
    os._exit(_INTERRUPTED)
