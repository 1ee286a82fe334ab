"""Object code loaded into this process, and its functions called, without numba.

numba takes longer to import than a run of a million samples; llvmlite loads code in a millisecond.
"""

from __future__ import annotations

import ctypes
import json
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from llvmlite import binding

from ...kernels.compiling.types import Signature, Tuple, Type, Words, void

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
    """An argument as the whole numbers by which code knows it, for several calls; it keeps the arrays of `value`.

    Raises TypeError if `value` is not of this `kind`.
    """

    def __init__(self, kind: Type, value: Any) -> None:
        self.kind, self.value = kind, value
        self.words: Words = []
        kind.put(value, self.words)

    def of(self, value: Any) -> Packed:
        """An argument of the same kind: this one if it has that `value`."""
        return self if value is self.value else Packed(self.kind, value)

    @classmethod
    def together(cls, items: Sequence[Packed]) -> Packed:
        """A tuple of arguments as one."""
        made = cls.__new__(cls)
        made.kind, made.value = Tuple(tuple(each.kind for each in items)), tuple(each.value for each in items)
        made.words = [word for each in items for word in each.words]
        return made


class Loop:
    """A compiled function that Python calls, without the interpreter's lock while it runs.

    An argument may be `Packed`. Raises TypeError for an array of another type or layout than in the signature.
    """

    def __init__(self, name: str, address: int, signature: Signature) -> None:
        self._name, self._signature = name, signature
        self._call = _CALL(address)

    def __call__(self, *arguments: Any) -> int:
        """Call it; the result is a whole number, 0 if it returns nothing."""
        found: Words = []
        for kind, value in zip(self._signature.arguments, arguments, strict=True):
            if isinstance(value, Packed):
                found += value.words
            else:
                kind.put(value, found)
        words = array("q", found)
        if self._call(words.buffer_info()[0]):
            raise RuntimeError(f"the compiled loop `{self._name}` failed")
        return 0 if self._signature.result is void else words[0]
