"""numba's options, set only here, and the marks of what it compiles, when it is first needed.

`contract` permits fusing a product and a sum into one instruction; reordering stays forbidden, so that a sum has the
same value on any number of threads. `error_model="numpy"` makes a division by zero an infinity, which is counted and
refused, instead of an exception, which would end a block. `_nrt` off omits numba's reference counting, whose atomic
operations took a tenth of a block's time: kernels never allocate memory.

Importing a kernel does not import numba, which takes longer than a short run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    from numba import types

F = TypeVar("F", bound=Callable[..., Any])

FASTMATH: Final = frozenset({"contract"})
OPTIONS: Final = {"fastmath": set(FASTMATH), "error_model": "numpy", "boundscheck": False, "_nrt": False}


class Kernel:
    """A function that is compiled with the kernels that call it, or by itself when Python calls it.

    `py_func` is the function itself.
    """

    def __init__(self, function: Callable[..., Any], **options: Any) -> None:
        self.py_func = function
        self.options = OPTIONS | options
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> Any:
        """Call the compiled function from Python."""
        return self._called(*arguments)

    @cached_property
    def _called(self) -> Any:
        from numba import njit

        return njit(**self.options)(self.py_func)

    @cached_property
    def _linked(self) -> Any:
        from .linked import LinkedFunction

        return LinkedFunction(self.py_func, self.options)

    @property
    def _numba_type_(self) -> types.Dispatcher:
        """What numba takes this object for in the code of a kernel."""
        return self._linked._numba_type_


class _Intrinsic:
    """Instructions by their `definition`: see `intrinsic`."""

    def __init__(self, definition: Callable[..., Any]) -> None:
        self._definition = definition

    @cached_property
    def _numba_type_(self) -> types.Function:
        """What numba takes this object for in the code of a kernel."""
        from .numba_types import intrinsic_type

        return intrinsic_type(self._definition)


def intrinsic(definition: Callable[..., Any]) -> Callable[..., Any]:
    """LLVM instructions that a kernel calls like a function.

    `definition` returns their signature and what generates them, as for ``numba.extending.intrinsic``.
    """
    return cast(Callable[..., Any], _Intrinsic(definition))


def kernel(function: F) -> F:
    """`function` as compiled code that other kernels call; compiled on first use, with its callers."""
    return cast(F, Kernel(function))


def unfused(function: F) -> F:
    """As `kernel`, but products and sums are rounded one by one, as numpy rounds them."""
    return cast(F, Kernel(function, fastmath=False))


def element(function: F) -> F:
    """`function` of scalars, inlined into the loop that calls it: a call would prevent vectorization."""
    return cast(F, Kernel(function, forceinline=True))


def driver(function: F) -> F:
    """`function` as compiled code that Python calls by its address, without the interpreter's lock while it runs."""
    return cast(F, Kernel(function))
