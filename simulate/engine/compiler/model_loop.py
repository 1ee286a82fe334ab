"""A scenario's models as one compiled loop over a block, called by pointer.

The formulas, and every plain function that they call, are compiled into a generated loop; the same function runs on
floats, on quantities with units, and at full speed.
"""

from __future__ import annotations

import inspect
import linecache
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ...kernels.compiling.jit import Kernel
from ...kernels.program import MODEL_SIGNATURE, flat
from ...problems import InvalidInput, Problem, nearby
from ...scenario.formula import Profile
from ...scenario.formulas.reachable import helpers
from ...scenario.formulas.source_positions import indent
from ...scenario.scenario import Part, Quantity
from .code_cache import address
from .loop_source import loop_source
from .model_sources import code_key
from .native_code import CompilerError

#: The largest number of arguments for which numba inlines the formulas into the loop by itself.
MOST_INLINED = 40
#: A line of a source file in numba's error messages.
_LINE = re.compile(r'File "([^"]+)", line (\d+)')
_compiled: dict[str, int] = {}


def compile_model(parts: Sequence[Part], outputs: Sequence[Quantity], key: str = "") -> int:
    """The address of compiled code: `outputs` (rows of a block) from the arguments of all `parts`, in order.

    `key` is the code's, if it is known. Raises InvalidInput if numba cannot compile a formula.
    """
    key = key or code_key(parts, outputs)
    if key not in _compiled:
        try:
            _compiled[key] = address(partial(_loop, parts, outputs, key), f"model {key}", MODEL_SIGNATURE)
        except CompilerError as error:
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


def _loop(parts: Sequence[Part], outputs: Sequence[Quantity], key: str) -> Kernel:
    """The generated loop, with the formulas rewritten in floats, and all their helpers."""
    from .float_arithmetic import in_floats

    inline = sum(len(part.feeds) for part in parts) > MOST_INLINED
    known: dict[Any, Kernel] = {}

    def compiled(function: Any) -> Kernel:
        if function not in known:
            known[function] = Kernel(in_floats(function, compiled), forceinline=inline)
        return known[function]

    formulas = {f"formula_{p}": compiled(part.model.function) for p, part in enumerate(parts)}
    names = {"flat": flat, "int64": np.int64, "uint64": np.uint64, "Profile": Profile}
    namespace = {"__name__": __name__, **names, **formulas}
    exec(compile(loop_source(parts, outputs), f"<loop of {key[:8]}>", "exec"), namespace)  # noqa: S102 - our own source
    loop: Any = namespace["loop"]
    loop.__qualname__ = loop.__name__ = f"model_{key[:16]}"
    return Kernel(loop)
