"""Problems in what the user gave: position, rule, value, choices, remedy, and the exception that carries them all."""

from .problem import InvalidInput, KeyPath, Problem, clipped, nearby, printable
from .suggestions import did_you_mean, nearest

__all__ = ["InvalidInput", "KeyPath", "Problem", "clipped", "did_you_mean", "nearby", "nearest", "printable"]
