"""Problems in what the user gave: position, rule, value, choices, remedy, and the exception that carries them all."""

from .problem import InvalidInput, KeyPath, Problem, Remedy, clipped, nearby, printable
from .suggestions import did_you_mean, nearest

__all__ = ["InvalidInput", "KeyPath", "Problem", "Remedy", "clipped", "did_you_mean", "nearby", "nearest", "printable"]
