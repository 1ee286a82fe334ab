"""A benchmark as JSON, for programs and to be kept: every repetition, with medians and quartiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .benchmark import Benchmark, Timing, about
from .comparison import ComparedTiming, comparison, drift
from .growth_times import slopes
from .kernel_times import shares
from .machine import Machine
from .spread import quartiles

#: Must change with the format.
FORMAT = 1


def as_dict(benchmark: Benchmark, before: Benchmark | None = None) -> dict[str, Any]:
    """A benchmark as plain data, with its comparison with the one `before` it, if there is one."""
    found = shares(benchmark)
    data = {
        "format": FORMAT,
        "benchmark": benchmark.kind,
        "scenario": benchmark.subject,
        "when": benchmark.when,
        "repetitions": benchmark.repetitions,
        "options": dict(benchmark.options),
        "machine": asdict(benchmark.machine),
        "timings": [_timing(each, found.get((each.group, each.name))) for each in benchmark.timings],
        "slopes": [asdict(each) for each in slopes(benchmark)],
    }
    if before:
        data["comparison"] = {
            "before": {"when": before.when, "versions": before.machine.versions},
            "yardstick_ratio": drift(benchmark, before),
            "rows": [_row(each) for each in comparison(benchmark, before)],
        }
    return data


def from_dict(data: Mapping[str, Any]) -> Benchmark:
    """The benchmark that `as_dict` made into `data`. Raises KeyError, TypeError or ValueError for other data."""
    if data["format"] != FORMAT:
        raise ValueError(f"it has the format {data['format']}, not {FORMAT}")
    return Benchmark(
        data["benchmark"],
        data["scenario"],
        Machine(**data["machine"]),
        data["options"],
        tuple(map(_read, data["timings"])),
        data["when"],
        data["repetitions"],
    )


def _timing(each: Timing, share: float | None) -> dict[str, Any]:
    low, high = quartiles(each.values)
    return {
        "group": each.group,
        "name": each.name,
        "quantity": each.quantity,
        "long_name": about(each.quantity).long_name,
        "unit": about(each.quantity).unit,
        "count": each.count,
        "median": each.median,
        "low_quartile": low,
        "high_quartile": high,
        "share": share,
        "warm_up": each.warm_up,
        "values": list(each.values),
    }


def _read(data: Mapping[str, Any]) -> Timing:
    values: Sequence[float] = data["values"]
    known = data["group"], data["name"], data["quantity"]
    return Timing(*known, tuple(map(float, values)), data["warm_up"], data["count"])


def _row(each: ComparedTiming) -> dict[str, Any]:
    difference = each.difference
    return {
        "group": each.now.group,
        "name": each.now.name,
        "quantity": each.now.quantity,
        "before": each.before.median,
        "now": each.now.median,
        "ratio": difference.ratio,
        "noise": None if difference.direction == "unknown" else difference.noise,
        "difference": difference.direction,
    }
