"""Quantile tables kept: in this process, and in the user's cache folder for the next one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy
from numpy.typing import NDArray

from ..describe import laws
from ..describe.laws import Distribution
from ..describe.memo import cache_folder
from . import tabulate

Floats = NDArray[np.float64]


@lru_cache(maxsize=128)
def table(law: Distribution) -> tuple[Floats, Floats]:
    """The table (n, 4) of `law` and the edges (n,) of its pieces; from the disk where this version wrote them.

    Raises ArithmeticError, as `tabulate` does.
    """
    path = cache_folder() / "tables" / f"{_key(law)}.npy"
    with contextlib.suppress(OSError, ValueError, EOFError):
        held = np.load(path, allow_pickle=False)
        return np.ascontiguousarray(held[:, :4]), np.ascontiguousarray(held[:, 4])
    made, edges = tabulate.tabulate(law)
    with contextlib.suppress(OSError):
        _keep(path, np.column_stack([made, edges]))
    return made, edges


def _key(law: Distribution) -> str:
    return hashlib.sha256(f"{law!r} {_makers()}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _makers() -> str:
    """What tables are made by: the laws, the way they are tabulated, and the libraries that compute quantiles."""
    sources = [Path(tabulate.__file__), *sorted(Path(laws.__file__).parent.glob("*.py"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return f"{digest} {scipy.__version__} {np.__version__}"


def _keep(path: Path, rows: Floats) -> None:
    """Write `rows` in one step: a reader finds the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        np.save(file, rows)
    Path(temporary).replace(path)
