"""Dicts, lists, text and numbers built from YAML events, with positions and problems."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..problems import MOST_PROBLEMS, KeyPath, Problem
from .document import Position
from .floats import TOO_SMALL, vanishes
from .visible import unprintable
from .yaml_events import Stop, events_of
from .yaml_scalars import is_based, overflows, scalar

DEEPEST = 24


class Constructor:
    """Builds data from parser events; collects the position of each value and every problem."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.positions: dict[KeyPath, Position] = {}
        self.problems: list[Problem] = []

    def refuse(self, key_path: KeyPath, position: Position, message: str) -> None:
        """Add a problem; after more than are shown, the rest of the text is left unread."""
        is_last = len(self.problems) == MOST_PROBLEMS
        self.problems.append(Problem(message, ".".join(map(str, key_path)), *position, count=0 if is_last else 1))
        if is_last:
            raise Stop

    def construct(self, text: str) -> Any:
        """The data of the one document in `text`; None after a syntax error, which is among the problems."""
        try:
            return self._document(events_of(text))
        except Stop as stop:
            if stop.reason:
                position = self._position(stop.mark) if stop.mark else Position(self.file)
                self.refuse((), position, f"invalid YAML: {stop.reason}")
        return None

    def _position(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def _document(self, events: Iterator[Any]) -> Any:
        data, documents = None, 0
        for event in events:
            if type(event).__name__ == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    position = self._position(event.start_mark)
                    self.refuse((), position, "contains a second document; write each to a file of its own")
                    return data
                self.positions[()] = Position(self.file, 1, 1)
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: Any, events: Iterator[Any], key_path: KeyPath) -> Any:
        self._refuse_anchors_and_tags(event, key_path)
        name = type(event).__name__
        if name == "ScalarEvent":
            return self._scalar(event, key_path)
        if len(key_path) >= DEEPEST:
            position = self._position(event.start_mark)
            self.refuse(key_path[:3], position, f"must not be nested deeper than {DEEPEST} levels")
            raise Stop
        if name == "SequenceStartEvent":
            return self._sequence(events, key_path)
        return self._mapping(events, key_path) if name == "MappingStartEvent" else None

    def _refuse_anchors_and_tags(self, event: Any, key_path: KeyPath) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "ctag", None)
        position = self._position(event.start_mark)
        if type(event).__name__ == "AliasEvent":
            self.refuse(key_path, position, f"uses the alias *{anchor}; write the value out")
        elif anchor is not None:
            self.refuse(key_path, position, f"defines the anchor &{anchor}; anchors and aliases are not supported")
        if tag is not None:
            self.refuse(key_path, position, f"has the tag {tag}; tags are not supported, remove it")

    def _sequence(self, events: Iterator[Any], key_path: KeyPath) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            item_path = (*key_path, len(items))
            self.positions[item_path] = self._position(event.start_mark)
            items.append(self._value(event, events, item_path))
        return items

    def _mapping(self, events: Iterator[Any], key_path: KeyPath) -> dict[Any, Any]:
        members: dict[Any, Any] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event, events, key_path)
            member_path, position = (*key_path, key), self._position(event.start_mark)
            if key in members:
                first = self.positions[member_path].line
                self.refuse(member_path, position, f"duplicate key; first defined on line {first}")
            else:
                self.positions[member_path] = position
            members[key] = self._value(next(events), events, member_path)
        return members

    def _key(self, event: Any, events: Iterator[Any], key_path: KeyPath) -> str | int | float:
        key = self._value(event, events, key_path)
        if isinstance(key, str | int | float) and not isinstance(key, bool):
            return key
        position = self._position(event.start_mark)
        self.refuse(key_path, position, f"a key must be text or a number, got {kind(key)}; quote it")
        return str(key)

    def _scalar(self, event: Any, key_path: KeyPath) -> Any:
        position = self._position(event.start_mark)
        if rule := unprintable(event.value):
            self.refuse(key_path, position, rule)
            return ""
        if event.style:  # quoted or a block: always text
            return event.value
        value = scalar(event.value)
        if isinstance(value, float) and (math.isnan(value) or overflows(value, event.value)):
            self.refuse(key_path, position, f"must be a finite number, got {event.value[:20]}")
        elif isinstance(value, float) and vanishes(value, event.value):
            self.refuse(key_path, position, f"{TOO_SMALL}, got {event.value[:20]}")
        elif isinstance(value, int) and not isinstance(value, bool) and is_based(event.value):
            self.refuse(key_path, position, f"must be a decimal number, got {event.value[:20]}; write {value:.6g}")
        return value


def kind(value: Any) -> str:
    """The kind of a YAML value, for messages."""
    kinds = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return kinds.get(type(value), "a number")
