"""The importers by the name of their tool, found as modules: `simulate` knows none of the tools."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from ...files.document import Document
from ...files.plain_data import plain
from ...problems import InvalidInput, did_you_mean
from ...scenario.scenario import Scenario
from ..composition.includes import expand_includes
from ..documents.resolve import resolve
from ..read import read_document
from .draft import Draft
from .imported_file import ImportedFile

#: The package whose modules are importers, each with a function `read`.
PACKAGE = __name__.partition(".simulate.")[0] + ".configs.importers"


@dataclass(frozen=True)
class Imported:
    """The scenario that was read from a file, as a file of its own has it."""

    draft: Draft
    data: Mapping[str, Any]
    scenario: Scenario


def tools() -> Mapping[str, str]:
    """Each tool by name, with the files that are read of it.

    >>> "brightway" in tools()
    True
    """
    return {name: _summary(name) for name in _names()}


def import_file(tool: str, file: ImportedFile) -> Imported:
    """The scenario in a file of `tool`.

    Raises InvalidInput for an unknown tool, for what is no file of it, and for numbers that are missing or no numbers,
    each with its position.
    """
    if tool not in _names():
        raise InvalidInput(f"no tool is called {tool!r}; {did_you_mean(tool, _names())}")
    draft: Draft = import_module(f"{PACKAGE}.{tool}").read(file)
    data = plain(draft.data())
    stated = resolve(expand_includes(Document(data), Path()))
    return Imported(draft, data, read_document(stated, name=file.path.stem, path=None))


def _names() -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(import_module(PACKAGE).__path__) if info.name[0] != "_")


def _summary(name: str) -> str:
    return (import_module(f"{PACKAGE}.{name}").__doc__ or "").partition("\n")[0].rstrip(".")
