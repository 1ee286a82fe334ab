"""What it costs to start: imports and commands as whole processes, and a first run, which compiles the engine."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial

from .benchmark import Timing, repeat, timing
from .clock import Contender, Progress, Taken, in_turn
from .kernel_times import USUAL
from .processes import taken_by

FIRST = "first run, nothing compiled"
IMPORTS = "numpy", "scipy.special", "numba", "xarray", "carbonspan"
_RUN = ("-m", "carbonspan", "run", USUAL, "--json", "--quiet", "--samples")
#: What each process is given, by group and name.
PROCESSES: dict[tuple[str, str], Sequence[str]] = {
    ("imports", "nothing"): ("-c", "pass"),
    **{("imports", name): ("-c", f"import {name}") for name in IMPORTS},
    ("commands", "carbonspan --help"): ("-m", "carbonspan", "--help"),
    ("commands", "carbonspan list"): ("-m", "carbonspan", "list"),
    ("commands", f"carbonspan run {USUAL}, 1e4 samples"): (*_RUN, "1e4"),
    ("commands", f"carbonspan run {USUAL}, 1e6 samples"): (*_RUN, "1e6"),
}
#: A first run takes as long as all others together: there is one for this number of their repetitions.
_RARER = 3
QUANTITIES = ("wall", "processor")


def start_times(repetitions: int, progress: Progress | None = None) -> tuple[Timing, ...]:
    """Timings of whole processes, by the clock and of processors."""
    contenders: dict[tuple[str, str], Contender] = {
        key: partial(taken_by, arguments) for key, arguments in PROCESSES.items()
    }
    timed, yardstick = repeat(contenders, repetitions, progress)
    first = in_turn({("commands", FIRST): _first_run}, max(2, repetitions // _RARER), warm_up=False)
    found = {**timed, **first}
    return (*(timing(*key, quantity, found[key]) for key in found for quantity in QUANTITIES), yardstick)


def _first_run() -> Taken:
    """What a run takes that finds an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        return taken_by((*_RUN, "1e4"), {"CARBONSPAN_CACHE_DIR": folder})
