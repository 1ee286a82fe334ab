"""Sources and constants of compiled models: any edit of them changes the key."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from carbonspan.simulate.engine.compiler.model_sources import sources
from carbonspan.simulate.scenario.formulas.reachable import constants, helpers

GAIN = 3.0


def five(a: float, b: float, c: float, d: float, e: float) -> float:
    return a + helper(b) * c - d * e


def helper(x: float) -> float:
    return deeper(x) + 1.0


def deeper(x: float) -> float:
    return GAIN * x


def loaded(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module with that text, importable under its name until the test ends."""
    path = folder / f"{name}.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


CONSTANTS = "import numpy as np\nGAIN = 2.0\nTABLE = np.array([1.0, 2.0])\nNAMES = ('a', 'b')\nUNUSED = 5\n"
TOOLS = (
    "import cs_constants\nfrom cs_constants import TABLE\n\n"
    "def scale(x):\n    return cs_constants.GAIN * x + TABLE[1]\n"
)
MODEL = (
    "import cs_tools\nfrom cs_tools import scale\n\nOFFSET = 1.0\n\n"
    "def model(a: float) -> float:\n    return scale(a) + OFFSET\n"
)


@pytest.mark.parametrize(
    ("module", "old", "new", "changes"),
    [
        ("cs_model", "+ OFFSET", "- OFFSET", True),
        ("cs_model", "OFFSET = 1.0", "OFFSET = 1.5", True),
        ("cs_tools", "* x", "/ x", True),
        ("cs_constants", "GAIN = 2.0", "GAIN = 2.5", True),
        ("cs_constants", "[1.0, 2.0]", "[1.0, 2.5]", True),
        ("cs_constants", "UNUSED = 5", "UNUSED = 6", False),
    ],
)
def test_the_key_changes_with_everything_compiled_in(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    old: str,
    new: str,
    changes: bool,  # noqa: FBT001
) -> None:
    found = []
    for number, edited in enumerate((False, True)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in (("cs_constants", CONSTANTS), ("cs_tools", TOOLS), ("cs_model", MODEL)):
            loaded_text = text.replace(old, new) if edited and name == module else text
            model = loaded(folder, name, loaded_text, monkeypatch)
        found.append(sources([model.model]))
    assert (found[0] != found[1]) is changes


def test_closures_are_constants_too() -> None:
    def made(factor: float) -> Callable[[float], float]:
        def scaled(a: float) -> float:
            return factor * a

        return scaled

    assert sources([made(2.0)]) != sources([made(3.0)])
    assert sources([made(2.0)]) == sources([made(2.0)])


def test_every_reachable_plain_function_is_found() -> None:
    assert set(helpers(five)) == {five, helper, deeper}
    assert constants(deeper) == {"GAIN": 3.0}
