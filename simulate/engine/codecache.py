"""Machine code on disk, found again by a hash of all it was made from.

numba's own cache looks at the file of the outermost function only: it answers with stale code after a helper, or a
constant in another module, was edited. Here the key is the caller's, and holds the sources of everything that is
compiled in.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import llvmlite
import numba
from numba.core import caching, ccallback
from numba.core.registry import cpu_target

from .. import kernels
from ..describe.memo import cache_folder
from ..kernels import drivers
from ..kernels.jit import OPTIONS
from ..kernels.program import MODEL_SIGNATURE

_log = logging.getLogger("carbonspan")
_loading = threading.Lock()
_loaded: dict[str, Callable[..., Any]] = {}


class _Locator(caching._CacheLocator):  # type: ignore[misc] # noqa: SLF001 - numba has no public way in
    """Says where code of one key lies: in this user's cache folder."""

    def __init__(self, key: str) -> None:
        self._key = key

    def get_cache_path(self) -> str:
        return str(cache_folder() / "code")

    def get_source_stamp(self) -> str:
        return self._key

    def get_disambiguator(self) -> str:
        return self._key[:20]


class _Implementation(caching.CompileResultCacheImpl):  # type: ignore[misc]
    """Names the files of one key, without asking where the function's source is."""

    def __init__(self, name: str, key: str) -> None:
        self._lineno = 0
        self._locator = _Locator(key)
        self._filename_base = self.get_filename_base(name, "")

    def reduce(self, data: Any) -> Any:
        """What is kept of compiled code: of the environments of what it calls, only those that hold objects.

        To load an environment is to import its module, numba's own for arrays, texts and sorting among them; code that
        holds no object never looks into one.
        """
        *code, environments = data._reduce()  # noqa: SLF001 - as above
        return *code, tuple(each for each in environments if each.consts)


class CodeCache(caching.FunctionCache):  # type: ignore[misc]
    """numba's cache of one function, under a key of ours."""

    def __init__(
        self, function: Callable[..., Any], name: str, key: str, prepare: Callable[[], None] = lambda: None
    ) -> None:
        self._prepare = prepare
        self._name = name
        self._py_func = function
        self._impl = _Implementation(name, key)
        self._cache_path = self._impl.locator.get_cache_path()
        self._cache_file = caching.IndexDataCacheFile(self._cache_path, self._impl.filename_base, key)
        self.enable()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code under this key; None where there is none, or where its file cannot be read.

        numba would first import all that it can compile, which takes half as long again as importing numba. Code that
        is loaded needs none of that, nor numba's run-time: formulas and kernels are arithmetic, which makes no objects.
        """
        code = None
        # whatever is wrong with a file of the cache, compiling anew mends it
        with contextlib.suppress(Exception):
            code = self._load_overload(sig, target_context)
        if code is None:
            target_context.refresh()
            self._prepare()
        return code

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code, in place of an index that cannot be read; where nothing can be written, it is compiled anew.

        numba reads the index before it adds to it.
        """
        try:
            super().save_overload(sig, data)
        except OSError:
            return
        except Exception:  # noqa: BLE001 - whatever is wrong with a file of the cache, writing anew mends it
            with contextlib.suppress(Exception):
                self._cache_file.flush()
                super().save_overload(sig, data)

    def _index_key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        return sig, codegen.magic_tuple()


def digest(*texts: str) -> str:
    """A key for code made from `texts` by this version of the compiler."""
    return hashlib.sha256(
        "\0".join((*texts, numba.__version__, llvmlite.__version__, repr(OPTIONS))).encode()
    ).hexdigest()


@lru_cache(maxsize=1)
def kernels_key() -> str:
    """The key of the drivers: all sources of the kernels, and by which name code on disk finds them again."""
    folder = Path(kernels.__file__).parent
    return digest(kernels.__name__, *(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))))


def driver(name: str) -> Callable[..., Any]:
    """The compiled loop `name` of `kernels.drivers`: from the disk, else compiled, once a process.

    It is called without numba's dispatcher, since there is one signature.
    """
    with _loading:
        if name not in _loaded:
            _loaded[name] = _load_driver(getattr(drivers, name), drivers.SIGNATURES[name], name)
        return _loaded[name]


def _load_driver(dispatcher: Any, signature: Any, name: str) -> Callable[..., Any]:
    cache = CodeCache(dispatcher.py_func, name, kernels_key())
    code = cache.load_overload(signature, cpu_target.target_context)
    if code is None:
        _log.info("compiling the engine's loop `%s`: some seconds, once on this machine", name)
        dispatcher.compile(signature)
        code = dispatcher.get_compile_result(signature)
        cache.save_overload(signature, code)
    entry: Callable[..., Any] = code.entry_point
    return entry


def callback(function: Callable[..., None], key: str, prepare: Callable[[], None]) -> Any:
    """`function` as a compiled callback with a model's signature: from the disk under `key`, else compiled.

    `prepare` is called before it is compiled.
    """
    compiled: Any = ccallback.CFunc(
        function, (MODEL_SIGNATURE.args, MODEL_SIGNATURE.return_type), {}, {"nopython": True, **OPTIONS}
    )
    compiled._cache = CodeCache(function, "model", key, prepare)  # noqa: SLF001 - as above
    compiled.compile()
    return compiled
