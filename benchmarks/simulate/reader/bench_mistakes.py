"""What a file of a megabyte full of mistakes takes until they are told: processor time and memory of `check`.

``python benchmarks/simulate/reader/bench_mistakes.py [BYTES]``; each file is checked in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from itertools import count, takewhile
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.check import check

SCENARIO = "title: Mistakes\nmodel: serving.by_words\nper: {duration: 1 day}\ninputs:\n"
REGIONS = f"{SCENARIO}  pue: {{nominal: 1, evidence: assumed, source: ours}}\ndimensions:\n  region:\n"
PARTS = "title: Mistakes\nparts:\n"
#: The beginning of a file, and a line that is wrong wherever it is, with its number.
MISTAKES = {
    "laws": (SCENARIO, "  x{}: {{nominal: 1, gsd: 0.5}}"),
    "laws of options": (REGIONS, "    x{}: {{pue: {{gsd: 0.5}}}}"),
    "unknown keys": (SCENARIO, "  x{}: {{nominal: 1, nomnal: 2}}"),
    "unknown names": (REGIONS, "    x{0}: {{pu{0}: 2}}"),
    "wrong units": (REGIONS, "    x{0}: {{pue: {0} kWh}}"),
    "unknown units": (REGIONS, "    x{0}: {{pue: {0} kz{0}}}"),
    "rows of the catalog": (REGIONS, "    x{0}: {{carbon_intensity: {{catalog: grid/x-{0}}}}}"),
    "formulas": (PARTS, "  x{0}: {{model: 'y = a +* {0}', inputs: {{}}}}"),
    "models": (PARTS, "  x{0}: {{model: serving.by_w{0}, inputs: {{}}}}"),
    "scenarios": (PARTS, "  x{0}: {{use: chatgpt/by-w{0}}}"),
    "duplicate keys": (SCENARIO, "  pue: {}"),
    "anchors": (SCENARIO, "  x{}: &a 1"),
}


def text(kind: str, size: int) -> str:
    """A file of at most `size` bytes with mistakes of this kind alone."""
    before, line = MISTAKES[kind]
    left = size - len(before)

    def fits(each: str) -> bool:
        nonlocal left
        left -= len(each)
        return left >= 0

    return before + "".join(takewhile(fits, (f"{line.format(number)}\n" for number in count())))


@pytest.mark.parametrize("kind", ["laws", "unknown names", "scenarios"])
def test_mistakes(benchmark, tmp_path, kind):
    path = tmp_path / "wrong.yaml"
    path.write_text(text(kind, 100_000))

    def refused() -> None:
        with pytest.raises(InvalidInput):
            check(str(path))

    benchmark(refused)


def main() -> None:
    """Print seconds of the processor and the peak memory for each kind of mistake."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for kind in MISTAKES:
            path = Path(folder, "wrong.yaml")
            path.write_text(text(kind, size))
            process = subprocess.Popen([sys.executable, "-m", "carbonspan", "check", path], stderr=subprocess.PIPE)
            shown = process.stderr.read().splitlines()
            usage = os.wait4(process.pid, 0)[2]
            took = usage.ru_utime + usage.ru_stime
            print(
                f"{kind:20} {took:5.1f} s {usage.ru_maxrss / 1024:6.0f} MB  {shown[-1].decode().split(': ')[-1]}",
                flush=True,
            )


if __name__ == "__main__":
    main()
