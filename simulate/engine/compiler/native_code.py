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

from ...kernels.compiling.types import Signature, Type, Words, void

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


class Loop:
    """A compiled function that Python calls, without the interpreter's lock while it runs.

    An argument may be `Packed`. Raises TypeError for an array of another type or layout than in the signature.
    """

    def __init__(self, name: str, address: int, signature: Signature) -> None:
        self.name, self.signature = name, signature
        self.call = _CALL(address)

    def __call__(self, *arguments: Any) -> int:
        """Call it; the result is a whole number, 0 if it returns nothing."""
        return Call(self, arguments)()


class Call:
    """A call of `loop` that is made several times, by one thread; arguments are replaced in between."""

    def __init__(self, loop: Loop, arguments: Sequence[Any]) -> None:
        self._loop, self._returns = loop, loop.signature.result is not void
        self._held = list(arguments)
        words: Words = []
        self._begins = []
        for kind, value in zip(loop.signature.arguments, arguments, strict=True):
            self._begins.append(len(words))
            _put(kind, value, words)
        self._words = array("q", words)
        self._first = self._words[0] if words else 0

    def replace(self, index: int, value: Any) -> None:
        """Let argument number `index` be `value`, of the same type."""
        words: Words = []
        _put(self._loop.signature.arguments[index], value, words)
        begin = self._begins[index]
        self._words[begin : begin + len(words)] = array("q", words)
        self._held[index] = value
        if begin == 0:
            self._first = self._words[0]

    def __call__(self) -> int:
        """Call the loop; the result is a whole number, 0 if it returns nothing."""
        if self._loop.call(self._words.buffer_info()[0]):
            raise RuntimeError(f"the compiled loop `{self._loop.name}` failed")
        if not self._returns:
            return 0
        found, self._words[0] = self._words[0], self._first  # the result takes the place of the first word
        return found


def _put(kind: Type, value: Any, words: Words) -> None:
    if isinstance(value, Packed):
        words += value.words
    else:
        kind.put(value, words)
