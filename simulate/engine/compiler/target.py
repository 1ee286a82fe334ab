"""The processor that code is compiled for, and numba's settings, found without importing numba."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from llvmlite import binding

from ...cache.digest import digest
from ...cache.regular_file import read
from ..errors import RunError

#: numba's settings that change the code of a loop, and with it the last digits of an answer, beside the processor's.
_DECISIVE = ("NUMBA_DISABLE_INTEL_SVML", "NUMBA_LOOP_VECTORIZE", "NUMBA_OPT", "NUMBA_SLP_VECTORIZE")
#: The file in the working folder that numba reads settings from, and how much of it counts.
_FILE, _MOST = Path(".numba_config.yaml"), 1_000_000


@cache
def target() -> str:
    """The name and the features of the processor that code is for, and settings that change the code.

    Within it, the same run gives the same bits.
    """
    name = os.environ.get("NUMBA_CPU_NAME", binding.get_host_cpu_name())
    changed = [each for each in settings() if each.partition("=")[0] in (*_DECISIVE, str(_FILE))]
    return "; ".join((f"{name}: {','.join(sorted(_features(name)))}", *changed))


def settings() -> tuple[str, ...]:
    """All of numba's settings: of the environment, and the digest of a file of them."""
    found = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("NUMBA_"))
    try:
        return (*found, f"{_FILE}={digest(read(_FILE, _MOST))}")
    except OSError:
        return tuple(found)


def check_compiler() -> None:
    """Raise RunError if numba is told not to compile."""
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        raise RunError("NUMBA_DISABLE_JIT is set, so that numba compiles nothing, and a run needs it; unset it")


def _features(name: str) -> list[str]:
    """The features that code may use: all that the host has, unless numba is told otherwise."""
    stated = os.environ.get("NUMBA_CPU_FEATURES") or ("" if name.lower() == "generic" else None)
    if stated is not None:
        return [each[1:] for each in stated.split(",") if each.startswith("+")]
    has_avx = os.environ.get("NUMBA_ENABLE_AVX", "1") not in ("", "0")
    features = binding.get_host_cpu_features().items()
    return [feature for feature, has in features if has and (has_avx or not feature.startswith("avx"))]
