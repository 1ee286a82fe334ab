"""Every kind of benchmark in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbonspan.simulate.benchmarking import report
from carbonspan.simulate.benchmarking.benchmark import Benchmark


def printed(benchmark: Benchmark) -> list[str]:
    """The lines, their columns one space apart."""
    lines: list[str] = []
    for each in report.lines(benchmark):
        found = [each] if isinstance(each, str) else [line.text for line in each.lines()]
        lines += [" ".join(line.split()) for line in found]
    return lines


def test_kernels(made) -> None:
    lines = printed(made("kernels"))
    assert lines[0] == "chatgpt/by-words, random design: 10.0 ns a sample, 100 million samples a second, on one core"
    assert lines[2:8] == [
        "kernel steps ns a sample spread share",
        "chatgpt/by-words, random design",
        "draws 3 4.00 ± 1.0 % 40 %",
        "tables 3 5.00 ± 1.0 % 50 %",
        "model 3 1.00 ± 1.0 % 10 %",
        "whole pipeline 10.00 ± 1.0 % 100 %",
    ]
    assert lines[-2] == "A processor, AVX-512, 2 cores for this process, load 0.3, Linux x86_64"


def test_models(made) -> None:
    lines = printed(made("models"))
    assert lines[0] == (
        "A warm run of 1e6 samples takes 70 ms (chatgpt/by-words) to 140 ms (grid/us-mix), with its answer"
    )
    assert "chatgpt/by-words 12.0 ± 1.0 % 83.3 40.0 ± 1.0 % 70.0 ± 1.0 %" in lines
    assert "Runs on 2 threads." in lines


def test_one_scenario(made) -> None:
    lines = printed(made("scenario"))
    assert lines[0] == "A warm run of 1e6 samples of chatgpt/by-words takes 70 ms, with its answer"
    assert "whole pipeline 10.00 ± 1.0 % 100 %" in lines


def test_start(made) -> None:
    lines = printed(made("start"))
    assert lines[0] == "The first run on a machine takes 2.5 s; then carbonspan --help takes 500 ms; whole processes"
    assert "numpy 0.100 ± 1.0 % 0.10 5" in lines


def test_growth(made) -> None:
    lines = printed(made("scaling"))
    assert lines[0] == (
        "60 inputs, 20 outputs, 96 coordinates: 11,000 ns a sample on one core, 12 s for the answer, 600 MB"
    )
    assert "60 120 ± 1.0 % 77.5 ± 1.0 % 160 ± 1.0 %" in lines
    assert lines.count("slope 1.00 ± 0.00 0.50 ± 0.00 0.00 ± 0.00") == 3
    assert "slope -1.00 ± 0.00 0.00 ± 0.00" in lines


@pytest.mark.parametrize("kind", ["kernels", "models", "start", "scaling", "scenario"])
def test_tables_fit_a_terminal_or_go_below_each_other(made, kind: str) -> None:
    tables = [each for each in report.lines(made(kind)) if not isinstance(each, str)]
    assert tables
    assert all(len(line.text) <= 80 for each in tables for line in each.lines(80))


def test_one_repetition_has_no_spread(made) -> None:
    lines = printed(replace(made("kernels"), repetitions=1))
    assert "One repetition, after one to warm up." in lines


def test_a_busy_machine_is_warned_of(made) -> None:
    assert list(report.warnings(made())) == []
    (warning,) = report.warnings(made(machine=replace(made().machine, load=1.7)))
    assert "load 1.7 on 2 cores" in warning
