"""Several scenarios computed from the same samples, and compared sample by sample."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

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
from ..engine.run import Progress, extend, part_of
from ..engine.runner import Runner
from ..scenario.plausibility import implausible_values
from ..scenario.scenario import Scenario
from .compared import Compared, ComparedPair, ComparedSide
from .joint import DIFFERENCE, RATIO, Contrast, joint, output_of
from .pairing import JointPairing, PairingRules, pairing
from .sides import Agreement, Side, sides, unstated_boundaries


def compare_scenarios(  # noqa: PLR0913 - the options of a comparison, each by its name
    scenarios: Sequence[Scenario],
    request: Request,
    *,
    outputs: Sequence[str | None] = (),
    rules: PairingRules | None = None,
    agreement: Agreement | None = None,
    progress: Progress | None = None,
) -> Compared:
    """The comparison of `scenarios`, each by its output of `outputs`, by default the headline's.

    `rules` say what is paired beside inputs with one stream and law, and `agreement` how unlike scenarios become
    comparable.

    Raises InvalidInput for scenarios that cannot be compared, RunError if an output is not finite, and
    KeyboardInterrupt if the run was interrupted before any sample was finished.
    """
    begun = time.perf_counter()
    chosen = outputs or (None,) * len(scenarios)
    found = sides(scenarios, chosen, agreement or Agreement())
    rules = rules or PairingRules()
    pairs = pairing(found, rules)
    runs = 2 if pairs.paired else 1
    run = _run(found, pairs, request, part_of(progress, 0, runs))
    if not run.runner.state.samples:
        raise KeyboardInterrupt
    apart = None
    if pairs.paired and run.finished:
        separate = pairing(found, replace(rules, same=(), apart=(), separate=True))
        apart = _run(found, separate, request, part_of(progress, 1, runs))
        apart = apart if apart.finished else None
    samples = run.runner.state.samples
    compared_sides = tuple(run.side(k) for k in range(len(found)))
    cautions = tuple(sufficiency_warnings(samples, request.levels, run.marginals))
    return Compared(
        sides=compared_sides,
        pairs=tuple(_pair(run, apart, *each) for each in combinations(range(len(found)), 2)),
        shared=pairs.inputs,
        resolved=run.scenario.resolved,
        hash=scenario_hash(run.scenario),
        samples=samples,
        seed=request.seed,
        design=request.design,
        levels=request.levels,
        warnings=tuple(dict.fromkeys((*_warnings(found), *_repairs(run.runner), *_rounded(request), *cautions))),
        cautions=cautions,
        versions=versions(),
        processor=processor(),
        interrupted=not run.finished,
        seconds=time.perf_counter() - begun,
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
        return ComparedSide(
            side.letter, side.name, side.subject, side.coordinates, marginal, hashed, tuple(self._ranks(k))
        )

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

    def contrast(self, first: int, second: int, kind: str) -> Marginal | None:
        """The difference or the ratio of two sides, in its unit; None if it was not computed or does not exist."""
        name = Contrast(first, second).output(kind)
        of = next((each for each in self.marginals if each.output == name), None)
        if of is None or (kind == RATIO and not self._has_ratio(first, second)):
            return None
        return replace(of.in_unit(), output=kind)

    def _has_ratio(self, first: int, second: int) -> bool:
        """Whether two sides are positive in every sample, at nominal values too."""
        both = [self.marginal(output_of(self.found[k])) for k in (first, second)]
        return all(min(each.minimum, each.nominal) > 0 for each in both)


def _run(found: Sequence[Side], pairs: JointPairing, request: Request, progress: Progress | None) -> _Run:
    contrasts = [Contrast(0, k) for k in range(1, len(found))]
    scenario = joint(found, pairs, contrasts)
    runner = Runner(plan(scenario, seed=request.seed, design=request.design), request.threads)
    rows = {quantity.name: row for row, quantity in enumerate(scenario.outputs)}
    own = [rows[output_of(side)] for side in found]
    counts = PairCounts(list(combinations(own, 2)))
    ranks = RankCounts(own) if len(found) > 2 else None
    runner.accumulate(counts, *([ranks] if ranks else []))
    finished = extend(runner, request.count, progress)
    known = marginals(runner, request.levels, batched=request.batched) if runner.state.samples else ()
    return _Run(found, pairs, scenario, runner, request, finished, known, counts, ranks)


def _pair(run: _Run, apart: _Run | None, first: int, second: int) -> ComparedPair:
    index = list(combinations(range(len(run.found)), 2)).index((first, second))
    both = {run.found[k].letter for k in (first, second)}
    apart = apart if any(both <= each.names.keys() for each in run.pairs.paired) else None
    return ComparedPair(
        first,
        second,
        run.below(index),
        run.contrast(first, second, DIFFERENCE),
        run.contrast(first, second, RATIO),
        apart.contrast(first, second, RATIO) if apart else None,
        apart.below(index) if apart else None,
    )


def _warnings(found: Sequence[Side]) -> list[str]:
    """The warnings about the sides' files, nominal values and boundaries."""
    own = [str(each) for side in found for each in (*side.scenario.warnings, *implausible_values(side.scenario))]
    return [*own, *unstated_boundaries(found)]


def _repairs(runner: Runner) -> list[str]:
    return [
        f"the correlations of {', '.join(members)} are infeasible; the nearest feasible matrix was used"
        for members in runner.plan.repaired
    ]


def _rounded(request: Request) -> list[str]:
    if request.samples in (None, request.count):
        return []
    return [f"the sobol design takes 32 x 2^k samples: {request.samples:,} were rounded up to {request.count:,}"]
