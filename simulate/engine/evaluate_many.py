"""A scenario at many sets of values instead of draws, by its compiled models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..kernels.batches import BLOCK
from ..kernels.program import WorkType, working_memory
from ..laws.discrete import Constant
from ..scenario.scenario import Input, Scenario
from .backend import Executable
from .compiler.model_loop import compile_model
from .compiler.native_code import Packed
from .program.plan import plan

Floats = NDArray[np.float64]


def evaluate_many(scenario: Scenario, inputs: Mapping[str, Input], values: Mapping[str, Floats]) -> Floats:
    """The scenario's outputs (outputs, n), in base units, where its inputs take `values` (n,), before factors.

    `inputs` are those of one coordinate: they say which factors and profiles apply.
    """
    fixed = {name: replace(each, distribution=Constant(each.nominal), stream=name) for name, each in inputs.items()}
    planned = plan(replace(scenario, inputs=fixed, axes=(), correlations=(), shares=()), seed=0, design="random")
    work = working_memory(planned.program)
    executable = Executable(planned.program, compile_model(scenario.parts, scenario.outputs), [Packed(WorkType, work)])
    count = len(next(iter(values.values())))
    found = np.empty((len(scenario.outputs), count))
    for begin in range(0, count, BLOCK):
        block = found[:, begin : begin + BLOCK]
        for name, row in planned.values.items():
            work.rows[row, : block.shape[1]] = values[name][begin : begin + BLOCK]
        executable.store(0, 0, np.empty((0, block.shape[1])), block, np.empty(0, np.int64))
    return found
