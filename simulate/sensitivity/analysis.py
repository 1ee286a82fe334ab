"""The whole way from a scenario to what its inputs explain: indices, and the output at each tercile of an input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..answer.run import scenario_hash
from ..answer.run_options import Request
from ..answer.subject import Subject, headline_output, subject
from ..engine.run import Progress
from ..scenario.scenario import Scenario
from ..units import Unit
from .conditional import DUMMY, ConditionalTable, tables
from .scales import Scale
from .sobol import OutputIndices, sobol_indices

#: Base points of the indices, and samples of the tables.
SAMPLES: Final = 1 << 17
TABLE_SAMPLES: Final = 1 << 20
#: Quantiles of an output that are given at each tercile of an input: the ends of the 90 % interval, and the median.
QUANTILES: Final = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Terciles:
    """Quantiles (`QUANTILES`) of an output where an input is in its low, middle and high tercile, in base units.

    They are NaN in a tercile without samples: a discrete law may have no value there.
    """

    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def direction(self) -> int:
        """1 if the output's median rises with the input, -1 if it falls, 0 if neither."""
        medians = [each[1] for each in (self.low, self.middle, self.high) if not np.isnan(each[1])]
        if len(medians) < 2:
            return 0
        return int(np.all(np.diff(medians) > 0)) - int(np.all(np.diff(medians) < 0))


@dataclass(frozen=True)
class Sensitivity:
    """What the inputs of a scenario explain of its outputs.

    `outputs` have the indices of each output at each coordinate. `terciles` are those of each input and output, by
    their names, at the first coordinate. `units` are those in which outputs are shown.
    """

    subject: Subject
    headline: str
    hash: str
    samples: int
    seed: int
    design: str
    outputs: tuple[OutputIndices, ...]
    terciles: Mapping[tuple[str, str], Terciles]
    units: Mapping[str, Unit]

    @property
    def main(self) -> OutputIndices:
        """The indices of the headline's output at the first coordinate."""
        return next(each for each in self.outputs if each.output == self.headline)


def sensitivity(
    scenario: Scenario, request: Request, *, on: Scale | None = None, progress: Progress | None = None
) -> Sensitivity:
    """What the inputs of `scenario` explain, from the base points that `request` asks for.

    Raises InvalidInput if an output cannot be analysed on the scale `on`, RunError if an output is not finite, and
    KeyboardInterrupt if interrupted.
    """
    outputs = sobol_indices(scenario, request, on=on, progress=progress)
    found = tables(scenario, replace(request, samples=TABLE_SAMPLES, design="random"))
    return Sensitivity(
        subject=subject(scenario),
        headline=headline_output(scenario),
        hash=scenario_hash(scenario),
        samples=request.count,
        seed=request.seed,
        design=request.design,
        outputs=outputs,
        terciles={pair: _terciles(table) for pair, table in found.items() if pair[0] != DUMMY},
        units={output.name: output.unit for output in scenario.outputs},
    )


def _terciles(table: ConditionalTable) -> Terciles:
    low, middle, high = (tuple(row) for row in table.terciles(QUANTILES).tolist())
    return Terciles(low, middle, high)
