"""Object code loaded into this process, and its functions called, without numba.

numba takes longer to import than a run of a million samples; llvmlite loads code in a millisecond.
"""

from __future__ import annotations

import ctypes
import json
import struct
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from llvmlite import binding

from ...kernels.types import Array, Scalar, Signature, Tuple, Type, float64, void

_CALL = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)
#: Loaded code stays in memory for as long as its engine exists.
_engines: list[Any] = []


class CompilerError(Exception):
    """numba cannot compile a function; it says why, with the file and the line."""


class ObjectCode(NamedTuple):
    """Object code with the name of its function, and of those that it needs from the process; None: not known."""

    symbol: str
    needed: tuple[str, ...] | None
    code: bytes

    def to_bytes(self) -> bytes:
        """What `from_bytes` reads."""
        return json.dumps([self.symbol, self.needed]).encode() + b"\n" + self.code

    @classmethod
    def from_bytes(cls, stored: bytes) -> ObjectCode:
        """The code of which `stored` are the bytes."""
        head, code = stored.split(b"\n", 1)
        symbol, needed = json.loads(head)
        return cls(symbol, None if needed is None else tuple(needed), code)


def load_code(code: ObjectCode) -> int | None:
    """The address of the function of `code`, which stays loaded; None if this process lacks something that it needs.

    LLVM would end the process.
    """
    machine = _target().create_target_machine(jit=True)  # owned by its engine
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    if code.needed is None or not _has(code.needed):
        _add_helpers()
        if code.needed and not _has(code.needed):
            return None
    engine.add_object_file(binding.ObjectFileRef.from_data(code.code))
    engine.finalize_object()
    _engines.append(engine)
    return int(engine.get_function_address(code.symbol))


def _has(symbols: Sequence[str]) -> bool:
    return all(binding.address_of_symbol(each) for each in symbols)


def _add_helpers() -> None:
    """Let LLVM find numba's own functions, such as a gamma function."""
    from numba.core.registry import cpu_target

    cpu_target.target_context.refresh()


@lru_cache(maxsize=1)
def _target() -> binding.Target:
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    return binding.Target.from_default_triple()


class Packed:
    """An argument as the whole numbers by which code knows it, for several calls; it keeps the arrays of `value`."""

    def __init__(self, kind: Type, value: Any) -> None:
        self.value = value
        self.words = list(words_of(kind, value))


class Loop:
    """A compiled function that Python calls, without the interpreter's lock while it runs.

    An argument may be `Packed`. Raises TypeError for an array of another type or layout than in the signature.
    """

    def __init__(self, name: str, address: int, signature: Signature) -> None:
        self._name, self._signature = name, signature
        self._call = _CALL(address)

    def __call__(self, *arguments: Any) -> int:
        """Call it; the result is a whole number, 0 if it returns nothing."""
        words = array("q")
        for kind, value in zip(self._signature.arguments, arguments, strict=True):
            words.extend(value.words if isinstance(value, Packed) else words_of(kind, value))
        if self._call(words.buffer_info()[0]):
            raise RuntimeError(f"the compiled loop `{self._name}` failed")
        return 0 if self._signature.result is void else words[0]


def words_of(kind: Type, value: Any) -> Iterator[int]:
    """The whole numbers by which compiled code knows `value`.

    A number is one; an array the address of its numbers, its shape, and its strides unless it is contiguous; a tuple
    those of its items. Raises TypeError if `value` is not of this `kind`.

    >>> list(words_of(Scalar("int64"), 5))
    [5]
    """
    match kind:
        case Scalar():
            yield struct.unpack("q", struct.pack("d", value))[0] if kind is float64 else int(value)
        case Array():
            if not _is(kind, value):
                raise TypeError(f"a compiled loop takes {kind}, not {value.dtype} {value.shape}")
            yield value.ctypes.data
            yield from value.shape
            if not kind.contiguous:
                yield from value.strides
        case Tuple():
            for each, item in zip(kind.items, value, strict=True):
                yield from words_of(each, item)


def _is(kind: Array, value: np.ndarray[Any, Any]) -> bool:
    """Whether `value` is an array of this `kind`."""
    return (
        value.dtype == kind.item.name
        and value.ndim == kind.dimensions
        and (value.flags.c_contiguous or not kind.contiguous)
    )
