"""A scenario's models as one compiled loop over a block, called by pointer.

The loop is generated: each argument is a load from one flat base with a constant stride, which is what lets numba use
vectors. The formulas in it, and every plain function they call, are compiled in; one function thus runs on floats, on
quantities with units, and at full speed.
"""

from __future__ import annotations

import inspect
import linecache
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import FunctionType
from typing import Any, get_type_hints

import numpy as np
from numba import njit
from numba.core.errors import NumbaError

from ... import kernels
from ...kernels.jit import BLOCK, OPTIONS
from ...kernels.program import MODEL_SIGNATURE
from ...problems import InvalidInput, Problem, nearby
from ...scenario.formula import Profile
from ...scenario.formulas.reachable import constants, helpers
from ...scenario.formulas.source_positions import indent
from ...scenario.scenario import Part, Quantity
from ..program.arguments import Slot, height, slots
from .code_cache import callback, code_digest

#: Arguments up to which numba inlines the formulas into the loop by itself.
MOST_INLINED = 40
#: How numba names a line of a source file.
_NAMED = re.compile(r'File "([^"]+)", line (\d+)')
_compiled: dict[str, Any] = {}


def sources(functions: Iterable[Callable[..., Any]]) -> str:
    """All that the compiled code of `functions` is made from: their and their helpers' sources and constants.

    Where their files lie is no part of it, so that a scenario has one hash on every machine.
    """
    return "\n".join(sorted({_source(helper) for function in functions for helper in helpers(function)}))


def _source(helper: FunctionType) -> str:
    """What the code of one function is made from: its source and the constants it reads."""
    values = {n: v.tobytes() if isinstance(v, np.ndarray) else v for n, v in constants(helper).items()}
    return f"{helper.__qualname__}\n{_text(helper)}\n{values!r}"


#: The source of a function, which is looked up once: what it was compiled from does not change while it lives.
_text = lru_cache(maxsize=1024)(inspect.getsource)


def loop_source(parts: Sequence[Part], outputs: Sequence[Quantity]) -> str:
    """The generated loop: `parts` called one after another on the rows of a block, then the totals.

    Its names ``formula_0``, … are the parts' functions.
    """
    arguments = slots(parts)
    lines = [
        "def loop(X, profiles, Y):",
        f"    x = X.reshape({height(parts) * BLOCK})",
        f"    y = Y.reshape({len(outputs) * BLOCK})",
        *(line for part in arguments for slot in part if slot.profile for line in _course(slot)),
        f"    for i in range(uint64(0), uint64({BLOCK}), uint64(1)):",
    ]
    values = [value for p, part in enumerate(parts) for value in _results(p, part)]
    place = {quantity.name: value for quantity, value in zip(outputs, values, strict=False)}
    place |= {each.name: " + ".join(place[name] for name in each.sums) for each in outputs if each.sums}
    for p, part in enumerate(parts):
        loads = ", ".join(place[s.feed] if s.feed in part.computed else _load(s) for s in arguments[p])
        lines.append(f"        r{p} = formula_{p}({loads})")
    lines += (f"        y[uint64({o * BLOCK}) + i] = {place[each.name]}" for o, each in enumerate(outputs))
    return "\n".join(lines) + "\n"


def _results(p: int, part: Part) -> list[str]:
    """The outputs of part `p`."""
    single = len(part.model.outputs) == 1 and not _is_tuple(part)
    return [f"r{p}"] if single else [f"r{p}[{o}]" for o in range(len(part.model.outputs))]


def _load(slot: Slot) -> str:
    """One drawn argument of sample i."""
    value = f"x[uint64({slot.row * BLOCK}) + i]"
    return f"Profile(c{slot.row}, s{slot.row}, {value})" if slot.profile else value


def _course(slot: Slot) -> list[str]:
    """The integral and the step of a profile, which are the same for a whole block."""
    row = slot.row
    return [
        f"    p{row} = int64(x[uint64({(row + 1) * BLOCK})])",
        f"    c{row} = profiles[p{row} + 2:p{row} + 3 + int64(profiles[p{row}])]",
        f"    s{row} = profiles[p{row} + 1]",
    ]


