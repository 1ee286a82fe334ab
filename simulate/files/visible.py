"""Texts that are shown: every character visible, and on one line where they are a heading."""

from __future__ import annotations

import re

#: Characters that a terminal obeys or hides, or that no XML may have: control characters, lone surrogates, changes of
#: text direction, separators of lines, characters without width, tags.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
#: The most characters of a title.
_LONGEST_TITLE = 300
_WHITE = re.compile(r"[ \t\r\n]+")


def unprintable(text: str) -> str:
    r"""The rule that `text` breaks with a character that a terminal obeys or hides; empty without one.

    >>> unprintable("a\u202eb")
    'contains the unprintable character U+202E; remove it'
    """
    found = INVISIBLE.search(text)
    return f"contains the unprintable character U+{ord(found[0]):04X}; remove it" if found else ""


def title_rule(text: str) -> str:
    """The rule that `text` breaks as the title of a scenario or of a picture; empty if it breaks none."""
    if len(text) > _LONGEST_TITLE:
        return f"must have at most {_LONGEST_TITLE} characters, got {len(text):,}; shorten it"
    return unprintable(text)


def one_line(text: str) -> str:
    r"""`text` with a space in place of its line ends, tabs and repeated spaces.

    >>> one_line("ChatGPT,\n  served\n")
    'ChatGPT, served'
    """
    return _WHITE.sub(" ", text).strip(" ")
