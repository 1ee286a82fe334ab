"""Functions as numba compiles them to be linked into callers: neither optimized by themselves, loaded nor wrapped.

numba would optimize every function, make machine code of it, and a wrapper that takes Python's objects, all of which
doubles the time. Only the outermost functions become machine code here: see `engine.compiler.object_code`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba.core import compiler
from numba.core.codegen import AOTCodeLibrary
from numba.core.compiler import CompileResult, Flags
from numba.core.dispatcher import _FunctionCompiler  # type: ignore[attr-defined]
from numba.core.registry import CPUDispatcher, cpu_target


class WholeLibrary(AOTCodeLibrary):  # type: ignore[misc]
    """The optimized code of a function with all its callees inside, in LLVM's language."""

    def _finalize_final_module(self) -> None:
        """As that of numba, which also loads the code."""
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


class LinkedLibrary(WholeLibrary):
    """The code of a function for its callers, which are optimized with it inside."""

    def _optimize_final_module(self) -> None:
        """Nothing: it would be done again in every caller."""


class LinkedCompiler(_FunctionCompiler):  # type: ignore[misc]
    """numba's compiler of a function, which makes a `library`."""

    def __init__(
        self, function: Callable[..., Any], options: dict[str, Any], library: type[WholeLibrary] = LinkedLibrary
    ) -> None:
        super().__init__(function, cpu_target, options, {}, compiler.Compiler)
        self._library = library

    def _compile_core(self, args: Any, return_type: Any) -> CompileResult:
        flags = Flags()
        self.targetdescr.options.parse_as_flags(flags, self.targetoptions | {"nopython": True})
        flags.no_cpython_wrapper = flags.no_cfunc_wrapper = flags.no_compile = True
        context = self.targetdescr.target_context
        return compiler.compile_extra(
            self.targetdescr.typing_context,
            context,
            self.py_func,
            args,
            return_type,
            flags,
            self.locals,
            library=self._library(context.codegen(), self.py_func.__qualname__),
            pipeline_class=self.pipeline_class,
        )


class LinkedFunction(CPUDispatcher):  # type: ignore[misc]
    """numba's function that is compiled for each kind of arguments that a caller has for it; Python cannot call it."""

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        super().__init__(function, targetoptions=options)
        self._compiler = LinkedCompiler(function, options)

    def add_overload(self, result: CompileResult) -> None:
        """Let callers find what was compiled: numba knows functions by their entry, of which there is none."""
        result = result._replace(entry_point=object())
        self.targetctx.insert_user_function(result.entry_point, result.fndesc, [result.library])
        self.overloads[tuple(result.signature.args)] = result
