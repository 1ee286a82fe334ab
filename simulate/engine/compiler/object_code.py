"""Functions compiled to object code, which any process loads without numba: see `native_code`.

numba calls its functions with arrays and tuples spread over a hundred arguments. What Python calls is therefore an
entry: it takes the address of all of them in a row, as whole numbers, and calls the function.
"""

from __future__ import annotations

import gc
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from llvmlite import binding, ir
from numba.core import cgutils, types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.errors import NumbaError
from numba.np.arrayobj import populate_array

from ...kernels.compiling.jit import Kernel
from ...kernels.compiling.linked import LinkedCompiler, WholeLibrary
from ...kernels.compiling.numba_types import numba_type
from ...kernels.compiling.types import Signature
from .native_code import CompilerError, ObjectCode

_WORD = ir.IntType(64)
_STATUS = ir.IntType(32)


class Compiled(NamedTuple):
    """Object code, and whether it contains addresses of this process, so that no other can use it."""

    code: ObjectCode
    bound: bool


def compiled(kernel: Kernel, signature: Signature, *, entry: bool) -> Compiled:
    """The object code of `kernel` with this `signature`, as an `entry` for Python, else for other compiled code.

    Raises CompilerError if numba cannot compile it.
    """
    with global_compiler_lock, _uncollected():
        target = numba_type(signature)
        try:
            result = LinkedCompiler(kernel.py_func, kernel.options, WholeLibrary).compile(
                target.args, target.return_type
            )
        except NumbaError as error:
            raise CompilerError(str(error)) from error
        symbol, library = result.fndesc.llvm_func_name, result.library
        if entry:
            symbol = "entry"
            library.add_ir_module(_entry(result, target, symbol))
        library.finalize()
        code = library.emit_native_object()
        return Compiled(ObjectCode(symbol, _undefined(code), code), library.has_dynamic_globals)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A context without garbage collection, which takes a tenth of the time to compile and frees little."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _entry(result: Any, signature: Any, symbol: str) -> ir.Module:
    """The code of an entry: (words) -> status, 0 if there was no error. A returned value replaces the first word."""
    context = result.target_context
    module = context.create_module(symbol)
    function = ir.Function(module, ir.FunctionType(_STATUS, [_WORD.as_pointer()]), symbol)
    builder = ir.IRBuilder(function.append_basic_block())
    words = _Words(context, builder, function.args[0])
    arguments = [words.read(each) for each in signature.args]
    called = context.declare_function(module, result.fndesc)
    convention = context.call_conv
    status, value = convention.call_function(builder, called, signature.return_type, signature.args, arguments)
    if signature.return_type != types.void:
        builder.store(value, function.args[0])
    builder.ret(status.code)
    return module


class _Words:
    """Instructions that read one argument after another from a row of whole numbers: see `types.Type.put`."""

    def __init__(self, context: Any, builder: Any, begin: Any) -> None:
        self._context, self._builder, self._begin = context, builder, begin
        self._next = 0

    def read(self, kind: Any) -> Any:
        """The next argument, of numba's type `kind`."""
        if isinstance(kind, types.BaseTuple):  # type: ignore[attr-defined]
            return self._context.make_tuple(self._builder, kind, [self.read(each) for each in kind.types])
        if isinstance(kind, types.Array):
            return self._array(kind)
        return self._builder.bitcast(self._word(), self._context.get_value_type(kind))

    def _word(self) -> Any:
        pointer = self._builder.gep(self._begin, [ir.Constant(_WORD, self._next)])
        self._next += 1
        return self._builder.load(pointer)

    def _array(self, kind: types.Array) -> Any:
        """An array: the address of its numbers, its shape, and its strides unless it is contiguous."""
        context, builder = self._context, self._builder
        array = context.make_array(kind)(context, builder)
        data = builder.inttoptr(self._word(), array.data.type)
        shape = [self._word() for _ in range(kind.ndim)]
        size = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
        if kind.layout == "C":
            strides = [size]
            for length in reversed(shape[1:]):
                strides.insert(0, builder.mul(strides[0], length))
        else:
            strides = [self._word() for _ in range(kind.ndim)]
        packed = (cgutils.pack_array(builder, each) for each in (shape, strides))
        populate_array(array, data, *packed, itemsize=size, meminfo=None)
        return array._getvalue()  # noqa: SLF001 - numba's way of reading a structure


def _undefined(code: bytes) -> tuple[str, ...] | None:
    """The functions that object `code` calls and does not contain; None if it has another format than ELF."""
    sections = {each.name(): each.data() for each in binding.ObjectFileRef.from_data(code).sections()}
    symbols, names = sections.get(b".symtab"), sections.get(b".strtab")
    return tuple(sorted(set(_names(symbols, names)))) if symbols and names else None


def _names(symbols: bytes, names: bytes) -> Iterator[str]:
    """The names of the undefined symbols in a table of ELF."""
    for begin, _, _, section, _, _ in struct.iter_unpack("<IBBHQQ", symbols):
        if begin and section == 0:
            yield names[begin : names.index(b"\0", begin)].decode()
