"""Types of what kernels take and return, written as numba writes them: ``float64[:, ::1]``, ``void(int64)``.

numba takes longer to import than a short run takes, and code that was compiled before needs only to know where each
argument is. So types are described here, and become numba's own when something is compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Scalar:
    """A number, by numba's and numpy's name of its type.

    >>> float64[:, ::1]
    Array(item=Scalar(name='float64'), dimensions=2, contiguous=True)
    """

    name: str

    def __getitem__(self, layout: slice | tuple[slice, ...]) -> Array:
        """An array of these numbers with a slice for each dimension, the last ``::1`` if it is contiguous."""
        slices = layout if isinstance(layout, tuple) else (layout,)
        return Array(self, len(slices), slices[-1].step == 1)

    def __call__(self, *arguments: Type) -> Signature:
        """The signature of a function of `arguments` that returns such a number."""
        return Signature(self, arguments)


@dataclass(frozen=True)
class Array:
    """An array of numbers; `contiguous` is in C order."""

    item: Scalar
    dimensions: int
    contiguous: bool


@dataclass(frozen=True)
class Tuple:
    """A tuple of fixed types."""

    items: tuple[Type, ...]


@dataclass(frozen=True)
class NamedTuple(Tuple):
    """A named tuple of fixed types, which `made` makes."""

    made: Callable[..., Any]


@dataclass(frozen=True)
class Signature:
    """The result and the arguments of a function."""

    result: Scalar | Array
    arguments: tuple[Type, ...]


Type = Scalar | Array | Tuple

void: Final = Scalar("void")
int32: Final = Scalar("int32")
int64: Final = Scalar("int64")
uint32: Final = Scalar("uint32")
uint64: Final = Scalar("uint64")
float32: Final = Scalar("float32")
float64: Final = Scalar("float64")
#: The address of compiled code.
ADDRESS: Final = int64