def _is_tuple(part: Part) -> bool:
    returned = get_type_hints(part.model.function).get("return")
    return isinstance(returned, type) and issubclass(returned, tuple)


def code_key(parts: Sequence[Part], outputs: Sequence[Quantity]) -> str:
    """What the compiled code of a scenario is kept under: a hash of all it is made from."""
    return code_digest(loop_source(parts, outputs), sources(part.model.function for part in parts), *_makers())


@lru_cache(maxsize=1)
def _makers() -> tuple[str, ...]:
    """The sources of what turns formulas into code."""
    here = Path(__file__)
    files = here, here.with_name("float_arithmetic.py"), Path(kernels.__file__).with_name("scalars.py")
    return tuple(file.read_text(encoding="utf-8") for file in files)


def compile_model(parts: Sequence[Part], outputs: Sequence[Quantity]) -> Any:
    """The callback that computes `outputs` (rows of a block) from the arguments of all `parts`, in order."""
    functions = [part.model.function for part in parts]
    source, key = loop_source(parts, outputs), code_key(parts, outputs)
    if key not in _compiled:
        inline = sum(len(part.feeds) for part in parts) > MOST_INLINED
        loop, namespace = _loop(source, key)
        prepare = partial(_bind, namespace, functions, inline=inline)
        try:
            _compiled[key] = callback(loop, f"model {key}", prepare, signature=MODEL_SIGNATURE)
        except NumbaError as error:
            raise InvalidInput([_uncompiled(parts, str(error))]) from error
    return _compiled[key]


def _uncompiled(parts: Sequence[Part], said: str) -> Problem:
    """What to say of formulas that numba refuses, with the innermost line of theirs that it `said`."""
    names = " and ".join(dict.fromkeys(part.model.name for part in parts))
    place = _innermost(parts, said)
    line = linecache.getline(*place) if place else ""
    of_line = f", for `{line.strip()}`" if line.strip() else ""
    message = (
        f"cannot be compiled{of_line}: a formula computes with numbers, and with numpy's functions of numbers, one by "
        "one; it makes no arrays, lists or texts"
    )
    where = (*place, indent(line) + 1) if place else ()
    return Problem(message, f"model: {names}", *where)


def _innermost(parts: Sequence[Part], said: str) -> tuple[str, int] | None:
    """The file and line of the formulas, or of what they call, that numba names first."""
    files = {Path(file).name: file for part in parts for file in map(inspect.getfile, helpers(part.model.function))}
    named = ((files.get(Path(file).name), int(line)) for file, line in _NAMED.findall(said))
    return next(((nearby(file), line) for file, line in named if file), None)


def _loop(source: str, key: str) -> tuple[Callable[..., None], dict[str, Any]]:
    """The generated loop as a function, and the namespace that it will find the formulas in."""
    namespace: dict[str, Any] = {"__name__": __name__, "int64": np.int64, "uint64": np.uint64, "Profile": Profile}
    exec(compile(source, f"<loop of {key[:8]}>", "exec"), namespace)  # noqa: S102 - the source is ours alone
    loop: Callable[..., None] = namespace["loop"]
    loop.__qualname__ = loop.__name__ = f"model_{key[:16]}"
    return loop, namespace


def _bind(namespace: dict[str, Any], functions: Sequence[Callable[..., Any]], *, inline: bool) -> None:
    """Put formulas that numba can compile into the loop's namespace: each rewritten, with all it calls."""
    from .float_arithmetic import rewritten

    made: dict[Any, Any] = {}

    def compiled(function: Any) -> Any:
        if function not in made:
            made[function] = njit(forceinline=inline, **OPTIONS)(rewritten(function, compiled))
        return made[function]

    namespace.update({f"formula_{p}": compiled(function) for p, function in enumerate(functions)})
