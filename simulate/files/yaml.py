"""YAML 1.2 text as plain data with the line and column of every key; tags, anchors and aliases are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..cache import dependencies
from ..problems import InvalidInput, Problem
from .decode import NotText, decoded
from .document import Document, Position
from .visible import unprintable
from .yaml_constructor import Constructor, kind
from .yaml_scalars import scalar
from .yaml_writer import flow, is_bare, write

__all__ = ["LARGEST", "flow", "open_document", "parse", "parse_value", "scalar", "write"]

LARGEST = 1_000_000  # bytes


def open_document(path: Path) -> Document:
    """The document in the file at `path`.

    Raises:
        InvalidInput: when the file cannot be read or is not a plain YAML mapping; problems carry their positions.

    """
    try:
        content = dependencies.content(path, most=LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InvalidInput([Problem(f"cannot be read: {reason}", file=str(path))]) from None
    return parse(content, file=str(path))


def parse(content: bytes, *, file: str) -> Document:
    r"""The document in `content`; messages call it `file`.

    Raises:
        InvalidInput: for more than a megabyte, text that is not UTF-8, an empty file, anything but one mapping, and
            for tabs, tags, anchors, aliases and duplicate keys; all problems are reported together.

    >>> document = parse(b"inputs:\n  pue: {low: 1.07, high: 1.2}", file="chat.yaml")
    >>> document.data
    {'inputs': {'pue': {'low': 1.07, 'high': 1.2}}}
    >>> str(document.problem(("inputs", "pue", "high"), "must be below 1.1"))
    'chat.yaml:2:20: inputs.pue.high: must be below 1.1'

    """
    text = _text(content, file)
    _refuse_tabs(text, file)
    constructor = Constructor(file)
    data = constructor.construct(text)
    if not isinstance(data, dict) and not constructor.problems:
        constructor.refuse((), Position(file, 1, 1), f"must be a mapping of keys to values, got {kind(data)}")
    if constructor.problems:
        raise InvalidInput(constructor.problems)
    return Document(data, constructor.positions)


def parse_value(text: str, *, file: str) -> Any:
    """The value of `text` as it would stand behind a key; messages call it `file`.

    Raises InvalidInput as `parse` does.

    >>> parse_value("{nominal: 0.3, gsd: 2}", file="--set"), parse_value("0.2 to 0.5", file="--set")
    ({'nominal': 0.3, 'gsd': 2}, '0.2 to 0.5')
    """
    if rule := unprintable(text):
        raise InvalidInput([Problem(rule, file=file)])
    plain = scalar(text) if is_bare(text) else None
    return plain if isinstance(plain, str) else parse(f"value: {text}".encode(), file=file).data["value"]


def _text(content: bytes, file: str) -> str:
    if len(content) > LARGEST:
        raise InvalidInput([Problem(f"must be at most {LARGEST:,} bytes; keep data in separate CSV files", file=file)])
    try:
        text = decoded(content)
    except NotText as error:
        message = f"{error}; {error.remedy or 'is this a YAML file?'}"
        raise InvalidInput([Problem(message, "", file, error.line, error.column)]) from None
    if not text.strip():
        raise InvalidInput([Problem("is empty; `carbonspan new` writes a file to start from", file=file)])
    return text


def _refuse_tabs(text: str, file: str) -> None:
    problems = [
        Problem("contains a tab; indent with spaces", "", file, number, line.index("\t") + 1)
        for number, line in enumerate(text.split("\n"), start=1)
        if "\t" in line
    ]
    if problems:
        raise InvalidInput(problems)
