"""Samples of a run, computed again instead of stored: every draw is a function of its index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernels.batches import BATCHES, LEAF
from ..problems import InvalidInput, Problem
from ..units import display
from ..units.number_format import significant
from .available_memory import available_memory
from .errors import RunError, SumsNotFinite
from .runner import Runner
from .tasks import batch_size
from .workers import Workers

Floats = NDArray[np.float64]

#: Samples of a batch that are searched together when those that are not finite are counted.
_WINDOW = LEAF
#: Bytes that a number to keep takes: itself, a copy in the units of its file, and what compressing it takes.
_BYTES = 32


def draws(runner: Runner, count: int) -> tuple[Floats, Floats]:
    """The first `count` samples: inputs (input, count), before factors, and outputs (record, count)."""
    return _draws(runner, count, len(runner.plan.values), len(runner.plan.records))


def check_room(runner: Runner, count: int) -> None:
    """Raise InvalidInput unless there is memory for `count` samples to keep, and to write them to a file."""
    one = _BYTES * (len(runner.plan.values) + len(runner.plan.records))
    free = available_memory()
    if free is not None and count * one > free:
        rule = (
            f"{count:,} samples to keep take {_gigabytes(count * one)}, and {_gigabytes(free)} of memory are available"
        )
        raise InvalidInput([Problem(f"{rule}; keep at most {free // one:,}, or name fewer options", "draws")])


def _gigabytes(count: int) -> str:
    return f"{significant(count / 1e9, 3)} GB"


def input_draws(runner: Runner, count: int) -> Floats:
    """The first `count` samples of the inputs alone (input, count), before factors."""
    return _draws(runner, count, len(runner.plan.values), 0)[0]


def output_draws(runner: Runner, count: int, *, batches: int = BATCHES, records: int | None = None) -> Floats:
    """The first `count` samples, dealt to `batches` batches, of the first `records` outputs, by default all."""
    return _draws(runner, count, 0, len(runner.plan.records) if records is None else records, batches)[1]


def _draws(runner: Runner, count: int, inputs: int, records: int, batches: int = BATCHES) -> tuple[Floats, Floats]:
    """The first `count` samples of the first `inputs` and `records`; raises KeyboardInterrupt where interrupted."""
    rows, outputs = np.empty((inputs, count)), np.empty((records, count))

    def work(batch: int) -> None:
        _store(runner, batch, 0, rows[:, batch::batches], outputs[:, batch::batches])

    if not Workers(work, range(batches), runner.threads, count * len(runner.plan.coordinates)).run():
        raise KeyboardInterrupt
    return rows, outputs


def sample(runner: Runner, index: int, *, batches: int = BATCHES, coordinate: int = 0) -> tuple[Floats, Floats]:
    """One sample of those dealt to `batches` batches: its inputs (input,) at a coordinate, and outputs (record,).

    Inputs are those before factors.
    """
    kept = np.array(list(runner.plan.rows[coordinate].values()), np.int64)
    rows, outputs = np.empty((len(kept), 1)), np.empty((len(runner.plan.records), 1))
    runner.executable.store(index % batches, index // batches, rows, outputs, kept)
    return rows[:, 0], outputs[:, 0]


def _store(runner: Runner, batch: int, first: int, rows: Floats, outputs: Floats) -> None:
    """Put samples from number `first` of `batch` on into the columns of `rows` and `outputs`."""
    kept = np.array(list(runner.plan.values.values())[: len(rows)], np.int64)
    runner.executable.store(batch, first, rows, outputs, kept)


def refusal(runner: Runner, last: int, samples: int, batches: int = BATCHES) -> RunError:
    """The error for samples that are not finite, one of which is among the first `last` of one of `batches` batches.

    It names the first of all and counts those around it, so that the same run always gives the same message.
    """
    lost = [index for index, _ in _lost(runner, batches * last, batches) if index >= 0]
    if not lost:
        return SumsNotFinite("the outputs are finite numbers, but not their squares; choose larger units")
    first = min(lost)
    width = batches * _WINDOW
    window = min(samples, -(-(first + 1) // width) * width)
    count = sum(count for _, count in _lost(runner, window, batches))
    values, bad = _failed(runner, first, batches)
    return RunError(
        f"{count:,} of the first {window:,} samples have outputs that are not finite numbers; the first is sample "
        f"{first}, where {' and '.join(bad)} cannot be computed from {values}; truncate the inputs that lead there, or "
        "correct the model"
    )


def _failed(runner: Runner, index: int, batches: int) -> tuple[str, list[str]]:
    """What a sample that is not finite is computed from, and which outputs, at the first coordinate where it is not."""
    plan, outputs = runner.plan, len(runner.plan.scenario.outputs)
    _, found = sample(runner, index, batches=batches)
    record = int(np.flatnonzero(~np.isfinite(found))[0])
    if record >= outputs * len(plan.coordinates):  # finite at every coordinate, but not when they are added up
        each = plan.aggregations[record - outputs * len(plan.coordinates)]
        return f"the {each.aggregate.method} over {each.aggregate.over}", [each.aggregate.name]
    at = record // outputs
    rows, _ = sample(runner, index, batches=batches, coordinate=at)
    inputs = plan.coordinates[at].inputs
    read = {feed for part in plan.scenario.parts for feed in part.feeds}
    read |= {factor for name in read & set(inputs) for factor in inputs[name].factors}
    drawn = ((name, value) for name, value in zip(plan.rows[at], rows, strict=True) if name in read)
    values = ", ".join(f"{name} = {display(value, inputs[name].unit)}" for name, value in drawn)
    here = zip(plan.scenario.outputs, found[at * outputs :], strict=False)
    return values, [output.name for output, value in here if not np.isfinite(value)]


def _lost(runner: Runner, samples: int, batches: int) -> list[tuple[int, int]]:
    """For each batch, the index of its first sample that is not finite, or -1, and how many of `samples` are not."""
    found = np.full((batches, 2), -1, np.int64)

    def work(batch: int) -> None:
        runner.executable.lost(batch, batch_size(samples, batch, batches), found[batch])

    Workers(work, range(batches), runner.threads).run()
    return [
        (batches * number + batch if number >= 0 else -1, count) for batch, (number, count) in enumerate(found.tolist())
    ]
