"""Files that tools wrote, damaged: CSV, JSON, logs and workbooks."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from . import damage, texts

OUTPUTS = Path(__file__).parents[2] / "configs" / "importers" / "outputs"
#: What JSON may hold that no tool writes.
JUNK: list[Any] = [
    None, True, 0, -1, 1e308, 10**400, float("nan"), float("inf"), "", "x", "\ud800", [], {}, [[]], {"value": {}},
    [None],
    [1, 2], {"min": 1, "max": 0}, {"value": 1, "min": 2, "max": 3}, "1e5", "a" * 5_000, "\x1b[0m", "\u202e", -1e-300,
    5e-324,
]  # fmt: skip
KEYS = ("value", "min", "max", "unit", "name", "impacts", "gwp", "embedded", "use", "usage", "type", "version", "", "x")
Named = tuple[str, str, bytes]


@cache
def written() -> list[tuple[str, Path]]:
    """Each file with the tool that wrote it, which its name begins with."""
    paths = sorted(path for path in OUTPUTS.iterdir() if path.suffix != ".md")
    return [(path.name.partition("-")[0], path) for path in paths]


@st.composite
def files(draw: st.DrawFn) -> Named:
    """A tool, the name of a file and its content."""
    tool, path = draw(st.sampled_from(written()))
    whole = path.read_bytes()
    ways = [damage.damaged_bytes(whole)]
    if path.suffix == ".xlsx":
        ways += [_damaged_workbook(whole)] * 4
    else:
        ways += [damage.damaged_text(whole.decode()).map(_encoded)] * 2
    if path.suffix == ".json":
        ways += [damage.damaged_tree(json.loads(whole), JUNK, KEYS).map(lambda tree: json.dumps(tree).encode())] * 3
        ways += [st.sampled_from((b"[" * 100_000, b'{"a":' * 50_000, b"[1" + b"0" * 5_000 + b"]", b'{"a": NaN}'))]
    return tool, path.name, draw(st.one_of(ways))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@st.composite
def _damaged_workbook(draw: st.DrawFn, whole: bytes) -> bytes:
    """A workbook in which a part is damaged, missing, encrypted or a bomb."""
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    how = draw(st.sampled_from(("text", "text", "bytes", "remove", "empty", "bomb", "entities", "rename")))
    if how == "text":
        parts[name] = draw(damage.damaged_text(parts[name].decode().replace("><", ">\n<"), most=2)).encode(
            errors="replace"
        )
    elif how == "bytes":
        parts[name] = draw(damage.damaged_bytes(parts[name]))
    elif how == "remove":
        del parts[name]
    elif how == "empty":
        parts[name] = b""
    elif how == "bomb":
        parts[name] = parts[name][:-20] + b" " * draw(st.sampled_from((10_000_000, 400_000_000))) + parts[name][-20:]
    elif how == "entities":
        parts[name] = ENTITIES + parts[name].partition(b"?>")[2]
    else:
        parts[draw(texts.pieces) or "x"] = parts.pop(name)
    return zipped(parts)


#: XML whose entities grow without end.
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9))
    + b"]>"
)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name.replace("\x00", "0"), content)
    return file.getvalue()
