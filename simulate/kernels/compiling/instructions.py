"""Instructions for LLVM: calls by address, and arrays seen otherwise, without numba's library."""

from __future__ import annotations

from typing import Any

from numba.core import cgutils
from numba.np.arrayobj import populate_array


def call_at(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """The instructions of a call of compiled code: the first of `arguments` is its address, the others are its own.

    An error in it is one of the caller.
    """
    result, kinds = signature.return_type, signature.args[1:]
    convention = context.call_conv
    code = builder.inttoptr(arguments[0], convention.get_function_type(result, kinds).as_pointer())
    status, returned = convention.call_function(builder, code, result, kinds, arguments[1:])
    with cgutils.if_unlikely(builder, status.is_error):
        convention.return_status_propagate(builder, status)
    return returned


def flattened(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """The instructions that make one dimension of the two of a contiguous array."""
    rows = context.make_array(signature.args[0])(context, builder, arguments[0])
    flat = context.make_array(signature.return_type)(context, builder)
    populate_array(flat, rows.data, [rows.nitems], [rows.itemsize], rows.itemsize, None)
    return flat._getvalue()  # noqa: SLF001 - numba's way of reading a structure
