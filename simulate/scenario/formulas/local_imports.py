"""Imports from the folder of a user's model, as a script imports modules from its own folder.

Each model gets separate modules, executed from source: two folders may each contain a `helper.py`, and an edited file
is read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType

#: The content of files by path.
Contents = dict[str, bytes]


_PREFIX = "carbonspan_model_"


def is_of_file(function: Callable[..., object]) -> bool:
    """Whether a function is of a user's file as run here, under a name that no other process imports."""
    return function.__module__.startswith(_PREFIX)


def module_name(path: str, text: bytes) -> str:
    """The name in `sys.modules` of a user's file with this text."""
    return _PREFIX + hashlib.sha256(path.encode() + b"\0" + text).hexdigest()[:16]


class SourceLoader(SourceFileLoader):
    """Loads from source only: no stale bytecode is used, and none is written next to a user's file."""

    def path_stats(self, path: object) -> dict[str, float]:
        """Raise OSError, so that no bytecode matches."""
        raise OSError(f"{path} is always compiled again")


class _LocalLoader(SourceLoader):
    """Executes a module under a unique name, with which the annotations of its classes find it later."""

    contents: Contents

    def exec_module(self, module: ModuleType) -> None:
        """Execute `module`, and record the content of its file."""
        text = self.contents[self.path] = self.get_data(self.path)
        module.__name__ = self.name = module_name(self.path, text)
        sys.modules[module.__name__] = module
        super().exec_module(module)


class _LocalFinder(MetaPathFinder):
    """Finds the modules in one folder and in its packages."""

    def __init__(self, folder: Path, contents: Contents) -> None:
        self._folder = folder
        self._loader = type("_FolderLoader", (_LocalLoader,), {"contents": contents})

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002 - the interface of finders
        """The spec of the module `name`; None if it is not in the folder."""
        searched = Path(path[0]) if path else self._folder
        if not searched.is_relative_to(self._folder):
            return None
        return FileFinder(str(searched), (self._loader, [".py"])).find_spec(name)


@contextlib.contextmanager
def imports_from(folder: Path) -> Iterator[Contents]:
    """A context in which imports search `folder` first; yields the content of the files they read.

    The modules are removed from `sys.modules` at the end, so that the next `import helper` searches again.
    """
    contents: Contents = {}
    finder = _LocalFinder(folder, contents)
    before = set(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        yield contents
    finally:
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - before:
            if getattr(sys.modules[name], "__file__", None) in contents and sys.modules[name].__name__ != name:
                del sys.modules[name]


def unchanged(contents: Contents) -> bool:
    """Whether all files still have this content."""
    with contextlib.suppress(OSError):
        return all(Path(path).read_bytes() == text for path, text in contents.items())
    return False
