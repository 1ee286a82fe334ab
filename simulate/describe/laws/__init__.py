"""The laws an input may follow, one dataclass each, told apart by their key in a scenario file."""

from .base import Distribution, LawError

__all__ = ["Distribution", "LawError"]
