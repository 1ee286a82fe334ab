"""Everything that is measured, as ``benchmarks/RESULTS.md`` with two pictures: the last step of ``make bench``.

``python benchmarks/results.py [KIND ...]``, by default all kinds of ``carbonspan bench``, with fewer repetitions than
the command takes, and the developers' benchmarks that pytest saved last.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from carbonspan.simulate.benchmarking import picture, report
from carbonspan.simulate.benchmarking.benchmark import Benchmark, Kind
from carbonspan.simulate.benchmarking.benchmarks import benchmark
from carbonspan.simulate.benchmarking.numbers import time

FOLDER = Path(__file__).parent
SAVED = FOLDER.parent / ".benchmarks"
#: Repetitions of each kind, with which all take about five minutes.
REPETITIONS: dict[Kind, int] = {"kernels": 31, "models": 2, "start": 5, "scaling": 2}
TITLES: dict[Kind, str] = {
    "kernels": "Kernels",
    "models": "Shipped scenarios",
    "start": "Starting",
    "scaling": "Growth",
}
PICTURES: dict[Kind, str] = {"kernels": "kernels.png", "scaling": "growth.png"}
HEAD = """# Results of the benchmarks

`make bench` writes this file, in about five minutes. `carbonspan bench` repeats each part on any machine, and
[the page on it](../docs/benchmarks.md) explains the tables. [Other libraries](peers/RESULTS.md) are compared apart.
"""


def section(found: Benchmark) -> Iterator[str]:
    """The lines of one kind of benchmark."""
    yield f"\n## {TITLES[found.kind]}\n"
    if found.kind in PICTURES:
        picture.write(found, FOLDER / PICTURES[found.kind])
        yield f"![{report.headline(found)}]({PICTURES[found.kind]})\n"
    yield from (f"Warning: {warning}.\n" for warning in report.warnings(found))
    yield "```text"
    for each in report.lines(found):
        yield from [each] if isinstance(each, str) else [line.text for line in each.lines()]
    yield "```"


def developers() -> Iterator[str]:
    """The lines of the developers' benchmarks, as pytest-benchmark saved them last; none if it never did."""
    files = sorted(SAVED.glob("*/*_developers.json"), key=lambda path: path.stat().st_mtime)
    if not files:
        return
    yield "\n## Developers' benchmarks\n"
    yield "`make bench` runs each alone, with pytest-benchmark; run as a program, each file compares more.\n"
    yield "| file | benchmark | median | between the quartiles | rounds | |"
    yield "|---|---|---:|---:|---:|---|"
    for each in json.loads(files[-1].read_text(encoding="utf-8"))["benchmarks"]:
        file, _, name = each["fullname"].partition("::")
        stats, told = each["stats"], "; ".join(f"{value:,.0f} {key}" for key, value in each["extra_info"].items())
        file = file.removeprefix("benchmarks/")
        yield f"| `{file}` | {name} | {time(stats['median'])} | {time(stats['iqr'])} | {stats['rounds']} | {told} |"


def main(*kinds: Kind) -> None:
    lines = [HEAD]
    for kind in kinds or REPETITIONS:
        print(f"carbonspan bench {kind}", file=sys.stderr)
        lines += section(benchmark(kind, REPETITIONS[kind]))
    lines += developers()
    (FOLDER / "RESULTS.md").write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
