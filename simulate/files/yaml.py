"""YAML 1.2 text as plain data that knows the line and column of every key; whatever is clever in it is refused."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..cache import dependencies
from ..problems import InvalidInput, KeyPath, Problem
from .decode import NotText, decoded
from .document import Document, Position
from .yaml_events import Stop, events_of

LARGEST = 1_000_000  # bytes
DEEPEST = 24


def open_document(path: Path) -> Document:
    """What the file at `path` says.

    Raises:
        InvalidInput: when it cannot be read, or is no plain YAML mapping; the problems carry their places.

    """
    try:
        content = dependencies.content(path, most=LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InvalidInput([Problem(f"cannot be read: {reason}", file=str(path))]) from None
    return parse(content, file=str(path))


def parse(content: bytes, *, file: str) -> Document:
    r"""What the YAML in `content` says; `file` is its name in messages.

    Raises:
        InvalidInput: for more than a megabyte, text that is not UTF-8, an empty file, anything but one mapping, and
            for tabs, tags, anchors, aliases and keys said twice, all of them at once.

    >>> document = parse(b"inputs:\n  pue: {low: 1.07, high: 1.2}", file="chat.yaml")
    >>> document.data
    {'inputs': {'pue': {'low': 1.07, 'high': 1.2}}}
    >>> str(document.problem(("inputs", "pue", "high"), "must be below 1.1"))
    'chat.yaml:2:20: inputs.pue.high: must be below 1.1'

    """
    text = _text(content, file)
    _refuse_tabs(text, file)
    reader = _Reader(file)
    data = reader.read(text)
    if not isinstance(data, dict) and not reader.problems:
        reader.refuse((), Position(file, 1, 1), f"must be a mapping of keys to values, got {_kind(data)}")
    if reader.problems:
        raise InvalidInput(reader.problems)
    return Document(data, reader.positions)


def _text(content: bytes, file: str) -> str:
    if len(content) > LARGEST:
        raise InvalidInput([Problem(f"must be at most {LARGEST:,} bytes; keep data in CSV files beside it", file=file)])
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
        Problem("holds a tab; indent with spaces", "", file, number, line.index("\t") + 1)
        for number, line in enumerate(text.split("\n"), start=1)
        if "\t" in line
    ]
    if problems:
        raise InvalidInput(problems)


class _Reader:
    """Turns parser events into data, and keeps the places and everything that was refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.positions: dict[KeyPath, Position] = {}
        self.problems: list[Problem] = []

    def refuse(self, key_path: KeyPath, place: Position, message: str) -> None:
        self.problems.append(Problem(message, ".".join(map(str, key_path)), *place))

    def read(self, text: str) -> Any:
        try:
            return self._document(events_of(text))
        except Stop as stop:
            if stop.reason:
                self.refuse((), self._at(stop.mark) if stop.mark else Position(self.file), f"is no YAML: {stop.reason}")
        return None

    def _at(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def _document(self, events: Iterator[Any]) -> Any:
        data, documents = None, 0
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.refuse((), self._at(event.start_mark), "holds a second document; write one file for each")
                    return data
                self.positions[()] = Position(self.file, 1, 1)
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: Any, events: Iterator[Any], key_path: KeyPath) -> Any:
        self._refuse_clever(event, key_path)
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return self._scalar(event, key_path)
        if len(key_path) >= DEEPEST:
            self.refuse(key_path[:3], self._at(event.start_mark), f"must not be nested deeper than {DEEPEST} levels")
            raise Stop
        if kind == "SequenceStartEvent":
            return self._sequence(events, key_path)
        return self._mapping(events, key_path) if kind == "MappingStartEvent" else None

    def _refuse_clever(self, event: Any, key_path: KeyPath) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "ctag", None)
        place = self._at(event.start_mark)
        if type(event).__name__ == "AliasEvent":
            self.refuse(key_path, place, f"uses the alias *{anchor}; write the value out")
        elif anchor is not None:
            self.refuse(key_path, place, f"sets the anchor &{anchor}; anchors and aliases are not read")
        if tag is not None:
            self.refuse(key_path, place, f"carries the tag {tag}; tags are not read, leave it out")

    def _sequence(self, events: Iterator[Any], key_path: KeyPath) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            here = (*key_path, len(items))
            self.positions[here] = self._at(event.start_mark)
            items.append(self._value(event, events, here))
        return items

    def _mapping(self, events: Iterator[Any], key_path: KeyPath) -> dict[Any, Any]:
        members: dict[Any, Any] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event, events, key_path)
            here, place = (*key_path, key), self._at(event.start_mark)
            if key in members:
                self.refuse(here, place, f"duplicate key; first defined on line {self.positions[here].line}")
            else:
                self.positions[here] = place
            members[key] = self._value(next(events), events, here)
        return members

    def _key(self, event: Any, events: Iterator[Any], key_path: KeyPath) -> str | int | float:
        key = self._value(event, events, key_path)
        if isinstance(key, str | int | float) and not isinstance(key, bool):
            return key
        self.refuse(key_path, self._at(event.start_mark), f"a key must be text or a number, got {_kind(key)}; quote it")
        return str(key)

    def _scalar(self, event: Any, key_path: KeyPath) -> Any:
        if found := _INVISIBLE.search(event.value):
            rule = f"holds the character U+{ord(found[0]):04X}, which is no text that can be printed; leave it out"
            self.refuse(key_path, self._at(event.start_mark), rule)
            return ""
        if event.style is not None:  # quoted or a block: text, whatever it looks like
            return event.value
        value = scalar(event.value)
        if isinstance(value, float) and (math.isnan(value) or _overflows(value, event.value)):
            self.refuse(key_path, self._at(event.start_mark), f"must be a finite number, got {event.value[:20]}")
        return value


