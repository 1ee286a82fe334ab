"""The machine on which something was timed, as far as its speed depends on it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..answer import identity
from ..engine.runner import processors

#: Vector instructions by the feature that tells of them, the widest first.
_VECTORS = {"avx512f": "AVX-512", "avx2": "AVX2", "sse2": "SSE2", "sve": "SVE", "neon": "NEON"}


@dataclass(frozen=True)
class Machine:
    """A machine and the versions of what ran on it.

    `features` are those of the processor as LLVM knows it; `cores` are those that the process may use; `load` is the
    number of processes that wanted to run in the minute before.
    """

    processor: str
    features: str
    cores: int
    system: str
    versions: dict[str, str]
    load: float

    @property
    def vectors(self) -> str:
        """The name of its widest vector instructions."""
        names = self.features.partition(": ")[2].split(",")
        return next((vectors for feature, vectors in _VECTORS.items() if feature in names), "no vectors known")

    @property
    def is_busy(self) -> bool:
        """Whether others left less than half of a core free for each thread."""
        return self.load > self.cores / 2

    def lines(self) -> Iterator[str]:
        """It in words."""
        cores = f"{self.cores} core{'s' if self.cores > 1 else ''}"
        yield f"{self.processor}, {self.vectors}, {cores} for this process, load {self.load:.1f}, {self.system}"
        yield ", ".join(f"{name} {version}" for name, version in self.versions.items())

    def differences(self, other: Machine) -> list[str]:
        """How `other` is another machine; empty if it is the same. Versions may differ."""
        found = [
            f"{name} {getattr(other, name)}, now {getattr(self, name)}"
            for name in ("processor", "cores", "system")
            if getattr(self, name) != getattr(other, name)
        ]
        if not found and self.features != other.features:
            found.append("a processor of that name with other instructions")
        return found


def this_machine() -> Machine:
    """The machine that this process runs on."""
    return Machine(
        processor=_processor(),
        features=identity.processor(),
        cores=processors(),
        system=f"{platform.system()} {platform.machine()}",
        versions={**identity.versions(), "Python": platform.python_version()},
        load=os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0,
    )


def _processor() -> str:
    """The processor's name: on Linux as the kernel knows it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    named = (line.partition(": ")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()
