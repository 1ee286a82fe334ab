"""Bit casts between floats and integers, and the order-preserving integer of a float."""

from __future__ import annotations

from typing import Any

import numpy as np

from .compiling.jit import element, intrinsic
from .compiling.types import float32, float64, uint32, uint64

Keys = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]

_SIGN_OFF = np.int64(0x7FFFFFFFFFFFFFFF)


def _bitcast(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """The instruction that takes the bits of a number for one of another type."""
    return builder.bitcast(arguments[0], context.get_value_type(signature.return_type))


@intrinsic
def float_bits(typingctx: Any, x: Any) -> Any:
    """The 64 bits of a float, as an unsigned integer."""
    return uint64(float64), _bitcast


@intrinsic
def bits_float(typingctx: Any, x: Any) -> Any:
    """The float with these 64 bits."""
    return float64(uint64), _bitcast


@intrinsic
def single_bits(typingctx: Any, x: Any) -> Any:
    """The 32 bits of a float of single precision, as an unsigned integer."""
    return uint32(float32), _bitcast


@intrinsic
def bits_single(typingctx: Any, x: Any) -> Any:
    """The float of single precision with these 32 bits."""
    return float32(uint32), _bitcast


@intrinsic
def reversed_bits(typingctx: Any, x: Any) -> Any:
    """A 32-bit integer with its bits in reverse order."""
    return uint32(uint32), lambda context, builder, signature, arguments: builder.bitreverse(arguments[0])


@element
def ordered(x: float) -> np.int64:
    """An integer that sorts like the float `x`: the magnitude bits of negative floats are flipped."""
    bits = np.int64(float_bits(x))
    return bits ^ ((bits >> np.int64(63)) & _SIGN_OFF)


def ordered_keys(values: Floats) -> Keys:
    """The ordered integers of `values`.

    >>> ordered_keys(np.array([0.0, 2.0]))
    array([                  0, 4611686018427387904])
    """
    keys: Keys = np.asarray(values, np.float64).view(np.int64)
    return keys ^ ((keys >> np.int64(63)) & _SIGN_OFF)


def unordered(keys: Keys) -> Floats:
    """The floats whose ordered integers are `keys`.

    >>> unordered(np.array([0, 1 << 62]))
    array([0., 2.])
    """
    keys = np.asarray(keys, np.int64)
    return (keys ^ ((keys >> np.int64(63)) & _SIGN_OFF)).view(np.float64)
