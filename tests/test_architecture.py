"""What import-linter's contracts in pyproject.toml cannot say: which libraries a layer may import, and how."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOPS = {"carbonspan", "configs", "models", "simulate"}
KERNELS = sorted((ROOT / "simulate" / "kernels").glob("*.py"))
MODELS = sorted((ROOT / "models").glob("*.py"))
MODULES = sorted(path for folder in ("configs", "models", "simulate") for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every name a module imports, wherever in the file: ``scipy.special.ndtri``, ``..scenario.formula.formula``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from (f"{origin}.{name.name}" if node.module else origin + name.name for name in node.names)


def foreign(path: Path, *allowed: str) -> list[str]:
    """What a module imports besides its own package, the standard library and the `allowed` libraries."""
    known = {"", *allowed, *sys.stdlib_module_names}
    return [name for name in imported(path) if name.split(".")[0] not in known]


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", KERNELS, ids=label)
def test_kernels_import_numba_and_numpy_alone(path: Path) -> None:
    assert foreign(path, "numba", "llvmlite", "numpy") == []


@pytest.mark.parametrize("path", MODELS, ids=label)
def test_models_import_numpy_and_the_mark_alone(path: Path) -> None:
    assert foreign(path, "numpy") == []
    assert [name for name in imported(path) if name.startswith("..")] == [
        name for name in imported(path) if name.startswith("..simulate.scenario.formula.")
    ]


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_imports_inside_the_package_are_relative(path: Path) -> None:
    assert [
        name for name in imported(path) if name.split(".")[0] in {"carbonspan", "configs", "models", "simulate"}
    ] == []


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_slow_libraries_are_never_imported(path: Path) -> None:
    assert [name for name in imported(path) if name.startswith(("scipy.stats", "matplotlib.pyplot"))] == []
