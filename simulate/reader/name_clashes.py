"""Names that clash in an answer: of outputs and axes with each other, and with names that the answer uses itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath
from ..scenario.scenario import Axis

#: Names beside the outputs in a group of an answer's file, which no output can have.
BESIDE_OUTPUTS = frozenset({
    "bound", "input", "inputs", "kind", "level", "moment", "probability", "sample", "unit",
})  # fmt: skip
#: Names beside the axes there, and the columns of a table.
BESIDE_AXES = BESIDE_OUTPUTS | {"bin", "count", "error", "high", "low", "output", "statistic", "value"}
#: Endings of the variables that describe an output.
ENDINGS = ("_error", "_percentile", "_percentile_error")
#: What files of answers cannot hold in a name, or what names are put together with.
_SIGNS = ("/", ".")
TOTAL = "total"


def check_axes(axes: Sequence[Axis], outputs: Collection[str], diagnostics: Diagnostics) -> None:
    """Note axes that are called as another, as an output, or as what the answer calls so itself."""
    counts = Counter(axis.name for axis in axes)
    taken = {f"{output}{ending}" for output in outputs for ending in ("", *ENDINGS)}
    for axis in axes:
        key_path: KeyPath = (f"{axis.kind}s", axis.name)
        if counts[axis.name] > 1:
            diagnostics.problem(key_path, "is what a choice and a dimension are called; call one of them otherwise")
        if axis.name in BESIDE_AXES:
            diagnostics.problem(key_path, _own(axis.name, f"{axis.name}_option"))
        elif axis.name in taken:
            diagnostics.problem(
                key_path, f"{axis.name} is an output of the answer, or a variable that describes one; {_OTHERWISE}"
            )
        check_signs(axis.name, key_path, diagnostics)


def check_outputs(outputs: Mapping[str, KeyPath], diagnostics: Diagnostics) -> None:
    """Note outputs that are called as the answer calls something itself, each with the place where it is stated."""
    for name, key_path in outputs.items():
        if name in BESIDE_OUTPUTS:
            diagnostics.problem(key_path, f"gives the output {_own(name, f'{name}_given')}")
        for other in (name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)):
            if other in outputs:
                rule = f"gives the outputs {other} and {name}, and the answer writes {name} to describe {other}"
                diagnostics.problem(key_path, f"{rule}; {_OTHERWISE}")


_OTHERWISE = "call it otherwise"


def _own(name: str, other: str) -> str:
    return f"{name}, which is a name of the answer's own; {_OTHERWISE}, such as {other}"


def check_parts(outputs: Iterable[tuple[str, str]], inputs: Collection[str], diagnostics: Diagnostics) -> None:
    """Note parts whose outputs, each with its part's name before it, are called as others or as an input.

    `outputs` are parts and outputs; a total is that of the part called so.
    """
    owner: dict[str, tuple[str, str]] = {}
    for part, output in outputs:
        name, key_path = f"{part}_{output}", ("parts", part) if part != TOTAL else ("total", output)
        if name in owner:
            first = " of ".join(reversed(owner[name]))
            diagnostics.problem(
                key_path, f"{output} of {part} is called {name}, and so is {first}; call the part otherwise"
            )
        elif name in inputs:
            diagnostics.problem(
                key_path, f"{output} of {part} is called {name}, as an input is; call the input otherwise"
            )
        owner.setdefault(name, (part, output))


def check_signs(name: str, key_path: KeyPath, diagnostics: Diagnostics) -> None:
    """Note a name with a sign that files of answers cannot hold, or that names are put together with."""
    if found := [sign for sign in _SIGNS if sign in name]:
        remedy = name
        for sign in _SIGNS:
            remedy = remedy.replace(sign, "_")
        diagnostics.problem(key_path, f"must not hold {' or '.join(map(repr, found))}; call it {remedy}")
