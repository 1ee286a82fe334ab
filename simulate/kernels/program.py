"""A program as arrays: the steps that compute the model's outputs for one block of samples.

A step is a row of integers (operation, target row, operands). Steps are interpreted once per block, not per sample, so
one compiled interpreter serves every scenario at no measurable cost.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from . import dependence, philox, sobol, tables
from .batches import BLOCK
from .compiling import types
from .compiling.jit import intrinsic, kernel
from .compiling.types import ADDRESS, float64, int32, int64, uint32, uint64
from .memory import aligned

Array = np.ndarray[Any, Any]

#: Operations of a step (operation, target, a, b, c).
DRAW: Final = 0  # points of stream a, folded if b
UNIFORM: Final = 1  # target <- uniform law, numbers[a], numbers[a + 1]
TABLE: Final = 2  # target <- table from row a, at the points of stream b; c if some cells are split
FOLDED_TABLE: Final = 3  # target <- table from row a, at folded points
ATOMS: Final = 4  # target <- discrete law, b atoms from column a
FOLD: Final = 5  # fold the normal scores in row a, instead of a DRAW
FOLDED_UNIFORM: Final = 6  # target <- uniform law between numbers[a] and numbers[a + 1], from folded scores
MIX: Final = 7  # a rows from target <- the matrix at numbers[b] times these rows
SHARE: Final = 8  # a rows from target <- these rows divided by their sum
FILL: Final = 9  # target <- numbers[a]
COPY: Final = 10  # target <- row a
MULTIPLY: Final = 11  # target <- row a times row b
MODEL: Final = 12  # c outputs from target <- model of b rows from a
ADD: Final = 13  # target <- row a plus row b
WEIGH: Final = 14  # output target <- itself, unless c is 0, plus output a times row b
DIVIDE: Final = 15  # output target <- itself over row a
PICK: Final = 16  # target <- of c rows from b the one whose number is in row a
STEP_FIELDS: Final = 5

RANDOM: Final = 0
SOBOL: Final = 1


class Program(NamedTuple):
    """The steps, and the arrays they read.

    steps (n, 5); keys (streams, 3): Philox key and stream word; words (streams, BLOCK), directions (streams, 32) and
    scrambles (streams, BATCHES) of the sobol design; table (rows, 4) and edges (rows,): quantile tables; atoms (3, n);
    numbers: bounds of laws, constants and matrices; profiles: time series; size: design, rows, outputs.
    """

    steps: Array
    keys: Array
    words: Array
    directions: Array
    scrambles: Array
    table: Array
    edges: Array
    atoms: Array
    numbers: Array
    profiles: Array
    size: Array


class Work(NamedTuple):
    """A thread's working memory, so that compiled code allocates none.

    rows (rows, BLOCK) and outputs (outputs, BLOCK); points (BLOCK,) of a stream; distance and upper: the folded points;
    offset and whole: the offset of a point's cell in a table, and its whole distance from the cell's lower edge; mixed
    (rows,): scores of one sample.
    """

    rows: Array
    outputs: Array
    points: Array
    distance: Array
    upper: Array
    offset: Array
    whole: Array
    mixed: Array


MODEL_SIGNATURE = types.void(float64[:, ::1], float64[::1], float64[:, ::1])
ProgramType = types.NamedTuple(
    (
        int64[:, ::1], uint64[:, ::1], uint32[:, ::1], uint32[:, ::1], uint32[:, ::1], float64[:, ::1],
        float64[::1], float64[:, ::1], float64[::1], float64[::1], int64[::1],
    ),
    Program,
)  # fmt: skip


WorkType = types.NamedTuple(
    (
        float64[:, ::1], float64[:, ::1], uint32[::1], float64[::1], int32[::1], uint32[::1], int32[::1], float64[::1],
    ),
    Work,
)  # fmt: skip


def working_memory(program: Program) -> Work:
    """New working memory for `program`, with its constants filled in."""
    _, rows, outputs = program.size.tolist()
    work = Work(
        rows=aligned((rows, BLOCK)),
        outputs=aligned((outputs, BLOCK)),
        points=aligned(BLOCK, np.uint32),
        distance=aligned(BLOCK),
        upper=aligned(BLOCK, np.int32),
        offset=aligned(BLOCK, np.uint32),
        whole=aligned(BLOCK, np.int32),
        mixed=aligned(rows),
    )
    work.outputs[:] = np.nan
    for operation, target, number, _, _ in program.steps.tolist():
        if operation == FILL:
            work.rows[target] = program.numbers[number]
    return work


COMPUTE_SIGNATURE = types.void(ProgramType, ADDRESS, WorkType, int64, int64)


@intrinsic
def flat(typingctx: Any, rows: Any) -> Any:
    """The numbers of `rows` (n, m), one row after another; ``reshape`` would call into numba's library."""
    from .compiling.instructions import flattened

    return types.Signature(float64[::1], (float64[:, ::1],)), flattened


