"""Data as canonical YAML text: block mappings, flow lists, text quoted only where necessary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .yaml_scalars import scalar

_BARE = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_ ./*^()+%-]*[A-Za-z0-9_./*^()+%-])?")


def write(data: object) -> str:
    """`data` as canonical YAML, which `yaml.parse` reads back.

    >>> print(write({"title": "A: b", "inputs": {"pue": {"pert": [1.07, 1.12, 1.2]}}}))
    title: "A: b"
    inputs:
      pue:
        pert: [1.07, 1.12, 1.2]
    <BLANKLINE>
    """
    return "".join(f"{line}\n" for line in _lines(data)) if isinstance(data, dict) and data else f"{flow(data)}\n"


def _lines(data: dict[Any, Any], indent: str = "") -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{flow(key)}:"
            yield from _lines(value, f"{indent}  ")
        else:
            yield f"{indent}{flow(key)}: {flow(value)}"


def flow(value: object) -> str:
    """`value` as YAML on one line.

    >>> flow({"p5": "0.2 gpu*s/word", "p95": 1e-05})
    '{p5: 0.2 gpu*s/word, p95: 1e-05}'
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, float):
        return repr(value).replace("inf", ".inf")
    return repr(value) if type(value) is int else json.dumps(value)


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    return value if is_bare(value) and scalar(value) == value else _quoted(value)


def is_bare(text: str) -> bool:
    """Whether `text` without quotes is one scalar of YAML, such as ``0.2 to 0.5 gpu*s/word``."""
    return bool(_BARE.fullmatch(text))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped) + '"'
