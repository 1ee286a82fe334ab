"""Machine code on disk: another process finds it, and what is wrong with it is mended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.describe.memo import cache_folder
from carbonspan.simulate.engine.codecache import digest, driver, kernels_key

RUN = """
import sys
from pathlib import Path
sys.path.insert(0, {folder!r})
import cs_cached
from carbonspan.simulate.describe.laws.bounded import Uniform
from carbonspan.simulate.describe.scenario import Input, Part, Quantity, Scenario
from carbonspan.simulate.describe.formulas.signature import read_model
from carbonspan.simulate.describe.units import unit
from carbonspan.simulate.engine.plan import plan
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.runner import Runner
model = read_model(cs_cached.tripled, name="tripled")
inputs = {{"a": Input("a", Uniform(0.0, 1.0), unit(""), 0.5, "a")}}
scenario = Scenario("s", "", (Part("", model, ("a",)),), inputs, (Quantity("tripled", unit("")),))
runner = Runner(plan(scenario, seed=0, design="random"), 1)
print("numba.np.arrayobj" in sys.modules, file=sys.stderr)
print(*draws(runner, 3)[1][0] / draws(runner, 3)[0][0])
"""


def process(folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """A fresh process that computes three factors, and says whether it imported what numba compiles arrays with."""
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", RUN.format(folder=str(folder))]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


def answer(folder: Path, cache: Path) -> list[float]:
    """The factor that a fresh process multiplies by."""
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
    driver("store")
    cache = folder / "cache"
    shutil.copytree(cache_folder() / "code", cache / "code", ignore=shutil.ignore_patterns("model*"))
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    kept = files(cache)
    assert any(name.startswith("model") for name in kept)
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    assert files(cache) == kept
    (folder / "cs_gain.py").write_text("GAIN = 4.5\n")
    assert answer(folder, cache) == [4.5, 4.5, 4.5]
    grown = files(cache)
    assert kept.items() <= grown.items()
    assert set(grown) != set(kept)


def test_a_model_on_disk_is_loaded_without_what_compiles_it(folder: Path) -> None:
    process(folder, folder / "cache")
    assert process(folder, folder / "cache").stderr.splitlines()[-1] == "False"


@pytest.mark.parametrize("suffix", [".nbc", ".nbi"], ids=["code", "index"])
def test_what_cannot_be_read_is_compiled_anew_and_kept(folder: Path, suffix: str) -> None:
    (folder / "cs_gain.py").write_text("GAIN = 3.0\n")
    cache = folder / "cache"
    spoiled = [path for path in (cache / "code").glob("model*") if path.suffix == suffix]
    assert spoiled
    for path in spoiled:
        path.write_bytes(b"spoiled")
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    kept = files(cache)
    assert answer(folder, cache) == [3.0, 3.0, 3.0]
    assert files(cache) == kept


def test_a_key_tells_its_texts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", "c") == digest("ab", "c")
    assert len(kernels_key()) == 64


def test_a_driver_is_loaded_once() -> None:
    assert driver("store") is driver("store")
