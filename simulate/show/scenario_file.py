"""A scenario written out as a file to edit, with comments that say where its numbers come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..files.yaml_layout import commented, laid_out
from ..problems import KeyPath
from ..shipped.sources import shipped

_HEAD = """\
The scenario {name}, whole: what it takes from other scenarios, the catalog and defaults is written out.
Until a number is changed, it has the answer of {name}, to the last digit.
`carbonspan check FILE` finds mistakes; `carbonspan run FILE` answers it."""

_SECTIONS = {
    "per": "The functional unit: what the answer is for.",
    "inputs": (
        "An input's value, its law, and where they come from. The key `catalog` names the row that a number was taken "
        "from: inputs with one row have one draw, as long as they keep its law."
    ),
    "factors": "Inputs that multiply others; inputs with one factor share its error.",
    "parts": "The models that are joined, each with its inputs; `catalog` names the row that a number was taken from.",
    "shared": "Inputs that several parts share.",
    "total": "Outputs that are added up over the parts, sample by sample.",
    "choices": "Options without probabilities, all of which the answer has; the headline is the first one's.",
    "dimensions": "Axes of the answer, with the inputs that each of their options replaces.",
    "claims": "Published figures that the answer is compared with.",
}


def scenario_file(name: str, data: Mapping[str, Any], uses: Mapping[str, str]) -> str:
    """The file of the resolved `data` of the scenario called `name`, whose parts it `uses` by name.

    >>> print(scenario_file("lamp", {"title": "A lamp", "per": {"hours": "1 day"}}, {}).splitlines()[-1])
    per: {hours: 1 day}
    """
    comments: dict[KeyPath, str] = {(key,): text for key, text in _SECTIONS.items() if key in data}
    comments |= {("parts", part): f"From the scenario {used}." for part, used in uses.items()}
    head = "\n".join(commented(_HEAD.format(name=name)))
    return f"{head}\n\n{laid_out(data, comments)}{_cited(data)}"


def _cited(data: Mapping[str, Any]) -> str:
    """The shipped sources that `data` names, as a comment at the end; empty without any."""
    keys = sorted({key for text in _sources(data) for key in map(str.strip, text.split(",")) if key in shipped()})
    lines = [line for key in keys for line in commented(f"{key}: {shipped()[key]}", hanging="  ")]
    return "\n".join(["", "# The sources by their keys:", *lines, ""]) if lines else ""


def _sources(value: Any) -> Iterator[str]:
    """Every source anywhere in `value`."""
    for key, member in value.items() if isinstance(value, Mapping) else ():
        if key == "source" and isinstance(member, str):
            yield member
        yield from _sources(member)
