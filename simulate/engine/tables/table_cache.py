"""Quantile tables cached in memory and in the user's cache folder."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...cache.behind import later
from ...cache.digest import source_digest
from ...cache.store import Store
from ...laws import Distribution
from ...laws.version import laws_version

Floats = NDArray[np.float64]

STORE = Store("tables", most=2048)
#: The stored type of the numbers of a row: four coefficients and an edge.
_DTYPE = "<f8"


@lru_cache(maxsize=128)
def table(law: Distribution) -> tuple[Floats, Floats]:
    """The table (n, 4) of `law` and the edges (n,) of its pieces; from the cache if this version stored them.

    Raises ArithmeticError, as `tabulate` does.
    """
    key = f"{law!r} {_version()}"
    if stored := STORE.get(key):
        rows = np.frombuffer(stored, _DTYPE).reshape(-1, 5).astype(np.float64, copy=False)
        return np.ascontiguousarray(rows[:, :4]), np.ascontiguousarray(rows[:, 4])
    from .tabulate import tabulate

    rows, edges = tabulate(law)
    later(partial(STORE.put, key, np.column_stack([rows, edges]).astype(_DTYPE).tobytes()))
    return rows, edges


@lru_cache(maxsize=1)
def _version() -> str:
    """The version of a table: the sources of tabulation, and what laws depend on."""
    return f"{source_digest(Path(__file__).parent.glob('*.py'))} {laws_version()}"
