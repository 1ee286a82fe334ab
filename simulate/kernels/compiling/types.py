"""Types of what kernels take and return, written as numba writes them: ``float64[:, ::1]``, ``void(int64)``.

numba takes longer to import than a short run takes, and code that was compiled before needs only to know where each
argument is. So types are described here, and become numba's own when something is compiled. Each type can `put` a value
as compiled code knows it: as whole numbers. It raises TypeError for an array of another type or layout.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

#: The whole numbers by which compiled code knows its arguments.
Words = list[int]
_BITS, _FLOAT = struct.Struct("q"), struct.Struct("d")


@dataclass(frozen=True)
class Scalar:
    """A number, by numba's and numpy's name of its type.

    >>> float64[:, ::1]
    Array(item=Scalar(name='float64'), dimensions=2, contiguous=True)
    """

    name: str

    @cached_property
    def dtype(self) -> np.dtype[Any]:
        """Its numpy type."""
        return np.dtype(self.name)

    def __getitem__(self, layout: slice | tuple[slice, ...]) -> Array:
        """An array of these numbers with a slice for each dimension, the last ``::1`` if it is contiguous."""
        slices = layout if isinstance(layout, tuple) else (layout,)
        return Array(self, len(slices), slices[-1].step == 1)

    def __call__(self, *arguments: Type) -> Signature:
        """The signature of a function of `arguments` that returns such a number."""
        return Signature(self, arguments)

    def put(self, value: float, words: Words) -> None:
        """Add the number."""
        words.append(int(value) if self.dtype.kind != "f" else _BITS.unpack(_FLOAT.pack(value))[0])


@dataclass(frozen=True)
class Array:
    """An array of numbers; `contiguous` is in C order."""

    item: Scalar
    dimensions: int
    contiguous: bool

    def put(self, value: np.ndarray[Any, Any], words: Words) -> None:
        """Add the address of the numbers, the shape, and the strides unless they are contiguous."""
        if value.dtype != self.item.dtype or value.ndim != self.dimensions or not self._fits(value):
            raise TypeError(f"compiled code takes {self}, not {value.dtype} {value.shape}")
        words.append(value.ctypes.data)
        words.extend(value.shape)
        if not self.contiguous:
            words.extend(value.strides)

    def _fits(self, value: np.ndarray[Any, Any]) -> bool:
        return not self.contiguous or value.flags.c_contiguous


@dataclass(frozen=True)
class Tuple:
    """A tuple of fixed types."""

    items: tuple[Type, ...]

    def put(self, value: Sequence[Any], words: Words) -> None:
        """Add the words of each item."""
        for each, item in zip(self.items, value, strict=True):
            each.put(item, words)


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
