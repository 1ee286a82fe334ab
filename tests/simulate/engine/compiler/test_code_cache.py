"""Machine code on disk: other processes find it, and damaged code is compiled again."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from carbonspan.simulate.engine.compiler import code_cache
from carbonspan.simulate.engine.compiler.code_cache import address, digest, driver, kernels_key
from carbonspan.simulate.engine.compiler.native_code import Loop
from carbonspan.simulate.kernels.compiling.jit import Kernel
from carbonspan.simulate.kernels.compiling.types import float64, void

RUN = """
import sys
from pathlib import Path
sys.path.insert(0, {folder!r})
import cs_cached
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.scenario.scenario import Input, Part, Quantity, Scenario
from carbonspan.simulate.scenario.formulas.signature import read_model
from carbonspan.simulate.units import unit
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.runner import Runner
model = read_model(cs_cached.tripled, name="tripled")
inputs = {{"a": Input("a", Uniform(0.0, 1.0), unit(""), 0.5, "a")}}
scenario = Scenario("s", "", (Part("", model, ("a",)),), inputs, (Quantity("tripled", unit("")),))
runner = Runner(plan(scenario, seed=0, design="random"), 1)
print("numba" in sys.modules, file=sys.stderr)
print(*draws(runner, 3)[1][0] / draws(runner, 3)[0][0])
"""


def process(folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """A new process that computes three factors and reports whether it imported numba."""
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", RUN.format(folder=str(folder))]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


def answer(folder: Path, cache: Path) -> list[float]:
    """The factor by which a new process multiplies."""
    return [round(float(word), 9) for word in process(folder, cache).stdout.split()]


def files(cache: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (cache / "code").rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    (folder / "cs_cached.py").write_text(
        "import cs_gain\n\ndef tripled(a: float) -> float:\n    return cs_gain.GAIN * a\n"
    )
    (folder / "cs_gain.py").write_text("GAIN = 3.0\n")
    return folder


def test_another_process_compiles_nothing_until_a_constant_of_another_module_is_edited(folder: Path) -> None:
    cache = folder / "cache"
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    kept = files(cache)
    assert len(kept) == 3  # the computation of a block, the loop that stores draws, and the model
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    assert files(cache) == kept
    (folder / "cs_gain.py").write_text("GAIN = 4.5\n")
    assert answer(folder, cache) == [4.5, 4.5, 4.5]
    grown = files(cache)
    assert kept.items() <= grown.items()
    assert set(grown) != set(kept)


def test_a_cached_model_is_loaded_without_the_compiler(folder: Path) -> None:
    process(folder, folder / "cache")
    assert process(folder, folder / "cache").stderr.splitlines()[-1] == "False"


def test_damaged_code_is_compiled_again_and_stored(folder: Path) -> None:
    (folder / "cs_gain.py").write_text("GAIN = 3.0\n")
    cache = folder / "cache"
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    for path in (cache / "code").iterdir():
        held = bytearray(path.read_bytes())
        held[len(held) // 2] ^= 1
        path.write_bytes(held)
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    kept = files(cache)
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    assert files(cache) == kept


def half(values: np.ndarray) -> None:
    values[0] /= 2.0


@pytest.mark.parametrize("stored", [b"no code", b'["entry", ["no_such_function"]]\n'])
def test_what_cannot_be_loaded_is_compiled_again(stored: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    store = SimpleNamespace(get=kept.get, put=kept.__setitem__)
    monkeypatch.setattr(code_cache, "STORE", store)
    made = []

    def halved() -> float:
        signature = void(float64[::1])
        loop = Loop("half", address(lambda: made.append(1) or Kernel(half), "half", signature, entry=True), signature)
        loop(values := np.array([3.0]))
        return values[0]

    assert [halved(), halved(), len(made)] == [1.5, 1.5, 1]
    kept.update(dict.fromkeys(kept, stored))
    assert [halved(), halved(), len(made)] == [1.5, 1.5, 2]


def test_a_key_distinguishes_its_texts() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", "c") == digest("ab", "c")
    assert len(kernels_key()) == 64


def test_a_driver_is_loaded_once() -> None:
    assert driver("store") is driver("store")
