"""What the bits of an answer depend on beside its scenario: versions of libraries, and the processor."""

from __future__ import annotations

import llvmlite
import numba
import numpy as np
import scipy
from llvmlite import binding

from ... import __version__


def versions() -> dict[str, str]:
    """The version of each library that the bits of an answer depend on."""
    libraries = {"numpy": np, "scipy": scipy, "numba": numba, "llvmlite": llvmlite}
    return {"carbonspan": __version__} | {name: library.__version__ for name, library in libraries.items()}


def processor() -> str:
    """Name and features of the processor, within which the same run gives the same bits."""
    features = binding.get_host_cpu_features()
    return f"{binding.get_host_cpu_name()}: {','.join(sorted(name for name, has in features.items() if has))}"
