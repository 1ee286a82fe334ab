"""What another value of one input costs: a variation of a model of 30 inputs, and the same read from its file.

``python benchmarks/simulate/reader/bench_variation.py [OTHER PYTHON]``; the other interpreter has another carbonspan,
in which the file is read with the value set. Both are in processes of their own, in turn; times are of the processor.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pytest

import carbonspan

INPUTS = [f"x{number:02d}" for number in range(30)]
LAWS = ("gsd: 1.3", "p5: 1, p95: 4", "pert: [1, 2, 4]", "beta: {p5: 1, p95: 3, low: 0, high: 5}", "uniform: [1, 3]")
ROUNDS, VARIATIONS = 5, 40
#: Prints the median time of a variation, then of reading the file with the value, in milliseconds.
TIMED = f"""
import time
from statistics import median
import carbonspan

scenario = carbonspan.load("thirty.yaml")

def read(value):
    return carbonspan.load("thirty.yaml", sets=[f"x00={{value}}"])

def time_of(make, count):
    make("1.5 kJ")
    times = []
    for number in range(count):
        begun = time.process_time()
        make(f"{{1 + number / 100}} kJ")
        times.append(1e3 * (time.process_time() - begun))
    return median(times)

can_vary = hasattr(scenario, "with_")
print(time_of(lambda value: scenario.with_(x00=value), {VARIATIONS}) if can_vary else float("nan"))
print(time_of(read, 5))
"""


def write(folder: Path) -> Path:
    """A model of 30 inputs, and its scenario."""
    arguments = ", ".join(f'{name}: Annotated[float, "J"]' for name in INPUTS)
    model = f'def total({arguments}) -> Annotated[float, "J"]:\n    return {" + ".join(INPUTS)}\n'
    (folder / "thirty.py").write_text(f"from typing import Annotated\n\n\n{model}")
    entries = (
        f"  {name}: {{nominal: 2 kJ, {LAWS[index % len(LAWS)]}, evidence: assumed}}\n"
        for index, name in enumerate(INPUTS)
    )
    path = folder / "thirty.yaml"
    path.write_text("title: Thirty inputs\nmodel: thirty.py:total\ninputs:\n" + "".join(entries))
    return path


@pytest.fixture
def scenario(tmp_path):
    return carbonspan.load(write(tmp_path))


def test_variation(benchmark, scenario):
    values = iter(range(1000, 1_000_000))
    benchmark(lambda: scenario.with_(x00=f"{next(values)} J"))


def main() -> None:
    """Print medians over rounds, for each interpreter."""
    pythons = [sys.executable, *sys.argv[1:]]
    times = {python: [] for python in pythons}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        for _ in range(ROUNDS):
            for python in pythons:
                finished = subprocess.run([python, "-c", TIMED], cwd=folder, capture_output=True, text=True, check=True)
                times[python].append([float(line) for line in finished.stdout.split()])
    for python, rounds in times.items():
        varied, read = (median(column) for column in zip(*rounds, strict=True))
        print(f"{python}: a variation {varied:.2f} ms, read from the file {read:.1f} ms")


if __name__ == "__main__":
    main()
