"""Quantile tables cached in memory and in the user's cache folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy
from numpy.typing import NDArray

from ... import laws
from ...cache.digest import source_digest
from ...cache.store import Store
from ...laws import Distribution
from .tabulate import tabulate

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
    rows, edges = tabulate(law)
    STORE.put(key, np.column_stack([rows, edges]).astype(_DTYPE).tobytes())
    return rows, edges


@lru_cache(maxsize=1)
def _version() -> str:
    """The version of a table: the sources of laws and of tabulation, and the libraries that compute quantiles."""
    folders = Path(__file__).parent, Path(laws.__file__).parent
    sources = (source for folder in folders for source in folder.glob("*.py"))
    return f"{source_digest(sources)} {scipy.__version__} {np.__version__}"
