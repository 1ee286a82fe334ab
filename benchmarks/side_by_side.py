"""Contenders in turn in one process: what each takes by the clock and of processors, and on which machine."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

Name = TypeVar("Name")


class Taken(NamedTuple):
    """What one call took [s]: by the clock, and of processors."""

    wall: float
    processor: float


def taken(run: Callable[[], object]) -> Taken:
    """The time of one call."""
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return Taken(time.perf_counter() - wall, time.process_time() - processor)


def in_turn(contenders: Mapping[Name, Callable[[], object]], rounds: int) -> dict[Name, list[Taken]]:
    """The times of each contender in each of `rounds`, after one that warms up and does not count."""
    found: dict[Name, list[Taken]] = {name: [] for name in contenders}
    for count in range(rounds + 1):
        for name, run in contenders.items():
            each = taken(run)
            if count:
                found[name].append(each)
    return found


def resident(*arguments: str) -> float:
    """The most memory of a Python process with these `arguments` [MB]."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024


def spread(values: list[float], form: str = ".3g") -> str:
    """The median, and the lowest and the highest of `values`."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def machine(*distributions: str) -> Iterator[str]:
    """Lines that describe this machine, and the versions of `distributions`."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"{_processor()}, {len(os.sched_getaffinity(0))} processors for this process, load {load}"
    versions = ", ".join(f"{name} {version(name)}" for name in distributions)
    yield f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}"


def _processor() -> str:
    """The processor's name, as Linux knows it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
