"""Checks for names that clash in an answer: outputs, axes, parts, and names that the answer itself uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath
from ..scenario.scenario import Axis

#: Names in a group of an answer's file that no output can have.
BESIDE_OUTPUTS = frozenset({
    "bound", "input", "inputs", "kind", "level", "moment", "probability", "sample", "swept", "unit",
})  # fmt: skip
#: Names of axes in the answer's file, and of columns in a table, that no axis can have.
BESIDE_AXES = BESIDE_OUTPUTS | {"bin", "count", "error", "high", "low", "output", "statistic", "value"}
#: Suffixes of the variables that describe an output.
ENDINGS = ("_error", "_percentile", "_percentile_error")
#: Characters that names cannot have: netCDF forbids the first, the second joins parts and inputs.
_FORBIDDEN = ("/", ".")
TOTAL = "total"


def check_axes(axes: Sequence[Axis], outputs: Collection[str], diagnostics: Diagnostics) -> None:
    """Add a problem for each axis with the name of another axis, of an output, or of a variable in the answer."""
    counts = Counter(axis.name for axis in axes)
    taken = {f"{output}{ending}" for output in outputs for ending in ("", *ENDINGS)}
    for axis in axes:
        key_path: KeyPath = (f"{axis.kind}s", axis.name)
        if counts[axis.name] > 1:
            diagnostics.problem(key_path, "is the name of a choice and of a dimension; rename one of them")
        if axis.name in BESIDE_AXES:
            diagnostics.problem(key_path, f"is {_reserved(axis.name, 'option')}")
        elif axis.name in taken:
            diagnostics.problem(
                key_path, "is the name of an output of the answer, or of a variable that describes one; rename it"
            )
        check_characters(axis.name, key_path, diagnostics)


def check_outputs(outputs: Mapping[str, KeyPath], diagnostics: Diagnostics) -> None:
    """Add a problem for each output with the name of a variable in the answer; each has the key path of its model."""
    for name, key_path in outputs.items():
        if name in BESIDE_OUTPUTS:
            diagnostics.problem(key_path, f"returns the output {name}, which is {_reserved(name, 'given')}")
        for other in (name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)):
            if other in outputs:
                rule = f"returns the outputs {other} and {name}, but {name} describes {other} in the answer"
                diagnostics.problem(key_path, f"{rule}; rename it")


def _reserved(name: str, suffix: str) -> str:
    return f"a reserved name; rename it, for example to {name}_{suffix}"


def check_parts(outputs: Iterable[tuple[str, str]], inputs: Collection[str], diagnostics: Diagnostics) -> None:
    """Add a problem for each output whose name, prefixed with its part, is that of another output or of an input.

    `outputs` are pairs of part and output; totals have the part `TOTAL`.
    """
    owner: dict[str, tuple[str, str]] = {}
    for part, output in outputs:
        name, key_path = f"{part}_{output}", ("parts", part) if part != TOTAL else ("total", output)
        if name in owner:
            first = " of ".join(reversed(owner[name]))
            diagnostics.problem(key_path, f"{output} of {part} is named {name}, as is {first}; rename the part")
        elif name in inputs:
            diagnostics.problem(key_path, f"{output} of {part} is named {name}, as is an input; rename the input")
        owner.setdefault(name, (part, output))


def check_characters(name: str, key_path: KeyPath, diagnostics: Diagnostics) -> None:
    """Add a problem for a name with a character that names cannot have."""
    if found := [each for each in _FORBIDDEN if each in name]:
        remedy = name
        for each in _FORBIDDEN:
            remedy = remedy.replace(each, "_")
        diagnostics.problem(key_path, f"must not contain {' or '.join(map(repr, found))}; rename it to {remedy}")
