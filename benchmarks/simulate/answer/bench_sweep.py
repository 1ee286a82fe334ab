"""200 variations of a model of 30 inputs: one sweep, and 200 runs of the scenario with the value set.

The model sums ten products of three lognormal inputs; the first input takes 200 values, on 1e5 samples.

``python benchmarks/simulate/answer/bench_sweep.py [ROUNDS] [PYTHON]`` runs both in turn, each in a process of its own
after a short run that compiles and caches; the 200 runs are those of another build if its PYTHON is given.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import carbonspan

INPUTS, VALUES, SAMPLES = 30, 200, 100_000
NUMBERS = [round(0.5 + 0.01 * k, 2) for k in range(VALUES)]


def written(folder: Path) -> str:
    """The scenario's file in `folder`."""
    names = [f"x{k:02}" for k in range(INPUTS)]
    arguments = ", ".join(f"{name}: float" for name in names)
    terms = " + ".join(" * ".join(names[k : k + 3]) for k in range(0, INPUTS, 3))
    (folder / "wide.py").write_text(f"def wide({arguments}) -> float:\n    return {terms}\n")
    entries = "".join(f"  {name}: {{nominal: 1, gsd: 1.5, evidence: assumed}}\n" for name in names)
    path = folder / "wide.yaml"
    path.write_text(f"title: Wide\nmodel: wide.py:wide\ninputs:\n{entries}")
    return str(path)


def swept(file: str, samples: int = SAMPLES) -> None:
    carbonspan.sweep(file, {"x00": NUMBERS}, samples=samples)


def one_by_one(file: str, samples: int = SAMPLES) -> None:
    for number in NUMBERS if samples == SAMPLES else NUMBERS[:1]:
        carbonspan.run(carbonspan.load(file, sets=f"x00={number}"), samples=samples)


CONTENDERS = {"swept": swept, "one_by_one": one_by_one}


def test_sweep(benchmark, tmp_path):
    """200 values of one input of 30, 1e5 samples."""
    file = written(tmp_path)
    swept(file, 2_000)
    benchmark.pedantic(swept, (file,), rounds=3)


def measure(name: str) -> None:
    """Print the wall and the processor time of one contender, warmed up."""
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder))
        CONTENDERS[name](file, 2_000)
        wall, processor = time.perf_counter(), time.process_time()
        CONTENDERS[name](file)
        print(time.perf_counter() - wall, time.process_time() - processor)


def main(rounds: int = 3, other: str = sys.executable) -> None:
    """Both in turn, and how many times the processor time of the sweep the runs take."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(rounds):
        for name, python in (("swept", sys.executable), ("one_by_one", other)):
            command = [python, __file__, name]
            found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            taken[name].append((float(found[0]), float(found[1])))
    for name, times in taken.items():
        walls, processors = zip(*times, strict=True)
        print(f"{name:12s} {median(walls):8.2f} s by the clock, {median(processors):8.2f} s of processors")
    ratios = [b / a for (_, a), (_, b) in zip(taken["swept"], taken["one_by_one"], strict=True)]
    print(f"one by one takes {median(ratios):.1f} x the processor time")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in CONTENDERS:
        measure(sys.argv[1])
    else:
        main(*(int(each) if each.isdecimal() else each for each in sys.argv[1:]))  # type: ignore[arg-type]
