"""How long the command line takes to answer, as whole processes in turn: help, a first million samples, their imports.

``python benchmarks/simulate/cli/bench_main.py [ROUNDS]``. The first round fills the caches of scenarios, tables,
compiled code and bytecode, and does not count; in each of the others the three processes run side by side. On a machine
that does something else too, processor time and the share of the budget say more than seconds do.

The run may take 1.2 times its imports (numpy, scipy.special, numba) and 0.4 s; help may take 0.25 s.
"""

from __future__ import annotations

import sys
from statistics import median

import pytest

from carbonspan.simulate.benchmarking.clock import Taken
from carbonspan.simulate.benchmarking.processes import taken_by

IMPORTS, RUN, HELP = "import numpy, scipy.special, numba", "carbonspan run, 1e6 samples", "carbonspan --help"
COMMANDS = {
    IMPORTS: ["-c", "import numpy, scipy.special, numba"],
    RUN: ["-m", "carbonspan", "run", "chatgpt/by-words", "--samples", "1e6"],
    HELP: ["-m", "carbonspan", "--help"],
}
HELP_BUDGET = 0.25


@pytest.mark.parametrize("name", COMMANDS)
def test_process(benchmark, name):
    """One whole process, after one that fills the caches."""
    taken_by(COMMANDS[name])
    benchmark.pedantic(taken_by, (COMMANDS[name],), rounds=5)


def budget(imports: float) -> float:
    """What the run may take, where its imports take so long."""
    return 1.2 * imports + 0.4


def main(rounds: int = 11) -> None:
    found = [{name: taken_by(arguments) for name, arguments in COMMANDS.items()} for _ in range(rounds + 1)][1:]
    written = "not written: PYTHONDONTWRITEBYTECODE" if sys.dont_write_bytecode else "written"
    print(f"{'':36s}    wall  processors   (medians of {rounds}; bytecode is {written})")
    for name in COMMANDS:
        wall, used = (median(times) for times in zip(*(each[name] for each in found), strict=True))
        print(f"{name:36s} {wall:6.3f} s    {used:6.3f} s")
    for clock, what in enumerate(Taken._fields):
        share = median(each[RUN][clock] / budget(each[IMPORTS][clock]) for each in found)
        print(f"{f'share of the run budget, {what}':36s} {100 * share:6.0f} %")
    share = median(each[HELP].wall for each in found) / HELP_BUDGET
    print(f"{'share of the help budget, wall':36s} {100 * share:6.0f} %")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
