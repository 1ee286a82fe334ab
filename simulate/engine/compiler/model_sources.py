"""The sources and constants that compiled models are made from, and the key made of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np

from ... import kernels
from ...cache.digest import source_digest
from ...scenario.formulas.reachable import constants, helpers
from ...scenario.scenario import Part, Quantity
from .code_cache import code_digest
from .loop_source import loop_source

#: The source of a function, cached: what it was compiled from does not change while it exists.
_text = lru_cache(maxsize=1024)(inspect.getsource)


def sources(functions: Iterable[Callable[..., Any]]) -> str:
    """The sources and constants of `functions` and their helpers, from which compiled code is made.

    Paths are not included, so that a scenario has the same hash on every machine.
    """
    return "\n".join(sorted({_source(helper) for function in functions for helper in helpers(function)}))


def _source(helper: FunctionType) -> str:
    """The source of one function and the constants it reads."""
    values = {n: v.tobytes() if isinstance(v, np.ndarray) else v for n, v in constants(helper).items()}
    return f"{helper.__qualname__}\n{_text(helper)}\n{values!r}"


def code_key(parts: Sequence[Part], outputs: Sequence[Quantity]) -> str:
    """The key of a scenario's compiled code: a hash of everything it is made from."""
    return code_digest(loop_source(parts, outputs), sources(part.model.function for part in parts), _compiler())


@lru_cache(maxsize=1)
def _compiler() -> str:
    """A hash of the sources of the compiler itself."""
    return source_digest([*Path(__file__).parent.glob("*.py"), Path(kernels.__file__).with_name("scalars.py")])
