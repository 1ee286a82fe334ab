"""What identifies a computed answer: the hash of its scenario, and the libraries and processor its bits depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

from ... import __version__
from ..cache.libraries import library_version
from ..engine.compiler.model_sources import sources
from ..engine.compiler.target import target
from ..scenario.scenario import Scenario


def scenario_hash(scenario: Scenario) -> str:
    """A hash of the resolved scenario and its models' sources."""
    text = scenario.resolved + "\0" + sources(part.model.function for part in scenario.parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def versions() -> Mapping[str, str]:
    """The version of each library that the bits of an answer depend on."""
    libraries = "numpy", "scipy", "numba", "llvmlite"
    return {"carbonspan": __version__} | {name: library_version(name) for name in libraries}


def processor() -> str:
    """Name and features of the processor that code is compiled for, within which the same run gives the same bits."""
    return target()
