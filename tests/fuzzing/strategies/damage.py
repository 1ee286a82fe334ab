"""Damaged bytes, lines and trees: real files with something changed, moved, doubled or lost."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from . import texts


@st.composite
def damaged_bytes(draw: st.DrawFn, whole: bytes, most: int = 3) -> bytes:
    """`whole` with bits flipped, and slices cut, doubled, zeroed or replaced."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.sampled_from((1, 2, 4, 8, 64, 4096)))
        how = draw(st.sampled_from(("flip", "cut", "double", "zero", "ones", "truncate", "random")))
        if how == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del data[at : at + length]
        elif how == "double":
            data[at:at] = data[at : at + length]
        elif how in ("zero", "ones"):
            data[at : at + length] = (b"\0" if how == "zero" else b"\xff") * len(data[at : at + length])
        elif how == "truncate":
            del data[at:]
        else:
            data[at : at + length] = draw(st.binary(max_size=length))
    return bytes(data)


@st.composite
def damaged_text(draw: st.DrawFn, whole: str, most: int = 3) -> str:
    """`whole` with words replaced, and lines cut, doubled, moved or indented."""
    lines = whole.split("\n")
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(("word", "word", "word", "insert", "cut", "double", "swap", "indent")))
        if how == "word":
            lines[at] = _replaced(draw, lines[at])
        elif how == "insert":
            column = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:column] + draw(texts.pieces) + lines[at][column:]
        elif how == "cut" and len(lines) > 1:
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = draw(st.sampled_from((" ", "  ", "\t"))) + lines[at]
    return "\n".join(lines)


def _replaced(draw: st.DrawFn, line: str) -> str:
    """A line with one of its words, which spaces and marks part, replaced."""
    marks = [-1, *(at for at, each in enumerate(line) if each in ' ,;:\t|[]{}"='), len(line)]
    which = draw(st.integers(0, len(marks) - 2))
    return line[: marks[which] + 1] + draw(texts.pieces) + line[marks[which + 1] :]


@st.composite
def damaged_tree(draw: st.DrawFn, whole: Any, junk: Sequence[Any], keys: Sequence[Any], most: int = 3) -> Any:
    """Nested mappings and lists with members replaced, removed, moved or renamed."""
    data = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, most))):
        key_path = draw(st.sampled_from(list(key_paths(data)) or [("x",)]))
        around: Any = data
        for step in key_path[:-1]:
            around = around[step]
        how = draw(st.sampled_from(("junk", "junk", "text", "move", "remove", "rename")))
        if how == "remove":
            around.pop(key_path[-1], None) if isinstance(around, dict) else around.pop(key_path[-1])
        elif how == "rename" and isinstance(around, dict):
            around[draw(st.sampled_from(keys))] = around.pop(key_path[-1], None)
        elif how == "move":
            around[key_path[-1]] = copy.deepcopy(_at(data, draw(st.sampled_from(list(key_paths(data)) or [()]))))
        else:
            around[key_path[-1]] = copy.deepcopy(draw(st.sampled_from(junk))) if how == "junk" else draw(texts.pieces)
    return data


def key_paths(data: Any, key_path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, member in members:
        yield (*key_path, key)
        yield from key_paths(member, (*key_path, key))


def _at(data: Any, key_path: Sequence[Any]) -> Any:
    for step in key_path:
        data = data[step]
    return data
