"""How long the command line takes to answer, as whole processes in turn: help, a million samples, a first run, imports.

``python benchmarks/simulate/cli/bench_main.py [ROUNDS] [PYTHON]``: the first round fills the caches of scenarios,
tables, compiled code and bytecode, and does not count; in each of the others all processes run side by side. With the
interpreter `PYTHON` of another environment, in which another version is installed, every process is run by both, and
the ratio of the two in the same round is printed. On a machine that does something else too, processor time and ratios
say more than seconds do: a first run compiles in two processes, which are faster than one only where two processors are
free.

The run may take 1.2 times its imports (numpy, llvmlite) and 0.4 s; help may take 0.25 s.
"""

from __future__ import annotations

import sys
import tempfile
from statistics import median

import pytest

from carbonspan.simulate.benchmarking.clock import Taken
from carbonspan.simulate.benchmarking.processes import taken_by

IMPORTS, HELP = "import numpy, llvmlite.binding", "carbonspan --help"
RUN, FIRST = "carbonspan run, 1e6 samples", "the same, nothing compiled"
_RUN = ["-m", "carbonspan", "run", "chatgpt/by-words", "--samples", "1e6"]
COMMANDS = {IMPORTS: ["-c", IMPORTS], RUN: _RUN, FIRST: _RUN, HELP: ["-m", "carbonspan", "--help"]}
HELP_BUDGET = 0.25


def taken(name: str, python: str = sys.executable) -> Taken:
    """What one process takes."""
    if name != FIRST:
        return taken_by(COMMANDS[name], python=python)
    with tempfile.TemporaryDirectory() as folder:
        return taken_by(COMMANDS[name], {"CARBONSPAN_CACHE_DIR": folder}, python=python)


@pytest.mark.parametrize("name", COMMANDS)
def test_process(benchmark, name):
    """One whole process, after one that fills the caches."""
    taken(name)
    benchmark.pedantic(taken, (name,), rounds=5)


def budget(imports: float) -> float:
    """What the run may take, where its imports take so long."""
    return 1.2 * imports + 0.4


def main(rounds: int = 11, other: str = "") -> None:
    pythons = [sys.executable, other] if other else [sys.executable]
    found = [{(name, each): taken(name, each) for name in COMMANDS for each in pythons} for _ in range(rounds + 1)][1:]
    written = "not written: PYTHONDONTWRITEBYTECODE" if sys.dont_write_bytecode else "written"
    print(f"{'':36s}    wall  processors   (medians of {rounds}; bytecode is {written})")
    for name in COMMANDS:
        for python in pythons:
            wall, used = (median(times) for times in zip(*(each[name, python] for each in found), strict=True))
            print(f"{name if python == sys.executable else '    other version':36s} {wall:6.3f} s    {used:6.3f} s")
        if other:
            ratios = (median(each[name, pythons[0]][c] / each[name, other][c] for each in found) for c in range(2))
            print(f"{'    ratio':36s} {'     '.join(f'{ratio:6.2f}' for ratio in ratios)}")
    own = [{name: each[name, sys.executable] for name in COMMANDS} for each in found]
    for clock, what in enumerate(Taken._fields):
        share = median(each[RUN][clock] / budget(each[IMPORTS][clock]) for each in own)
        print(f"{f'share of the run budget, {what}':36s} {100 * share:6.0f} %")
    share = median(each[HELP].wall for each in own) / HELP_BUDGET
    print(f"{'share of the help budget, wall':36s} {100 * share:6.0f} %")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:])
