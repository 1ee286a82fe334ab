"""Problems in what the user gave: position, rule, value, choices, remedy, and the exception that carries them all."""

from .problem import MOST_PROBLEMS, InvalidInput, KeyPath, Problem, Remedy, clipped, nearby, printable
from .suggestions import did_you_mean, nearest

__all__ = [
    "MOST_PROBLEMS",
    "InvalidInput",
    "KeyPath",
    "Problem",
    "Remedy",
    "clipped",
    "did_you_mean",
    "nearby",
    "nearest",
    "printable",
]
