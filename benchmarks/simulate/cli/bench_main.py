"""How long the command line takes to answer, as whole processes in turn: help, a first million samples, their imports.

``python benchmarks/simulate/cli/bench_main.py [ROUNDS]``; medians. The run's budget is 1.2 times the imports of numpy,
scipy.special and numba, plus 0.4 s; help's is 0.25 s.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

COMMANDS = {
    "import numpy, scipy.special, numba": ["-c", "import numpy, scipy.special, numba"],
    "carbonspan run, 1e6 samples": ["-m", "carbonspan", "run", "chatgpt/by-words", "--samples", "1e6"],
    "carbonspan --help": ["-m", "carbonspan", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """Wall time of one process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun


def main(rounds: int = 7) -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            taken[name].append(seconds(arguments))
    medians = {name: median(times[1:]) for name, times in taken.items()}
    for name, value in medians.items():
        print(f"{name:36s} {value:6.3f} s")
    imports, run, _ = medians.values()
    print(f"{'budget of the run':36s} {1.2 * imports + 0.4:6.3f} s; it takes {run / imports:.2f} x the imports")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
