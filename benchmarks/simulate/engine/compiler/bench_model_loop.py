"""How long a model that nobody ran before takes to compile, once numba is warm, and to load when it is cached.

``python benchmarks/simulate/engine/compiler/bench_model_loop.py [ROUNDS]``; medians.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from carbonspan.simulate.engine.compiler import model_loop
from carbonspan.simulate.engine.compiler.model_loop import compile_model
from carbonspan.simulate.reader.load import load

SOURCE = """from typing import NamedTuple

FACTOR = {factor}


class Answer(NamedTuple):
    energy: float
    emissions: float


def energy(power: float, time: float, pue: float) -> float:
    return power * time * pue * FACTOR


def answer(power: float, time: float, pue: float, intensity: float, share: float, lifetime: float) -> Answer:
    used = energy(power, time, pue)
    return Answer(used, used * intensity + share / lifetime)
"""

SCENARIO = """title: a model of my own
model: model.py:answer
inputs:
  power: {nominal: 1, gsd: 2, evidence: assumed}
  time: {nominal: 1, gsd: 2, evidence: assumed}
  pue: {nominal: 1.2, uniform: [1.1, 1.3], evidence: assumed}
  intensity: {nominal: 1, gsd: 1.2, evidence: assumed}
  share: {nominal: 1, gsd: 1.2, evidence: assumed}
  lifetime: {nominal: 4, uniform: [3, 6], evidence: assumed}
"""


def model(folder: Path, k: int) -> tuple[Any, Any]:
    """What `compile_model` takes of the scenario of a model that is like no other."""
    subfolder = folder / str(k)
    subfolder.mkdir()
    (subfolder / "model.py").write_text(SOURCE.format(factor=k + 1.5))
    (subfolder / "mine.yaml").write_text(SCENARIO)
    scenario = load(str(subfolder / "mine.yaml"))
    return scenario.parts, scenario.outputs


def forget() -> None:
    """What this process has compiled is looked for on the disk again."""
    model_loop._compiled.clear()  # noqa: SLF001 - there is no other way to measure a second process


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    compile_model(*model(tmp_path, 99))
    return tmp_path


def test_new_model(benchmark, folder):
    models = (model(folder, k) for k in range(5))
    benchmark.pedantic(compile_model, setup=lambda: (next(models), {}), rounds=5)


def test_cached_model(benchmark, folder):
    arguments = model(folder, 0)
    compile_model(*arguments)

    def setup():
        forget()
        return arguments, {}

    benchmark.pedantic(compile_model, setup=setup, rounds=20)


def main(rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CARBONSPAN_CACHE_DIR"] = str(Path(folder) / "cache")
        compiled, loaded = [], []
        for k in range(rounds + 1):
            arguments = model(Path(folder), k)
            for times in (compiled, loaded):
                forget()
                begun = time.perf_counter()
                compile_model(*arguments)
                times.append(time.perf_counter() - begun)
        print(f"first model of a process  {compiled[0]:.3f} s")
        print(f"a new model               {median(compiled[1:]):.3f} s")
        print(f"a cached model            {median(loaded[1:]):.3f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
