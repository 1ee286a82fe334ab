"""Sums over pick-freeze samples of every output at one coordinate, each output on its scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.heavy_tails import HeavyTail, heavy_tails
from ..answer.run_options import Request
from ..engine.accumulators.cross_sums import CrossSums
from ..engine.errors import SumsNotFinite
from ..engine.replay import output_draws
from ..engine.run import Progress, extend, part_of
from ..kernels.batches import BATCHES
from ..kernels.cross_sums import OWN
from .indices import ratios
from .pick_freeze import Frozen, Names
from .scales import ChosenScale, Scale, Transforms, choose, rounding_variance, transforms

Floats = NDArray[np.float64]

#: Samples that decide on which scale an output is analysed.
_PILOT: Final = 1 << 14


@dataclass(frozen=True)
class Pilot:
    """What the first samples say of each output: `medians` (outputs, BATCHES), `ends` (outputs, 2) of 90 %."""

    medians: Floats
    ends: Floats


@dataclass(frozen=True)
class ScaledSums:
    """Sums `batches` (BATCHES, outputs, OWN + EACH * hybrids) at the coordinate `labels`: see `kernels.cross_sums`.

    `rounding` are the variances of each output that rounding alone can cause.
    """

    labels: Mapping[str, str]
    scales: tuple[ChosenScale, ...]
    pilot: Pilot
    batches: Floats
    rounding: tuple[float, ...]

    def variance(self, o: int) -> float:
        """The variance of output number `o` on its scale; 0 if rounding alone can cause it."""
        found = float(ratios(self.batches[:, o].sum(axis=0)).variance)
        return found if found > self.rounding[o] else 0.0


def scaled_sums(
    point: Frozen,
    hybrids: Sequence[Names],
    request: Request,
    *,
    on: Scale | None = None,
    progress: Progress | None = None,
) -> ScaledSums:
    """The sums of A, B and `hybrids`, from the base points that `request` asks for.

    Raises InvalidInput if an output cannot be analysed on the scale `on`, RunError if an output is not finite, and
    KeyboardInterrupt if interrupted.
    """
    count = min(_PILOT, request.count // BATCHES * BATCHES)
    pilot = output_draws(point.runner(request, ()), count)[: len(point.scenario.outputs)]
    scales = scales_of(point, pilot, on)
    try:
        batches = _sums(point, hybrids, request, transforms(scales, pilot), progress)
    except SumsNotFinite:
        if all(each.scale != "log" for each in scales):
            raise
        scales = scales_of(point, pilot, on, positive=False)
        batches = _sums(point, hybrids, request, transforms(scales, pilot), progress)
    rounding = tuple(rounding_variance(values, each.scale) for values, each in zip(pilot, scales, strict=True))
    return ScaledSums(point.labels, scales, _described(pilot), batches, rounding)


def _described(pilot: Floats) -> Pilot:
    """What `pilot` samples (outputs, n) say; sample number i is of batch i modulo BATCHES."""
    medians = np.median(pilot.reshape(len(pilot), -1, BATCHES), axis=1)
    return Pilot(medians, np.quantile(pilot, (0.05, 0.95), axis=1).T)


def scales_of(
    point: Frozen, pilot: Floats, on: Scale | None = None, *, positive: bool = True
) -> tuple[ChosenScale, ...]:
    """The scale of each output with `pilot` values (outputs, n).

    `positive` False says that an output that would be on the logarithm has a value of 0 or below. Raises InvalidInput
    if an output cannot be analysed on the scale `on`.
    """
    tails = heavy_tails(point.scenario, point.scenario.inputs)
    return tuple(
        choose(output.name, values, tails.get(output.name, HeavyTail()), on, positive=positive)
        for output, values in zip(point.scenario.outputs, pilot, strict=True)
    )


def _sums(
    point: Frozen, hybrids: Sequence[Names], request: Request, scaled: Transforms, progress: Progress | None
) -> Floats:
    """Sums (BATCHES, outputs, OWN + EACH * hybrids), a run for as many hybrids as fit into a processor's cache."""
    found: list[Floats] = []
    chunks = list(point.chunks(hybrids))
    for index, chunk in enumerate(chunks):
        runner = point.runner(request, chunk, verified=bool(found))
        sums = CrossSums(point.rows(len(chunk)), scaled.codes, scaled.centers, scaled.boundaries)
        runner.accumulate(sums, alone=True)
        if not extend(runner, request.count, part_of(progress, index, len(chunks))):
            raise KeyboardInterrupt
        found.append(sums.batches()[..., OWN if found else 0 :])
    return np.concatenate(found, axis=-1)
