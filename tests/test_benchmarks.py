"""`make bench` finds something to run in every file of benchmarks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BENCH = re.search(
    r"^\t\$\(pytest\) --benchmark-save=\w+ (--benchmark-only .*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
)


def test_every_benchmark_is_collected() -> None:
    assert BENCH, "the Makefile has no such target"
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", *BENCH[1].split()]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    collected = {line.partition("::")[0] for line in ran.stdout.splitlines() if "::" in line}
    assert collected == {str(path.relative_to(ROOT)) for path in (ROOT / "benchmarks").rglob("bench_*.py")}
