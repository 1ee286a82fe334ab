"""Whole Python processes: what one takes by the clock and of processors, and the most memory that it holds."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from ..engine.errors import RunError
from .clock import Taken

#: Bytes of the system's unit of memory: kibibytes, but for macOS.
_UNIT = 1 if sys.platform == "darwin" else 1024
#: A small process that starts another one and prints its memory: Linux counts what a parent holds when it starts a
#: process as held by that process too, so that a large parent would hide it.
_WATCH = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def taken_by(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None, *, python: str = sys.executable
) -> Taken:
    """The time of a Python process with these `arguments`, and an `environment` beside this process's own.

    `python` is its interpreter, by default this one. Raises RunError if it fails.
    """
    before, begun = os.times(), time.perf_counter()
    _output(arguments, environment or {}, python)
    wall, after = time.perf_counter() - begun, os.times()
    user, system = after.children_user - before.children_user, after.children_system - before.children_system
    return Taken(wall, user + system)


def resident(*arguments: str) -> float:
    """The most memory that a Python process with these `arguments` holds [MB]; NaN where the system does not tell.

    Raises RunError if it fails.
    """
    if not hasattr(os, "wait4"):
        return math.nan
    return int(_output(("-c", _WATCH, sys.executable, *arguments), {})) * _UNIT / 1e6


def _output(arguments: Sequence[str], environment: Mapping[str, str], python: str = sys.executable) -> str:
    """What a Python process prints; raises RunError with its last words if it fails."""
    ran = subprocess.run(  # noqa: S603 - an interpreter of our own
        [python, *arguments], check=False, capture_output=True, text=True, env={**os.environ, **environment}
    )
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["without a message"])[-1]
        raise RunError(f"a process of the benchmark failed with the exit code {ran.returncode}: {last}")
    return ran.stdout
