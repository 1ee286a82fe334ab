"""How long a model that nobody ran before takes to compile, once numba is warm, and to load when it is cached.

``python benchmarks/simulate/engine/bench_compiler.py [ROUNDS]``; medians.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

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


def main(rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CARBONSPAN_CACHE_DIR"] = folder
        from carbonspan.simulate.describe.load import load
        from carbonspan.simulate.engine.compiler import compile_model

        compiled, loaded = [], []
        for k in range(rounds + 1):
            place = Path(folder) / str(k)
            place.mkdir()
            (place / "model.py").write_text(SOURCE.format(factor=k + 1.5))
            (place / "mine.yaml").write_text(SCENARIO)
            scenario = load(str(place / "mine.yaml"))
            for times in (compiled, loaded):
                begun = time.perf_counter()
                compile_model(scenario.parts, scenario.outputs)
                times.append(time.perf_counter() - begun)
        print(f"first model of a process  {compiled[0]:.3f} s")
        print(f"a new model               {median(compiled[1:]):.3f} s")
        print(f"a cached model            {median(loaded[1:]):.3f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
