"""What a stream is: a terminal, its width and its styles, or a file or pipe, which has neither.

Each command that prints asks this. rich would answer too, but its import takes longer than the rest of a command.
"""

from __future__ import annotations

import os
import sys
from typing import Literal, TextIO

from .encoding import encodable

#: Control sequences of styles (ECMA-48, select graphic rendition).
_STYLES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "warning": "\x1b[1;33m"}
_PLAIN = "\x1b[0m"
#: Columns of a terminal of unknown width.
_USUAL = 80

Style = Literal["", "bold", "dim", "warning"]


def width(stream: TextIO) -> int:
    """The columns of the stream's terminal; no limit for a file or a pipe."""
    if not stream.isatty():
        return sys.maxsize
    stated = os.environ.get("COLUMNS", "")
    return int(stated) if stated.isdecimal() and int(stated) else _columns(stream) or _USUAL


def _columns(stream: TextIO) -> int:
    """The columns that the system reports, else 0."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return 0


def can_redraw(stream: TextIO) -> bool:
    """Whether it is a terminal in which a line can be replaced."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def has_styles(stream: TextIO) -> bool:
    """Whether it is a terminal that shows styles, and NO_COLOR is not set."""
    return can_redraw(stream) and not os.environ.get("NO_COLOR")


def styled(line: str, style: Style) -> str:
    r"""A line with the control sequences of a style.

    >>> styled("heads", "bold")
    '\x1b[1mheads\x1b[0m'
    """
    return f"{_STYLES[style]}{line}{_PLAIN}" if style and line else line


def write(text: str, stream: TextIO) -> None:
    """Write a text; what the stream's encoding cannot hold is replaced."""
    stream.write(encodable(text, getattr(stream, "encoding", None) or "utf-8"))
