"""Joint tables of two inputs and an output, counted in samples that are drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...engine import replay
from ...engine.accumulators.conditional_counts import PARTS
from ...engine.runner import Runner
from ...kernels.batches import BATCHES
from ...kernels.conditional_counts import INPUT_BINS, OUTPUT_BINS
from ...problems import InvalidInput, Problem
from ...scenario.scenario import Input
from ..conditional import ConditionalTable
from .accuracy import check_measurable
from .cells import Cells
from .input_bins import InputBins

Pair = tuple[str, str]

#: Bins of an input in a joint table: half of a table's own.
_JOIN: Final = 2
_BINS: Final = INPUT_BINS // _JOIN
#: More samples are not counted, as those drawn again are held in memory.
MOST_SAMPLES: Final = 1 << 20


def pairs(inputs: Mapping[str, Input], texts: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs of `inputs` that `texts` name, such as ``latency,users``; one given twice is one.

    Raises InvalidInput with every mistake.
    """
    found: dict[frozenset[str], Pair] = {}
    problems: list[Problem] = []
    for text in texts:
        try:
            pair = _pair(inputs, text)
            found.setdefault(frozenset(pair), pair)
        except InvalidInput as error:
            problems.append(Problem(str(error), file=f"--pair {text!r}"))
    if problems:
        raise InvalidInput(problems)
    return tuple(found.values())


def _pair(inputs: Mapping[str, Input], text: str) -> Pair:
    names = [piece.strip() for piece in text.split(",")]
    if len(names) != 2 or names[0] == names[1]:
        raise InvalidInput("must be two inputs with a comma between them, such as latency,users")
    for name in names:
        check_measurable(inputs, name)
    return names[0], names[1]


def joint_cells(
    runner: Runner,
    samples: int,
    asked: Sequence[Pair],
    tables: Mapping[tuple[str, str], ConditionalTable],
    bins: Mapping[str, InputBins],
) -> dict[tuple[Pair, str], Cells]:
    """The joint table of each of the pairs `asked` with every output, from the first `samples` of `runner`.

    `tables` have the bins of inputs and outputs, `bins` what is known of the former.
    """
    rows, outputs = replay.draws(runner, samples)
    parts = np.arange(samples) % BATCHES * PARTS // BATCHES
    outputs_of = [quantity.name for _, quantity in runner.plan.records]
    index = {name: row for row, name in enumerate(runner.plan.values)}
    names = {name for pair in asked for name in pair}
    inside = {
        name: np.searchsorted(_values(tables, name)[_JOIN - 1 :: _JOIN], rows[index[name]], side="right")
        for name in names
    }
    found = {}
    for output, values in zip(outputs_of, outputs, strict=True):
        table = next(table for (_, of), table in tables.items() if of == output)
        column = np.searchsorted(table.edges[1:-1], values, side="right")
        for first, second in asked:
            cell = ((parts * _BINS + inside[first]) * _BINS + inside[second]) * OUTPUT_BINS + column
            counts = np.bincount(cell, minlength=PARTS * _BINS**2 * OUTPUT_BINS)
            shaped = counts.reshape(PARTS, _BINS, _BINS, OUTPUT_BINS).astype(float)
            held = bins[first].joined(_JOIN), bins[second].joined(_JOIN)
            found[(first, second), output] = Cells(shaped, held, table.edges, table.spans)
    return found


def _values(tables: Mapping[tuple[str, str], ConditionalTable], name: str) -> NDArray[np.float64]:
    """The inner boundaries of the bins of the input `name`."""
    return next(table.values for (of, _), table in tables.items() if of == name)
