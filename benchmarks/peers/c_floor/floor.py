"""The C floor of the eight-input model: compiled when it is asked for, fed with the engine's own keys and tables.

Its counts are those of the engine. It holds moments and quantiles of one output as a run does, and says nothing else.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import carbonspan
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.kernels.batches import BATCHES, LEAF
from carbonspan.simulate.kernels.histogram import BIN_SHIFT, GROUP
from carbonspan.simulate.kernels.program import TABLE, UNIFORM

HERE = Path(__file__).parent
FLAGS = ("-O3", "-std=gnu11", "-march=native", "-shared", "-fPIC", "-pthread", "-ffp-contract=off")
#: What the compiler gets beside FLAGS, and what the processor must have, for each instruction set.
SETS: Final = {"AVX-512": (), "AVX2": ("-mno-avx512f",)}
NEEDS: Final = {"AVX-512": {"avx512f", "avx512dq", "avx512bw", "avx512vl"}, "AVX2": {"avx2", "fma"}}
#: The output is positive: the bins of floats from 2^-64 up to 2^64.
_FIRST_BIN, _BINS = (1023 - 64) << 10, 128 << 10
_MOMENTS = 7
#: The number about which powers are summed: near the mean.
_CENTRE = 4445.0
#: The longest task [leaves], as in the engine, which also deals out four a thread.
_LONGEST_TASK = 32

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


class _Law(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in ("is_uniform", "first", "split")] + [
        (name, ctypes.c_double) for name in ("low", "high")
    ]


class _Problem(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_void_p) for name in ("keys", "words", "directions", "scrambles", "table", "edges", "laws")),
        *((name, ctypes.c_int64) for name in ("is_sobol", "samples", "task", "low", "bins")),
        ("centre", ctypes.c_double),
    ]


class _Result(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("counts", "groups", "moments")]


@dataclass(frozen=True)
class Found:
    """What a run of the floor holds.

    `lows` and `counts` (bins,) are the lower edges and counts of all bins; `batches` (BATCHES, bins / GROUP) are counts
    of groups of bins; `mean` and `sd` those of the output.
    """

    lows: Floats
    counts: Counts
    batches: Counts
    mean: float
    sd: float

    def quantiles(self, probabilities: Any) -> Floats:
        """Quantiles, linear within a bin."""
        reached = np.cumsum(self.counts)
        wanted = np.asarray(probabilities) * reached[-1]
        bins = np.searchsorted(reached, wanted)
        share = (wanted - (reached[bins] - self.counts[bins])) / self.counts[bins]
        return self.lows[bins] + share * (self.lows[bins + 1] - self.lows[bins])


def scenario() -> carbonspan.Scenario:
    """The eight-input scenario."""
    return carbonspan.load(HERE / "eight_inputs.yaml")


def available() -> list[str]:
    """The instruction sets for which the floor can be compiled and run here; none without a compiler."""
    if not compiler():
        return []
    flags = _processor_flags()
    return [name for name, needed in NEEDS.items() if needed <= flags]


def compiler() -> str | None:
    """The C compiler, if there is one."""
    own = (sysconfig.get_config_var("CC") or "cc").split()[0]
    return next(filter(None, map(shutil.which, ("gcc", "clang", "cc", own))), None)


def _processor_flags() -> set[str]:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return set(next((line.partition(":")[2] for line in lines if line.startswith("flags")), "").split())


@cache
def _library(instructions: str) -> ctypes.CDLL:
    """The floor, compiled for a set of instructions; raises RuntimeError where there is no compiler."""
    if not (found := compiler()):
        raise RuntimeError("there is no C compiler")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "floor.so"
        command = [found, *FLAGS, *SETS[instructions], str(HERE / "floor.c"), "-lm", "-o", str(path)]
        subprocess.run(command, check=True)
        library = ctypes.CDLL(str(path))
    library.instruction_set.restype = ctypes.c_char_p
    if library.instruction_set().decode() != instructions:
        raise RuntimeError(f"the compiler has not used {instructions}")
    return library


class Floor:
    """The floor for a design ("random" or "sobol"), compiled for a set of instructions."""

    def __init__(self, design: str, instructions: str, *, seed: int = 0) -> None:
        self._program = plan(scenario(), seed=seed, design=design).program
        self._laws = _laws(self._program)
        self._library = _library(instructions)
        self._is_sobol = design == "sobol"

    def run(self, samples: int, threads: int) -> Found:
        """A run of `samples` samples; the sobol design is balanced for 32 x 2^k of them."""
        program, task = self._program, min(max(LEAF, samples // (4 * threads) // LEAF * LEAF), _LONGEST_TASK * LEAF)
        pointers = (
            each.ctypes.data
            for each in (
                program.keys,
                program.words,
                program.directions,
                program.scrambles,
                program.table,
                program.edges,
            )
        )
        laws = ctypes.cast(self._laws, ctypes.c_void_p)
        problem = _Problem(*pointers, laws, self._is_sobol, samples, task, _FIRST_BIN, _BINS, _CENTRE)
        counts, groups = np.zeros(_BINS, np.int64), np.zeros((BATCHES, _BINS // GROUP), np.int64)
        moments = np.zeros((BATCHES, _MOMENTS))
        result = _Result(*(each.ctypes.data for each in (counts, groups, moments)))
        self._library.run_floor(ctypes.byref(problem), threads, ctypes.byref(result))
        n, first, second = moments[:, :3].sum(axis=0)
        lows = (np.arange(_FIRST_BIN, _FIRST_BIN + _BINS) << BIN_SHIFT).view(np.float64)
        return Found(lows, counts, groups, _CENTRE + first / n, float(np.sqrt((second - first**2 / n) / (n - 1))))


def _laws(program: Any) -> Any:
    """The laws of the inputs, in the order of the model's arguments."""
    laws = (_Law * program.size[1])()
    for operation, target, a, b, c in program.steps.tolist():
        if operation == UNIFORM:
            laws[target] = _Law(1, 0, 0, program.numbers[a], program.numbers[a + 1])
        elif operation == TABLE:
            assert b == target, "the stream of an input has another number than its row"
            laws[target] = _Law(0, a, c, 0.0, 0.0)
    return laws
