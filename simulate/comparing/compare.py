"""Several scenarios computed from the same samples, and compared sample by sample."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.comparison import share_of
from ..answer.enough_samples import sufficiency_warnings
from ..answer.identity import processor, scenario_hash, versions
from ..answer.run_options import Request
from ..answer.statistics.marginal import Estimate, Marginal
from ..answer.summarize import marginals
from ..engine.accumulators.pairs import PairCounts
from ..engine.accumulators.ranks import RankCounts
from ..engine.program.plan import plan
from ..engine.replay import output_draws
from ..engine.run import Extend, Progress, extend
from ..engine.runner import Runner
from ..engine.zoom import Zoom, zoomed
from ..scenario.plausibility import implausible_values
from ..scenario.scenario import Scenario
from .compared import Compared, ComparedPair, ComparedSide, compared_claims
from .joint import DIFFERENCE, RATIO, Contrast, joint, output_of
from .pairing import JointPairing, PairingRules, pairing
from .sampled_outputs import SampledOutput
from .sides import Agreement, Side, implausible_of, sides, unstated_boundaries

#: Samples, at most, of what sums over the whole run do not say: how sides after the first lie to each other, and all
#: pairs with their inputs drawn apart.
MOST_SAMPLED: Final = 1 << 16


def compare_scenarios(  # noqa: PLR0913 - the options of a comparison, each by its name
    scenarios: Sequence[Scenario],
    request: Request,
    *,
    outputs: Sequence[str | None] = (),
    rules: PairingRules | None = None,
    agreement: Agreement | None = None,
    progress: Progress | None = None,
    extend: Extend = extend,
    zoom: Zoom = zoomed,
) -> Compared:
    """The comparison of `scenarios`, each by its output of `outputs`, by default the headline's.

    `rules` say what is paired beside inputs with one stream and law, and `agreement` how unlike scenarios become
    comparable. `extend` runs the samples, and `zoom` replays them where bins are too coarse.

    Raises InvalidInput for scenarios that cannot be compared, RunError if an output is not finite, and
    KeyboardInterrupt if the run was interrupted before any sample was finished.
    """
    begun = time.perf_counter()
    found = sides(scenarios, outputs or (None,) * len(scenarios), agreement or Agreement())
    run = _run(found, pairing(found, rules or PairingRules()), request, progress, extend, zoom)
    if not run.runner.state.samples:
        raise KeyboardInterrupt
    return replace(_compared(run), seconds=time.perf_counter() - begun)


def _compared(run: _Run) -> Compared:
    """What a run found."""
    request, samples = run.request, run.runner.state.samples
    cautions = tuple(sufficiency_warnings(samples, request.levels, run.marginals))
    return Compared(
        sides=tuple(run.side(k) for k in range(len(run.found))),
        pairs=tuple(_pair(run, *each) for each in combinations(range(len(run.found)), 2)),
        shared=run.pairs.inputs,
        resolved=run.scenario.resolved,
        hash=scenario_hash(run.scenario),
        samples=samples,
        seed=request.seed,
        design=request.design,
        levels=request.levels,
        warnings=tuple(dict.fromkeys((*_warnings(run), *cautions))),
        cautions=cautions,
        implausible=implausible_of(run.found),
        versions=versions(),
        processor=processor(),
        interrupted=not run.finished,
    )


@dataclass(frozen=True)
class _Run:
    """A finished joint run, and what it counted."""

    found: Sequence[Side]
    pairs: JointPairing
    scenario: Scenario
    runner: Runner
    request: Request
    finished: bool
    marginals: tuple[Marginal, ...]
    counts: PairCounts
    ranks: RankCounts | None

    @property
    def _sizes(self) -> NDArray[np.int64]:
        return np.array(self.runner.state.done.sizes)

    def marginal(self, output: str) -> Marginal:
        """The marginal of an output of the joint scenario, in its unit."""
        return next(each for each in self.marginals if each.output == output)

    def side(self, k: int) -> ComparedSide:
        """Side number `k`, in the unit of the first."""
        side = self.found[k]
        of = self.marginal(output_of(side))
        unit = self.found[0].unit
        marginal = replace(replace(of, unit=unit).in_unit(), output=side.output)
        hashed = scenario_hash(side.scenario)
        about = compared_claims(side.subject, side.output, side.coordinates, unit)
        return ComparedSide(side.letter, side.name, about, side.coordinates, marginal, hashed, tuple(self._ranks(k)))

    def _ranks(self, k: int) -> list[Estimate]:
        """The probability of each rank of side number `k`."""
        if self.ranks is None:
            return []
        shares = self.ranks.counts[:, k] / self.ranks.scale
        return [share_of(shares[:, r], self._sizes, batched=self.request.batched) for r in range(len(self.found))]

    def below(self, index: int) -> Estimate:
        """How often the first of pair number `index` is the smaller; ties count half."""
        counts = self.counts.counts[:, index]
        return share_of(counts[:, 0], self._sizes, halves=counts[:, 1], batched=self.request.batched)

    def difference(self, first: int, second: int) -> Marginal:
        """The difference of two sides, in its unit."""
        if not first:
            return self._contrast(second, DIFFERENCE)
        return self.sampled[second].less(self.sampled[first]).marginal(self.request.levels)

    def ratio(self, first: int, second: int) -> Marginal | None:
        """The ratio of two sides; None if it does not exist."""
        if not self._has_ratio(first, second):
            return None
        if not first:
            return self._contrast(second, RATIO)
        return self.sampled[second].over(self.sampled[first]).marginal(self.request.levels)

    def ratio_apart(self, first: int, second: int) -> Marginal | None:
        """The ratio of two sides with all inputs drawn apart; None if it does not exist."""
        if not self._has_ratio(first, second):
            return None
        return self._shuffled(second).over(self.sampled[first]).marginal(self.request.levels)

    def below_apart(self, first: int, second: int) -> Estimate:
        """How often the first of two sides is the smaller, with all inputs drawn apart."""
        return self.sampled[first].below(self._shuffled(second))

    @cached_property
    def sampled(self) -> list[SampledOutput]:
        """The first samples of each side's output, in the unit of the first side."""
        count = min(self.runner.state.samples, MOST_SAMPLED)
        draws, unit = output_draws(self.runner, count), self.found[0].unit
        names = [output_of(side) for side in self.found]
        rows = [[each.name for each in self.scenario.outputs].index(name) for name in names]
        nominals = [unit.from_base(self.marginal(name).nominal) for name in names]
        return [
            SampledOutput(side.output, unit.from_base(draws[row]), nominal, unit, self.marginal(name).substance)
            for side, row, nominal, name in zip(self.found, rows, nominals, names, strict=True)
        ]

    def _shuffled(self, k: int) -> SampledOutput:
        """The samples of a side in an order of its own: different samples share no draw."""
        return self.sampled[k].shuffled(k)

    def _contrast(self, second: int, kind: str) -> Marginal:
        return replace(self.marginal(Contrast(0, second).output(kind)).in_unit(), output=kind)

    def _has_ratio(self, first: int, second: int) -> bool:
        """Whether two sides are positive in every sample, at nominal values too."""
        both = [self.marginal(output_of(self.found[k])) for k in (first, second)]
        return all(min(each.minimum, each.nominal) > 0 for each in both)


