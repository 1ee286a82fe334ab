"""Who reads a stream: a person at a terminal so and so wide, who likes bold heads, or a program that wants neither."""

from __future__ import annotations

import os
import sys
from typing import Literal, TextIO

from .encoding import encodable

#: What a terminal shows lines in (ECMA-48, select graphic rendition).
_STYLES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "warning": "\x1b[1;33m"}
_PLAIN = "\x1b[0m"
#: Columns of a terminal that does not say.
_USUAL = 80

Style = Literal["", "bold", "dim", "warning"]


def width(stream: TextIO) -> int:
    """How many columns lines may take: those of the stream's terminal; in a pipe nothing is ever folded."""
    if not stream.isatty():
        return sys.maxsize
    stated = os.environ.get("COLUMNS", "")
    return int(stated) if stated.isdecimal() and int(stated) else _columns(stream) or _USUAL


def _columns(stream: TextIO) -> int:
    """What the system says; 0 where it does not."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return 0


def has_styles(stream: TextIO) -> bool:
    """Whether it is a terminal that shows styles, and NO_COLOR is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(line: str, style: Style) -> str:
    r"""A line as a terminal shows it in that style.

    >>> styled("heads", "bold")
    '\x1b[1mheads\x1b[0m'
    """
    return f"{_STYLES[style]}{line}{_PLAIN}" if style and line else line


def write(text: str, stream: TextIO) -> None:
    """Write a text, as far as the stream's encoding can hold it."""
    stream.write(encodable(text, getattr(stream, "encoding", None) or "utf-8"))
