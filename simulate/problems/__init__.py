"""Problems in what the user gave: position, rule, value, choices, remedy, and the exception that carries them all."""

from .problem import InvalidInput, KeyPath, Problem, nearby
from .suggestions import did_you_mean, nearest

__all__ = ["InvalidInput", "KeyPath", "Problem", "did_you_mean", "nearby", "nearest"]