def _run(  # noqa: PLR0913, PLR0917 - what is run and how
    found: Sequence[Side],
    pairs: JointPairing,
    request: Request,
    progress: Progress | None,
    extend: Extend,
    zoom: Zoom,
) -> _Run:
    scenario = joint(found, pairs, [Contrast(0, k) for k in range(1, len(found))])
    runner = Runner(plan(scenario, seed=request.seed, design=request.design), request.threads)
    rows = {quantity.name: row for row, quantity in enumerate(scenario.outputs)}
    own = [rows[output_of(side)] for side in found]
    counts = PairCounts(list(combinations(own, 2)))
    ranks = RankCounts(own) if len(found) > 2 else None
    runner.accumulate(counts, *([ranks] if ranks else []))
    finished = extend(runner, request.count, progress)
    known: tuple[Marginal, ...] = ()
    if runner.state.samples:
        known = marginals(runner, request.levels, batched=request.batched, zoom=zoom)
    return _Run(found, pairs, scenario, runner, request, finished, known, counts, ranks)


def _pair(run: _Run, first: int, second: int) -> ComparedPair:
    index = list(combinations(range(len(run.found)), 2)).index((first, second))
    both = {run.found[k].letter for k in (first, second)}
    is_paired = any(both <= each.names.keys() for each in run.pairs.paired)
    return ComparedPair(
        first,
        second,
        run.below(index),
        run.difference(first, second),
        run.ratio(first, second),
        run.ratio_apart(first, second) if is_paired else None,
        run.below_apart(first, second) if is_paired else None,
    )


def _warnings(run: _Run) -> Iterator[str]:
    """The warnings about the sides' files, nominal values and boundaries, and about the run."""
    for side in run.found:
        yield from map(str, (*side.scenario.warnings, *implausible_values(side.scenario)))
    yield from unstated_boundaries(run.found)
    for members in run.runner.plan.repaired:
        yield f"the correlations of {', '.join(members)} are infeasible; the nearest feasible matrix was used"
    if run.request.rounding:
        yield run.request.rounding
