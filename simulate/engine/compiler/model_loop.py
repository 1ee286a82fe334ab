"""A scenario's models as one compiled loop over a block, called by pointer.

The formulas, and every plain function that they call, are compiled into a generated loop; the same function runs on
floats, on quantities with units, and at full speed.
"""

from __future__ import annotations

import inspect
import linecache
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit
from numba.core.errors import NumbaError

from ...kernels.jit import OPTIONS
from ...kernels.program import MODEL_SIGNATURE
from ...problems import InvalidInput, Problem, nearby
from ...scenario.formula import Profile
from ...scenario.formulas.reachable import helpers
from ...scenario.formulas.source_positions import indent
from ...scenario.scenario import Part, Quantity
from .code_cache import callback
from .loop_source import loop_source
from .model_sources import code_key

#: The largest number of arguments for which numba inlines the formulas into the loop by itself.
MOST_INLINED = 40
#: A line of a source file in numba's error messages.
_LINE = re.compile(r'File "([^"]+)", line (\d+)')
_compiled: dict[str, Any] = {}


def compile_model(parts: Sequence[Part], outputs: Sequence[Quantity]) -> Any:
    """The callback that computes `outputs` (rows of a block) from the arguments of all `parts`, in order.

    Raises InvalidInput if numba cannot compile a formula.
    """
    functions = [part.model.function for part in parts]
    source, key = loop_source(parts, outputs), code_key(parts, outputs)
    if key not in _compiled:
        inline = sum(len(part.feeds) for part in parts) > MOST_INLINED
        loop, namespace = _loop(source, key)
        prepare = partial(_bind, namespace, functions, inline=inline)
        try:
            _compiled[key] = callback(loop, f"model {key}", prepare, signature=MODEL_SIGNATURE)
        except NumbaError as error:
            raise InvalidInput([_problem(parts, str(error))]) from error
    return _compiled[key]


def _problem(parts: Sequence[Part], error: str) -> Problem:
    """The problem of formulas that numba refuses, on the line that its `error` names."""
    names = " and ".join(dict.fromkeys(part.model.name for part in parts))
    found = _file_and_line(parts, error)
    line = linecache.getline(*found) if found else ""
    of_line = f", for `{line.strip()}`" if line.strip() else ""
    message = (
        f"cannot be compiled{of_line}: a formula computes with single numbers and numpy functions of them; it creates "
        "no arrays, lists or text"
    )
    position = (*found, indent(line) + 1) if found else ()
    return Problem(message, f"model: {names}", *position)


def _file_and_line(parts: Sequence[Part], error: str) -> tuple[str, int] | None:
    """The first file and line in numba's `error` that belong to the formulas or their helpers."""
    files = {Path(file).name: file for part in parts for file in map(inspect.getfile, helpers(part.model.function))}
    named = ((files.get(Path(file).name), int(line)) for file, line in _LINE.findall(error))
    return next(((nearby(file), line) for file, line in named if file), None)


def _loop(source: str, key: str) -> tuple[Callable[..., None], dict[str, Any]]:
    """The generated loop as a function, and its namespace, to which the formulas are added later."""
    namespace: dict[str, Any] = {"__name__": __name__, "int64": np.int64, "uint64": np.uint64, "Profile": Profile}
    exec(compile(source, f"<loop of {key[:8]}>", "exec"), namespace)  # noqa: S102 - our own source
    loop: Callable[..., None] = namespace["loop"]
    loop.__qualname__ = loop.__name__ = f"model_{key[:16]}"
    return loop, namespace


def _bind(namespace: dict[str, Any], functions: Sequence[Callable[..., Any]], *, inline: bool) -> None:
    """Add the formulas to the loop's namespace, rewritten in floats with all their helpers."""
    from .float_arithmetic import in_floats

    known: dict[Any, Any] = {}

    def compiled(function: Any) -> Any:
        if function not in known:
            known[function] = njit(forceinline=inline, **OPTIONS)(in_floats(function, compiled))
        return known[function]

    namespace.update({f"formula_{p}": compiled(function) for p, function in enumerate(functions)})
