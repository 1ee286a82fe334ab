"""Data as YAML to read and to edit: short mappings on one line, long text folded, comments above values."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import KeyPath
from .yaml_writer import flow

_WIDTH = 120
#: Text that a folded block gives back as it is: words with single spaces between them.
_WORDS = re.compile(r"[^\s\x00-\x1f]+( [^\s\x00-\x1f]+)*")

Comments = Mapping[KeyPath, str]
"""What to write above the value at each key path."""


def laid_out(data: Mapping[str, Any], comments: Comments) -> str:
    """`data` as YAML that `yaml.parse` reads back, with `comments` and a blank line between sections.

    >>> print(laid_out({"title": "A lamp", "per": {"hours": "1 day"}}, {("per",): "What the answer is for."}))
    title: A lamp
    <BLANKLINE>
    # What the answer is for.
    per: {hours: 1 day}
    <BLANKLINE>
    """
    sections = [list(_member(key, value, (key,), comments)) for key, value in data.items()]
    text = "".join(f"{line}\n" for line in sections[0])
    for section, value in zip(sections[1:], list(data.values())[1:], strict=True):
        gap = "\n" if isinstance(value, dict) or section[0].startswith("#") else ""
        text += gap + "".join(f"{line}\n" for line in section)
    return text


def commented(text: str, *, indent: str = "", hanging: str = "") -> list[str]:
    """The lines of a comment, each line of `text` folded, with `hanging` before what goes on.

    >>> commented("The functional unit.")
    ['# The functional unit.']
    """
    lead = f"{indent}# "
    return [
        line
        for paragraph in text.splitlines()
        for line in (textwrap.wrap(paragraph, _WIDTH, initial_indent=lead, subsequent_indent=lead + hanging) or ["#"])
    ]


def _member(key: Any, value: Any, key_path: KeyPath, comments: Comments) -> Iterator[str]:
    """The lines of one key, comments first."""
    indent = "  " * (len(key_path) - 1)
    if key_path in comments:
        yield from commented(comments[key_path], indent=indent)
    line = f"{indent}{flow(key)}: {flow(value)}"
    has_comments = any(each[: len(key_path)] == key_path and each != key_path for each in comments)
    if isinstance(value, dict) and value and (has_comments or len(line) > _WIDTH):
        yield f"{indent}{flow(key)}:"
        for name, member in value.items():
            yield from _member(name, member, (*key_path, name), comments)
    elif isinstance(value, str) and len(line) > _WIDTH and _WORDS.fullmatch(value):
        yield f"{indent}{flow(key)}: >-"
        yield from _folded(value, f"{indent}  ")
    else:
        yield line


def _folded(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
