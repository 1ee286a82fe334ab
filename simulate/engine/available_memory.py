"""The memory that this process may still take: of the machine, of its control group, and of its own limit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")
_STATUS = Path("/proc/self/status")
#: The limit of a control group and what it uses, in its versions 2 and 1.
_GROUPS = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path("/sys/fs/cgroup/memory/memory.usage_in_bytes")),
)


def available_memory() -> int | None:
    """How many bytes this process may still take; None if the system does not say.

    >>> (available_memory() or 1) > 0
    True
    """
    found = list(_limits())
    return max(0, min(found)) if found else None


def address_space() -> int | None:
    """The most bytes of address space that the process may have (``ulimit -v``); None for no limit."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def _limits() -> Iterator[int]:
    if (free := _kilobytes(_MEMINFO, "MemAvailable")) is not None:
        yield free
    elif hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for limit, usage in _GROUPS:
        most, used = _number(limit), _number(usage)
        if most is not None and used is not None:
            yield most - used
    if (most := address_space()) is not None:
        yield most - (_kilobytes(_STATUS, "VmSize") or 0)


def _kilobytes(path: Path, field: str) -> int | None:
    """The bytes of a `field` in kB of a file of the system."""
    found = re.search(rf"^{field}:\s*(\d+) kB", _text(path), re.MULTILINE)
    return int(found[1]) << 10 if found else None


def _number(path: Path) -> int | None:
    """The number that a file of the system consists of; None for ``max``."""
    text = _text(path).strip()
    return int(text) if text.isdecimal() else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
