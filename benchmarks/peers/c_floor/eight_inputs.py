"""The model of eight inputs and one output against whose C program the engine is measured."""

from __future__ import annotations


def eight_inputs(  # noqa: PLR0913, PLR0917 - an argument an input
    words: float,
    latency: float,
    utilization: float,
    idle: float,
    full: float,
    pue: float,
    intensity: float,
    overhead: float,
) -> float:
    """Emissions of serving words, in kg a day.

    >>> round(eight_inputs(3e8, 0.35, 1, 46, 407, 1, 0.322, 1))
    3822
    """
    return words * latency * (idle + utilization * (full - idle)) * pue * overhead * intensity * (1 / 3.6e6)