@intrinsic
def call_model(typingctx: Any, model: Any, rows: Any, profiles: Any, outputs: Any) -> Any:
    """Compute `outputs` (outputs, BLOCK) from `rows` (arguments, BLOCK) by the compiled code at the address `model`."""
    from .compiling.instructions import call_at

    return types.void(ADDRESS, *MODEL_SIGNATURE.arguments), call_at


@intrinsic
def call_compute(
    typingctx: Any, compute: Any, program: Any, model: Any, work: Any, batch: Any, start: Any
) -> Any:  # fmt: skip
    """Compute a block by the code of `compute_block` at the address `compute`."""
    from .compiling.instructions import call_at

    return types.void(ADDRESS, *COMPUTE_SIGNATURE.arguments), call_at


@kernel
def draw(program: Program, work: Work, stream: int, batch: int, start: int) -> None:
    """Points of one stream, whole and folded, for the block at `start`."""
    if program.size[0] == RANDOM:
        philox.random_block(work.points, program.keys[stream], batch, start)
    else:
        sobol.sobol_block(
            work.points, program.words[stream], program.directions[stream], program.scrambles[stream, batch], start
        )


@kernel
def compute_block(program: Program, model: int, work: Work, batch: int, start: int) -> None:
    """Put samples `start`, `start` + 1, … of `batch` into ``work.outputs``; `start` is a multiple of BLOCK."""
    rows = work.rows
    for s in range(program.steps.shape[0]):
        operation = program.steps[s, 0]
        target = program.steps[s, 1]
        a = program.steps[s, 2]
        b = program.steps[s, 3]
        c = program.steps[s, 4]
        if operation == DRAW:
            draw(program, work, a, batch, start)
            if b:
                tables.fold_block(work.distance, work.upper, work.points, program.keys[a], batch, start)
        elif operation == UNIFORM:
            tables.uniform_block(rows[target], work.points, program.numbers[a], program.numbers[a + 1])
        elif operation == TABLE:
            tables.table_block(
                rows[target], work.points, work.offset, work.whole,
                program.table, program.edges, a, c, program.keys[b], batch, start,
            )  # fmt: skip
        elif operation == FOLDED_TABLE:
            tables.folded_table_block(rows[target], work.distance, work.upper, program.table, program.edges, a)
        elif operation == ATOMS:
            tables.discrete_block(rows[target], work.distance, work.upper, program.atoms[:, a : a + b])
        elif operation == FOLD:
            dependence.fold_scores(work.distance, work.upper, rows[a])
        elif operation == FOLDED_UNIFORM:
            tables.folded_uniform_block(
                rows[target], work.distance, work.upper, program.numbers[a], program.numbers[a + 1]
            )
        elif operation == MIX:
            dependence.mix_block(rows, target, a, program.numbers, b, work.mixed)
        elif operation == SHARE:
            dependence.share_block(rows, target, a)
        elif operation == COPY:
            for j in range(BLOCK):
                rows[target, j] = rows[a, j]
        elif operation == MULTIPLY:
            for j in range(BLOCK):
                rows[target, j] = rows[a, j] * rows[b, j]
        elif operation == MODEL:
            call_model(model, rows[a : a + b], program.profiles, work.outputs[target : target + c])
        elif operation == ADD:
            for j in range(BLOCK):
                rows[target, j] = rows[a, j] + rows[b, j]
        elif operation == WEIGH:
            for j in range(BLOCK):
                before = work.outputs[target, j] if c else 0.0
                work.outputs[target, j] = before + work.outputs[a, j] * rows[b, j]
        elif operation == PICK:
            for j in range(BLOCK):
                rows[target, j] = rows[b + np.int64(rows[a, j]), j]
        elif operation == DIVIDE:
            for j in range(BLOCK):
                work.outputs[target, j] /= rows[a, j]
