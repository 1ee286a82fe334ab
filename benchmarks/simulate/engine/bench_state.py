"""Memory and time of one run by its sample count, each in a process of its own: the memory does not grow.

``python benchmarks/simulate/engine/bench_state.py [SAMPLES ...]``
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

COUNTS = ("1e6", "1e7", "1e8", "1e9")


def main(*counts: str) -> None:
    for count in counts or COUNTS:
        arguments = [
            sys.executable,
            "-m",
            "carbonspan",
            "run",
            "chatgpt/by-words",
            "--samples",
            count,
            "--json",
            "--quiet",
        ]
        begun = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        megabytes = usage.ru_maxrss / 1024
        print(
            f"{count:>6s} samples  {time.perf_counter() - begun:7.2f} s  {megabytes:5.0f} MB resident, status {status}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
