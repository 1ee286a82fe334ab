"""A benchmark as an xarray Dataset with CF attributes: a variable a quantity, along what was timed and repetitions."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ..show.datasets.variables import NO_UNIT, Variables, group, texts
from .benchmark import Benchmark, about
from .kernel_times import ADDED, shares

if TYPE_CHECKING:
    import xarray as xr


def dataset(benchmark: Benchmark) -> xr.Dataset:
    """The dataset: each quantity (timed, repetition), NaN where there is none, and ``<quantity>_warm_up`` (timed,).

    ``group`` and ``name`` say what was timed, ``count`` what it grows with, such as steps or inputs. ``share`` is
    that of a kernel in its pipeline. Attributes describe the machine.
    """
    timed = list(dict.fromkeys((each.group, each.name) for each in benchmark.timings))
    counts = {(each.group, each.name): each.count for each in benchmark.timings}
    length = max(len(each.values) for each in benchmark.timings)
    variables: Variables = {
        "group": (("timed",), texts(group for group, _ in timed), {}),
        "name": (("timed",), texts(name for _, name in timed), {}),
        "count": (("timed",), np.array([counts[key] for key in timed]), {**NO_UNIT, "long_name": "what it grows with"}),
    }
    for quantity in dict.fromkeys(each.quantity for each in benchmark.timings):
        values = np.full((len(timed), length), math.nan)
        warm_up = np.full(len(timed), math.nan)
        for each in benchmark.timings:
            if each.quantity == quantity:
                row = timed.index((each.group, each.name))
                values[row, : len(each.values)] = each.values
                warm_up[row] = math.nan if each.warm_up is None else each.warm_up
        kind = about(quantity)
        attributes = {"units": kind.unit, "long_name": kind.long_name}
        variables[quantity] = (("timed", "repetition"), values, attributes)
        if np.isfinite(warm_up).any():
            named = {**attributes, "long_name": f"{kind.long_name}, of the call that warmed up"}
            variables[f"{quantity}_warm_up"] = (("timed",), warm_up, named)
    if ADDED in variables:
        of_pipeline = shares(benchmark)
        share = np.array([of_pipeline.get(key, math.nan) for key in timed])
        variables["share"] = (("timed",), share, {**NO_UNIT, "long_name": "share of the pipeline"})
    labels = texts(f"{group}: {name}" for group, name in timed)
    found = group(variables, timed=(labels, {}), repetition=(range(length), {}))
    return found.with_attributes(**_attributes(benchmark)).dataset()


def _attributes(benchmark: Benchmark) -> dict[str, Any]:
    machine = benchmark.machine
    return {
        "Conventions": "CF-1.11",
        "title": f"benchmark of {benchmark.kind} {benchmark.subject}".rstrip(),
        "source": f"carbonspan {machine.versions['carbonspan']}",
        "date": benchmark.when,
        "processor": machine.processor,
        "features": machine.features,
        "cores": machine.cores,
        "system": machine.system,
        "load": machine.load,
        "versions": "; ".join(f"{name} {version}" for name, version in sorted(machine.versions.items())),
        "options": json.dumps(dict(benchmark.options)),
    }
