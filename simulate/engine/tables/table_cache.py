"""Quantile tables kept: in this process, and in the user's cache folder for the next one."""

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
from . import tabulate

Floats = NDArray[np.float64]

STORE = Store("tables", most=2048)
#: How the numbers of a row, four coefficients and an edge, are written.
_WRITTEN = "<f8"


@lru_cache(maxsize=128)
def table(law: Distribution) -> tuple[Floats, Floats]:
    """The table (n, 4) of `law` and the edges (n,) of its pieces; from the disk where this version wrote them.

    Raises ArithmeticError, as `tabulate` does.
    """
    key = f"{law!r} {_makers()}"
    if kept := STORE.get(key):
        rows = np.frombuffer(kept, _WRITTEN).reshape(-1, 5).astype(np.float64, copy=False)
        return np.ascontiguousarray(rows[:, :4]), np.ascontiguousarray(rows[:, 4])
    made, edges = tabulate.tabulate(law)
    STORE.put(key, np.column_stack([made, edges]).astype(_WRITTEN).tobytes())
    return made, edges


@lru_cache(maxsize=1)
def _makers() -> str:
    """What tables are made by: the laws, the way they are tabulated, and the libraries that compute quantiles."""
    sources = [Path(tabulate.__file__), *Path(laws.__file__).parent.glob("*.py")]
    return f"{source_digest(sources)} {scipy.__version__} {np.__version__}"
