"""Machine code on disk, under a hash of everything it was made from.

numba's own cache checks only the file of the outermost function: it returns stale code after a helper, or a constant in
another module, was edited. Here the caller gives the key, which covers the sources of everything compiled in.
"""

from __future__ import annotations

import logging
import pickle
import sys
import threading
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import llvmlite
import numba
from numba.core import ccallback, serialize
from numba.core.compiler import CompileResult
from numba.core.registry import cpu_target

from ... import kernels
from ...cache.digest import digest
from ...cache.store import Store
from ...kernels import loops, program
from ...kernels.adders import Adder
from ...kernels.jit import OPTIONS
from ...kernels.program import COMPUTE_SIGNATURE

STORE = Store("code", most=512)
_log = logging.getLogger("carbonspan")
_loading = threading.Lock()
_loaded: dict[str, Callable[..., Any]] = {}


class CodeCache:
    """numba's interface of a function's cache (`load_overload`, `save_overload`), with our store and key.

    numba's own cache unpickles files without verification, and damaged code crashes the process. Here nothing is
    unpickled before its digest is verified.
    """

    def __init__(self, key: str, prepare: Callable[[], None] = lambda: None) -> None:
        self._key = key
        self._prepare = prepare

    def load_overload(self, signature: Any, context: Any) -> Any:
        """The code under this key, else None.

        numba would first import everything that it can compile, which takes half as long as importing numba itself.
        Loaded code needs none of it, nor numba's runtime: formulas and kernels are arithmetic, without objects.
        """
        code = self._load(signature, context)
        if code is None:
            context.refresh()
            self._prepare()
        return code

    def save_overload(self, signature: Any, code: Any) -> None:
        """Store the code, unless it contains addresses of this process."""
        if not code.library.has_dynamic_globals:
            STORE.put(self._entry(signature, code.codegen), serialize.dumps(_reduced(code)))

    def _load(self, signature: Any, context: Any) -> Any:
        stored = STORE.get(self._entry(signature, context.codegen()))
        if stored is None:
            return None
        try:
            return CompileResult._rebuild(context, *pickle.loads(stored))  # noqa: S301, SLF001 - verified; no public way
        except Exception as error:  # noqa: BLE001 - compiling again corrects any error
            _log.debug("cached code cannot be loaded: %s", error)
            return None

    def _entry(self, signature: Any, codegen: Any) -> str:
        """The key of an entry: that of the code, the signature, the processor, and the version of Python."""
        return f"{self._key} {signature} {codegen.magic_tuple()} {sys.implementation.cache_tag}"


def _reduced(code: Any) -> tuple[Any, ...]:
    """The stored form of compiled code: environments of callees without objects are omitted.

    Loading an environment imports its module, including numba's modules for arrays, strings and sorting; code without
    objects never uses one.
    """
    *pieces, environments = code._reduce()  # noqa: SLF001 - numba has no public way in
    return *pieces, tuple(each for each in environments if each.consts)


def code_digest(*texts: str) -> str:
    """A key for code made from `texts` by this version of the compiler."""
    return digest(*texts, numba.__version__, llvmlite.__version__, repr(OPTIONS))


@lru_cache(maxsize=1)
def kernels_key() -> str:
    """The key of the loops: all sources of the kernels, and the name of their package."""
    folder = Path(kernels.__file__).parent
    return code_digest(kernels.__name__, *(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))))


def driver(name: str) -> Callable[..., Any]:
    """The compiled loop `name` of `kernels.loops`: from the cache, else compiled; loaded once per process.

    It is called without numba's dispatcher, since it has a single signature.
    """
    return _loop(name, lambda: (getattr(loops, name), loops.SIGNATURES[name]))


def accumulate_loop(adders: tuple[Adder, ...]) -> Callable[..., Any]:
    """The compiled loop that feeds `adders`, whose signature depends on them: see `kernels.loops.accumulate`."""
    return _loop(f"accumulate {' '.join(each.name for each in adders)}", partial(loops.accumulate, adders))


def _loop(name: str, made: Callable[[], tuple[Any, Any]]) -> Callable[..., Any]:
    with _loading:
        if name not in _loaded:
            _loaded[name] = _load_driver(*made(), name)
        return _loaded[name]


def _load_driver(dispatcher: Any, signature: Any, name: str) -> Callable[..., Any]:
    cache = CodeCache(f"{name} {kernels_key()}")
    code = cache.load_overload(signature, cpu_target.target_context)
    if code is None:
        _log.info("compiling the engine's loop `%s` (some seconds, once on this machine)", name)
        dispatcher.compile(signature)
        code = dispatcher.get_compile_result(signature)
        cache.save_overload(signature, code)
    entry: Callable[..., Any] = code.entry_point
    return entry


@lru_cache(maxsize=1)
def compute_block() -> Any:
    """The compiled `kernels.program.compute_block`, as the pointer that every loop takes."""
    return callback(program.compute_block.py_func, f"compute {kernels_key()}", signature=COMPUTE_SIGNATURE)  # type: ignore[attr-defined]


def callback(
    function: Callable[..., None], key: str, prepare: Callable[[], None] = lambda: None, *, signature: Any
) -> Any:
    """`function` as a compiled callback with this `signature`: from the cache under `key`, else compiled.

    `prepare` is called before it is compiled.
    """
    compiled: Any = ccallback.CFunc(
        function, (signature.args, signature.return_type), {}, {"nopython": True, **OPTIONS}
    )
    compiled._cache = CodeCache(f"callback {key}", prepare)  # noqa: SLF001 - numba has no public way in
    compiled.compile()
    return compiled
