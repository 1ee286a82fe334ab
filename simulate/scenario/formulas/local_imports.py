"""Modules that lie beside a user's model and that it imports, as a script imports those of its own folder.

Each model gets modules of its own, run anew from their source: two folders may hold a `helper.py` each, and one that
was edited is read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType

#: Texts of files by their paths.
Texts = dict[str, bytes]


def known_as(path: str, text: bytes) -> str:
    """The name under which a user's file of that text is kept among all modules."""
    return "carbonspan_model_" + hashlib.sha256(path.encode() + b"\0" + text).hexdigest()[:16]


class Loader(SourceFileLoader):
    """Reads the source alone: no stale bytecode is used, and none is left beside a user's file."""

    def path_stats(self, path: object) -> dict[str, float]:
        """Nothing that a file of bytecode could match."""
        raise OSError(f"{path} is always compiled anew")


class _Beside(Loader):
    """Runs a module under a name that no other file has, by which its classes' annotations find it later."""

    texts: Texts

    def exec_module(self, module: ModuleType) -> None:
        """Run `module`, and note what its file held."""
        text = self.texts[self.path] = self.get_data(self.path)
        module.__name__ = self.name = known_as(self.path, text)
        sys.modules[module.__name__] = module
        super().exec_module(module)


class _Finder(MetaPathFinder):
    """Finds the modules of one folder, and those of packages in it."""

    def __init__(self, folder: Path, texts: Texts) -> None:
        self._folder = folder
        self._loader = type("_BesideOne", (_Beside,), {"texts": texts})

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002 - the interface of finders
        """How to load the module called `name`; None where the folder holds none."""
        place = Path(path[0]) if path else self._folder
        if not place.is_relative_to(self._folder):
            return None
        return FileFinder(str(place), (self._loader, [".py"])).find_spec(name)


@contextlib.contextmanager
def imports_from(folder: Path) -> Iterator[Texts]:
    """While it lasts, imports look into `folder` first; what is read there is in the texts that come back.

    Afterwards the modules are nobody else's: the next `import helper` looks anew.
    """
    texts: Texts = {}
    finder = _Finder(folder, texts)
    before = set(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        yield texts
    finally:
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - before:
            if getattr(sys.modules[name], "__file__", None) in texts and sys.modules[name].__name__ != name:
                del sys.modules[name]


def unchanged(texts: Texts) -> bool:
    """Whether files still hold those texts."""
    with contextlib.suppress(OSError):
        return all(Path(path).read_bytes() == text for path, text in texts.items())
    return False
