"""Data as canonical YAML text: block mappings, flow lists, text quoted only where necessary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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


def _lines(data: dict[Any, Any]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield f"{flow(key)}:"
            yield from (f"  {line}" for line in _lines(value))
        else:
            yield f"{flow(key)}: {flow(value)}"


def flow(value: object) -> str:
    """`value` as YAML on one line.

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


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped) + '"'
