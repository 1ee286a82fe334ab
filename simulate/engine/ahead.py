"""The loops that every run needs, compiled before the first run on a machine, by two processes at once.

numba compiles one function at a time, whatever the number of threads.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache

from ..cache.folder import cache_folder
from ..kernels import histogram, moments, pairs
from .compiler.code_cache import EngineFunction, block_function, loop_named, loop_of
from .runner import processors

#: The loops of every run by name, in two shares that take about as long; the second is that of the other process.
OWN = "compute", "shortest", "quantiles", "bins"
OTHERS = "accumulate", "cells", "merge", "store"
_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from {} import compile_all; compile_all(sys.argv[1].split())"
_log = logging.getLogger("carbonspan")


@cache
def compile_ahead() -> None:
    """Compile what is missing of the loops that every run needs, once per process."""
    own, others = (list(_missing(names)) for names in (OWN, OTHERS))
    if not (own and others and processors() > 1 and sys.executable) or getattr(sys, "frozen", False):
        return  # each is compiled when it is needed
    _log.info("compiling the engine (some seconds, once on this machine)")
    program = sys.executable, "-c", _PROGRAM.format(__name__), " ".join(others), *sys.path
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(cache_folder())}  # which may be one of this process
    with subprocess.Popen(  # noqa: S603 - ours
        program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as other:
        try:
            compile_all(own)
        except BaseException:
            other.kill()
            raise


def compile_all(names: Iterable[str]) -> None:
    """Compile the loops `names`, so that they are in the cache."""
    for name in names:
        _function(name).address()


def _missing(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not _function(name).is_kept())


def _function(name: str) -> EngineFunction:
    if name == "compute":
        return block_function()
    if name == "accumulate":
        return loop_of((histogram.ADDER, moments.ADDER, pairs.ADDER))
    return loop_named(name)
