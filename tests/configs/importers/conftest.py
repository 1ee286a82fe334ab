"""Files that tools wrote, imported as the command does, and files that are changed in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.reader.imports.imported_file import ImportedFile
from carbonspan.simulate.reader.imports.importers import Imported, import_file

#: Programs that run the tools, in environments of their own.
collect_ignore_glob = ["tools/*"]

OUTPUTS = Path(__file__).parent / "outputs"


@pytest.fixture
def imported() -> Callable[..., Imported]:
    """Imports a file of `outputs` by name, or one at a path."""
    return lambda tool, file, pick="": import_file(tool, ImportedFile(OUTPUTS / file, pick))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a file of `outputs` with a text replaced."""

    def change(name: str, old: str, new: str) -> Path:
        text = (OUTPUTS / name).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / name
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return change


@pytest.fixture
def nominal() -> Callable[[Imported], dict[str, float]]:
    """The outputs at nominal values, in base units, of the first item."""

    def at_nominal(found: Imported) -> dict[str, float]:
        names = [output.name for output in found.scenario.outputs]
        return dict(zip(names, evaluate(found.scenario, nominal_values(found.scenario.inputs)), strict=True))

    return at_nominal
