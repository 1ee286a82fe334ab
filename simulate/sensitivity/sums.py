"""Sums over pick-freeze samples of every output at one coordinate, each output on its scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.heavy_tails import HeavyTail, heavy_tails
from ..answer.run_options import Request
from ..engine.accumulators.cross_sums import CrossSums
from ..engine.errors import SumsNotFinite
from ..engine.replay import output_draws
from ..engine.run import Extend, Progress, extend, part_of
from ..engine.runner import Runner
from ..kernels.batches import BATCHES
from ..kernels.cross_sums import OWN
from .indices import Replicated, replicated
from .pick_freeze import Frozen, Names
from .scales import ChosenScale, Scale, Transforms, choose, rounding_variance, transforms

Floats = NDArray[np.float64]

#: Samples that decide on which scale an output is analysed.
_PILOT: Final = 1 << 13
#: Independent scramblings of Sobol' points: fewer have more points each and smaller errors, which eight still show.
SCRAMBLINGS: Final = 8


@dataclass(frozen=True)
class ScaledSums:
    """Sums `batches` (BATCHES, outputs, OWN + EACH * hybrids) at the coordinate `labels`: see `kernels.cross_sums`.

    `pilot` (outputs, n, batches) are the first samples of each output, and `rounding` the variances that rounding alone
    can cause.
    """

    labels: Mapping[str, str]
    scales: tuple[ChosenScale, ...]
    pilot: Floats
    batches: Floats
    rounding: tuple[float, ...]

    @cached_property
    def replicated(self) -> Replicated:
        """The shares of variance that the sums give."""
        return replicated(self.batches)

    def variance(self, o: int) -> float:
        """The variance of output number `o` on its scale; 0 if rounding alone can cause it."""
        found = float(self.replicated.whole.variance[o])
        return found if found > self.rounding[o] else 0.0

    @cached_property
    def medians(self) -> Floats:
        """The pilot's medians (outputs, batches)."""
        found: Floats = np.median(self.pilot, axis=1)
        return found

    @cached_property
    def ends(self) -> Floats:
        """The ends (outputs, 2) of the pilot's 90 % intervals."""
        found: Floats = np.quantile(self.pilot, (0.05, 0.95), axis=(1, 2)).T
        return found


def scaled_sums(  # noqa: PLR0913 - what is summed and how, each by its name
    point: Frozen,
    hybrids: Sequence[Names],
    request: Request,
    *,
    on: Scale | None = None,
    progress: Progress | None = None,
    extend: Extend = extend,
) -> ScaledSums:
    """The sums of A, B and `hybrids`, from the base points that `request` asks for, which `extend` runs.

    Raises InvalidInput if an output cannot be analysed on the scale `on`, RunError if an output is not finite, and
    KeyboardInterrupt if interrupted.
    """
    dealt = batches_of(request)
    chunks = list(point.chunks(hybrids))
    first = point.runner(request, chunks[0])
    outputs = len(point.scenario.outputs)
    pilot = output_draws(first, min(_PILOT, request.count // dealt * dealt), batches=dealt, records=outputs)
    scales = scales_of(point, pilot, on)
    try:
        batches = _sums(point, chunks, first, request, transforms(scales, pilot), progress, extend)
    except SumsNotFinite:
        if all(each.scale != "log" for each in scales):
            raise
        scales = scales_of(point, pilot, on, one_sign=False)
        batches = _sums(point, chunks, first, request, transforms(scales, pilot), progress, extend)
    rounding = tuple(rounding_variance(values, each.scale) for values, each in zip(pilot, scales, strict=True))
    return ScaledSums(point.labels, scales, pilot.reshape(len(pilot), -1, dealt), batches, rounding)


def batches_of(request: Request) -> int:
    """The batches that samples are dealt to: `SCRAMBLINGS` of Sobol' points, which few long ones fill more evenly."""
    return SCRAMBLINGS if request.batched else BATCHES


def scales_of(
    point: Frozen, pilot: Floats, on: Scale | None = None, *, one_sign: bool = True
) -> tuple[ChosenScale, ...]:
    """The scale of each output with `pilot` values (outputs, n).

    `one_sign` False says that an output that would be on the logarithm has a value of 0 or of the other sign. Raises
    InvalidInput if an output cannot be analysed on the scale `on`.
    """
    tails = heavy_tails(point.scenario, point.scenario.inputs)
    return tuple(
        choose(output.name, values, tails.get(output.name, HeavyTail()), on, one_sign=one_sign)
        for output, values in zip(point.scenario.outputs, pilot, strict=True)
    )


def _sums(  # noqa: PLR0913, PLR0917 - what is summed, and how
    point: Frozen,
    chunks: Sequence[Sequence[Names]],
    first: Runner,
    request: Request,
    scaled: Transforms,
    progress: Progress | None,
    extend: Extend,
) -> Floats:
    """Sums (BATCHES, outputs, OWN + EACH * hybrids), a run for each of `chunks`; `first` is the runner of the first."""
    found: list[Floats] = []
    for index, chunk in enumerate(chunks):
        runner = point.runner(request, chunk, first) if index else first
        sums = CrossSums(point.rows(len(chunk)), scaled.codes, scaled.centers, scaled.boundaries)
        runner.accumulate(sums, alone=True)
        done = part_of(progress, index, len(chunks))
        if not extend(runner, request.count, done, batches=batches_of(request)):
            raise KeyboardInterrupt
        found.append(sums.batches()[..., OWN if index else 0 :])
    return np.concatenate(found, axis=-1)
