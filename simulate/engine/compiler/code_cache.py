"""Machine code on disk, under a hash of everything it was made from.

numba's own cache checks only the file of the outermost function: it returns stale code after a helper, or a constant in
another module, was edited. It also unpickles files without verification, and damaged code crashes the process. Here the
caller gives the key, which covers the sources of everything compiled in; nothing is loaded before its digest is
verified; and numba is imported only if something has to be compiled.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple, cast

import llvmlite
from llvmlite import binding

from ... import kernels
from ...cache.digest import digest
from ...cache.libraries import library_version
from ...cache.store import Store
from ...kernels import loops, program
from ...kernels.adders import Adder
from ...kernels.compiling.jit import OPTIONS, Kernel
from ...kernels.compiling.types import Signature
from ...kernels.program import COMPUTE_SIGNATURE
from .native_code import Loop, ObjectCode, load_code
from .target import check_compiler, settings

STORE = Store("code", most=512)
_log = logging.getLogger("carbonspan")
_loading = threading.Lock()
_loaded: dict[Hashable, Loop] = {}


def code_digest(*texts: str) -> str:
    """A key for code made from `texts` by this version of the compiler."""
    return digest(*texts, library_version("numba"), llvmlite.__version__, repr(OPTIONS))


@lru_cache(maxsize=1)
def kernels_key() -> str:
    """The key of the loops: all sources of the kernels and of what calls them, and the name of their package."""
    files = *sorted(Path(kernels.__file__).parent.rglob("*.py")), Path(__file__).with_name("object_code.py")
    return code_digest(kernels.__name__, *(path.read_text(encoding="utf-8") for path in files))


class EngineFunction(NamedTuple):
    """A function of the engine that is compiled once for all scenarios; an `entry` is a loop that Python calls."""

    name: str
    kernel: Kernel
    signature: Signature
    entry: bool = True

    @property
    def key(self) -> str:
        """The key of its code."""
        return f"{self.name} {kernels_key()}"

    def address(self) -> int:
        """The address of its code, compiled if it is not in the cache."""
        return address(lambda: self.kernel, self.key, self.signature, entry=self.entry)

    def announced(self) -> int:
        """Its address; says so if it is compiled."""
        if not self.is_kept():
            _log.info("compiling the engine's loop `%s` (some seconds, once on this machine)", self.name)
        return self.address()

    def is_kept(self) -> bool:
        """Whether there is an entry for it in the cache."""
        return STORE.path(_complete(self.key, self.signature)).exists()


def loop_named(name: str) -> EngineFunction:
    """The loop `name` of `kernels.loops`."""
    return EngineFunction(name, getattr(loops, name), loops.SIGNATURES[name])


def loop_of(adders: tuple[Adder, ...]) -> EngineFunction:
    """The loop that feeds `adders`, whose signature depends on them: see `kernels.loops.accumulate`."""
    return EngineFunction(f"accumulate {' '.join(each.name for each in adders)}", *loops.accumulate(adders))


def block_function() -> EngineFunction:
    """The computation of a block."""
    return EngineFunction("compute", cast(Kernel, program.compute_block), COMPUTE_SIGNATURE, entry=False)


def driver(name: str) -> Loop:
    """The compiled loop `name` of `kernels.loops`: from the cache, else compiled; loaded once per process."""
    return _loop(name, partial(loop_named, name))


def accumulate_loop(adders: tuple[Adder, ...]) -> Loop:
    """The compiled loop that feeds `adders`."""
    return _loop(adders, partial(loop_of, adders))


def _loop(key: Hashable, find: Callable[[], EngineFunction]) -> Loop:
    with _loading:
        if key not in _loaded:
            found = find()
            _loaded[key] = Loop(found.name, found.announced(), found.signature)
        return _loaded[key]


@lru_cache(maxsize=1)
def compute_block() -> int:
    """The address of the compiled `kernels.program.compute_block`, which every loop takes."""
    return block_function().announced()


def address(made: Callable[[], Kernel], key: str, signature: Signature, *, entry: bool = False) -> int:
    """The address of the compiled function that `made` returns: from the cache under `key`, else compiled.

    It is an `entry` for Python, else for other compiled code. Raises CompilerError if numba cannot compile it, and
    RunError if numba is told not to.
    """
    complete = _complete(key, signature)
    if found := _stored(complete):
        return found
    check_compiler()
    from .object_code import compiled

    code, bound = compiled(made(), signature, entry=entry)
    if not bound:
        STORE.put(complete, code.to_bytes())
    found = load_code(code)
    assert found is not None, code.needed  # noqa: S101 - numba has registered what it calls
    return found


def _complete(key: str, signature: Signature) -> str:
    """The key of code for this processor."""
    return f"{key} {signature} {_processor()}"


def _stored(key: str) -> int | None:
    """The address of the code that is stored under `key`, if any can be loaded."""
    stored = STORE.get(key)
    try:
        return load_code(ObjectCode.from_bytes(stored)) if stored else None
    except (ValueError, RuntimeError) as error:  # compiling again corrects it
        _log.debug("cached code cannot be loaded: %s", error)
        return None


@lru_cache(maxsize=1)
def _processor() -> str:
    """What the compiler makes code for: system, processor, and numba's settings."""
    features = binding.get_host_cpu_features().flatten()
    return " ".join((binding.get_default_triple(), binding.get_host_cpu_name(), features, *settings()))