_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
#: What escapes can put into a text: control characters, halves of surrogate pairs, changes of direction.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,200}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def scalar(text: str) -> Any:
    """What unquoted text means in YAML 1.2's core schema (§10.3.2).

    >>> scalar("1e-3"), scalar("NO"), scalar("0.3 kWh")
    (0.001, 'NO', '0.3 kWh')
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 10 if text.lstrip("+-").isdigit() else 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if _SPECIAL.fullmatch(text) else text


def _overflows(value: float, text: str) -> bool:
    return math.isinf(value) and not _SPECIAL.fullmatch(text)


def _kind(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return kinds.get(type(value), "a number")


def write(data: object) -> str:
    """`data` as canonical YAML, which `parse` reads back: block mappings, flow lists, text quoted where it must be.

    >>> print(write({"title": "A: b", "inputs": {"pue": {"pert": [1.07, 1.12, 1.2]}}}))
    title: "A: b"
    inputs:
      pue:
        pert: [1.07, 1.12, 1.2]
    <BLANKLINE>
    """
    return "".join(f"{line}\n" for line in _lines(data)) if isinstance(data, dict) and data else f"{flow(data)}\n"


def _lines(data: dict[Any, Any]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield f"{flow(key)}:"
            yield from (f"  {line}" for line in _lines(value))
        else:
            yield f"{flow(key)}: {flow(value)}"


def flow(value: object) -> str:
    """`value` in one line, as YAML.

    >>> flow({"p5": "0.2 gpu*s/word", "p95": 1e-05})
    '{p5: 0.2 gpu*s/word, p95: 1e-05}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return value if _BARE.fullmatch(value) and scalar(value) == value else _quoted(value)
    if isinstance(value, float):
        return repr(value).replace("inf", ".inf")
    return json.dumps(value)


_BARE = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_ ./*^()+%-]*[A-Za-z0-9_./*^()+%-])?")


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(mark if mark.isprintable() else f"\\U{ord(mark):08x}" for mark in plain) + '"'
