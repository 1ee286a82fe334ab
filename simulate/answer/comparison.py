"""How often an output at one coordinate lies below itself at another, sample by sample.

All coordinates are computed from the same samples, so what they share cancels: two intervals that overlap can belong to
outputs of which one is always the smaller. What they share is what they draw from the same points. Every sample of the
run is counted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..engine.runner import Runner
from ..scenario.claim import Claim
from ..scenario.scenario import Scenario
from .answer import Answer, Comparison
from .compared_pairs import ComparedPairs, Key, Pair, apart, claimed_pair, groups
from .enough_samples import never_certain
from .shared_draws import Pairing
from .statistics.marginal import Estimate, Marginal
from .statistics.standard_error import student

Counts = NDArray[np.int64]


def comparisons(
    marginals: Sequence[Marginal], found: ComparedPairs, compared: Counts, runner: Runner, *, batched: bool
) -> tuple[Comparison, ...]:
    """The comparisons from the counts `compared` (BATCHES, pairs, 2), output by output.

    The smaller median comes first, and ties count half; comparisons that are claimed come last, in the claim's order.
    Coordinates that are equal in every sample are left out. `batched` says that the batches are
    independent randomizations.
    """
    pairing, sizes = Pairing(runner.plan), np.array(runner.state.done.sizes)
    return tuple(
        Comparison(
            marginals[a].output,
            marginals[a].coordinates,
            marginals[b].coordinates,
            _probability(counts, sizes, batched=batched),
            *pairing.of(a, b),
        )
        for (a, b), counts in _counts(marginals, found, compared, runner).items()
    )


def _counts(
    marginals: Sequence[Marginal], found: ComparedPairs, compared: Counts, runner: Runner
) -> dict[Pair, Counts]:
    """The counts (BATCHES, 2) of each pair to show, in reading order."""
    rank, samples = _ranks(marginals, runner.plan.scenario), runner.state.samples
    counts = list(compared.transpose(1, 0, 2))
    shown = (
        _ascending(pair, each, rank, np.array(runner.state.done.sizes))
        for pair, each in zip(found.shown, counts, strict=False)
        if each[:, 1].sum() < samples
    )
    ordered = dict(sorted(shown, key=lambda each: (rank[each[0][0]], rank[each[0][1]])))
    claims = zip(found.claimed, counts[len(found.shown) :], strict=True)
    return ordered | {pair: each for pair, each in claims if pair not in ordered}


def _ranks(marginals: Sequence[Marginal], scenario: Scenario) -> dict[int, tuple[int, int]]:
    """The order of the marginals: by output and choices, then by median."""
    grouped = groups(range(len(marginals)), keys(marginals), apart(scenario))
    medians = [marginal.median.value for marginal in marginals]
    return {
        index: (g, r)
        for g, group in enumerate(grouped)
        for r, index in enumerate(sorted(group, key=medians.__getitem__))
    }


def _ascending(pair: Pair, counts: Counts, rank: Mapping[int, tuple[int, int]], sizes: Counts) -> tuple[Pair, Counts]:
    """The pair with the smaller median first, and its counts."""
    if rank[pair[0]] <= rank[pair[1]]:
        return pair, counts
    above = sizes - counts.sum(axis=1)
    return pair[::-1], np.column_stack([above, counts[:, 1]])


def _probability(counts: Counts, sizes: Counts, *, batched: bool) -> Estimate:
    """The share of samples in which the first is the smaller, from `counts` (BATCHES, 2); ties count half."""
    return share_of(counts[:, 0], sizes, halves=counts[:, 1], batched=batched)


def share_of(
    inside: Counts | NDArray[np.float64], sizes: Counts, *, halves: Counts | int = 0, batched: bool
) -> Estimate:
    """The share of samples that are `inside` (BATCHES,), with its error: that of a mean of 0, 1/2 and 1.

    `halves` count half; fractions of `inside` count as such. `sizes` are the samples of each batch. If the batches are
    independent randomizations (`batched`), the error is from their spread.
    """
    samples, whole, half = int(sizes.sum()), float(inside.sum()), int(np.sum(halves))
    share = (whole + half / 2) / samples
    error = math.sqrt(max((whole + half / 4) / samples - share**2, 0.0) / samples)
    found = Estimate(share, _spread(inside + halves / 2, sizes) if batched else error)
    return never_certain(found, samples) if share in (0.0, 1.0) else found


def _spread(inside: NDArray[np.floating], sizes: Counts) -> float:
    """The standard error from the spread of the batches' shares."""
    drawn = sizes > 0
    shares = inside[drawn] / sizes[drawn]
    count = len(shares)
    return student(count) * float(shares.std(ddof=1)) / math.sqrt(count) if count > 1 else math.inf


def claimed(answer: Answer, claim: Claim) -> Estimate | None:
    """The probability that the comparison in `claim` holds; None if the claim is a figure."""
    pair = claimed_pair(keys(answer.marginals), claim)
    if pair is None:
        return None
    first, second = (answer.marginals[index].coordinates for index in pair)
    found = (each for each in answer.comparisons if each.output == claim.output)
    return next((each.probability for each in found if (each.first, each.second) == (first, second)), None)


def keys(marginals: Sequence[Marginal]) -> list[Key]:
    """The output and the coordinate of each marginal."""
    return [(marginal.output, marginal.coordinates) for marginal in marginals]
