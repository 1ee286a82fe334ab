"""What import-linter's contracts in pyproject.toml cannot express: a layer's libraries, `simulate`'s words."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOPS = {"carbonspan", "configs", "models", "simulate"}
KERNELS = sorted((ROOT / "simulate" / "kernels").glob("*.py"))
MODELS = sorted((ROOT / "models").glob("*.py"))
SIMULATE = sorted((ROOT / "simulate").rglob("*.py"))
#: Words of carbon and AI: they are data, in configs/.
FIELD = re.compile(
    r"co[2₂]|carbon(?!span)|emission|intensity|greenhouse|[cgt]pu(?![a-z])|\b[pw]ue\b"
    r"|gpt|(?<![a-z])bert|bloom|llm|token|prompt|quer(?:y|ies)|inference|training|neural",
    re.IGNORECASE,
)
#: What is left out of texts: names of inputs, outputs and units that messages and help give as examples.
EXAMPLES = ("pue", "emissions", "chatgpt/by-words", "gpu*s/word", "gpu*hour/word", "W/gpu", "gCO2e/kWh", "gCO2e_kWh")
#: Names that mean something else: LLVM calls the processor so, and contextvars what restores a variable.
OTHERS = {"cpu_target", "token"}
#: Settings of numba.
SETTINGS = ("NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES")
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


def texts(path: Path) -> Iterator[str]:
    """Every text in the code of a module but docstrings, and every name that it defines or uses."""
    tree = ast.parse(path.read_text())
    documented = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    docstrings = {ast.get_docstring(node, clean=False) for node in documented}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
            yield re.sub("|".join(map(re.escape, (*EXAMPLES, *SETTINGS))), "", node.value)
        names = {getattr(node, kind, None) for kind in ("name", "id", "arg")}
        yield from (name for name in names - OTHERS if isinstance(name, str))


@pytest.mark.parametrize("path", SIMULATE, ids=label)
def test_simulate_has_no_word_of_carbon_or_ai(path: Path) -> None:
    assert [text for text in texts(path) if FIELD.search(text)] == []


@pytest.mark.parametrize("text", ["x = 'tCO2e'", "is_carbon = 1", "def of_gpu(): ...", "f'{x} tokens'", "f(pue=1)"])
def test_a_word_of_carbon_or_ai_is_found(text: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(text)
    assert any(map(FIELD.search, texts(path)))
