"""How often one coordinate of the answer lies below another, sample by sample.

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
from .compared_pairs import Pair, Pairs, choices, claimed_pair, groups
from .sample_size import never_certain
from .shared_draws import Pairing
from .standard_error import student
from .summary import Comparison, Estimate, Record, Summary

Counts = NDArray[np.int64]


def comparisons(
    records: Sequence[Record], found: Pairs, compared: Counts, runner: Runner, *, batched: bool
) -> tuple[Comparison, ...]:
    """For each output, how often one coordinate lies below another, from the counts `compared` (BATCHES, pairs, 2).

    The smaller median comes first, and ties count half; what the scenario claims comes last, in the claim's order.
    Coordinates that are one and the same in every sample are not compared. `batched` says that the batches are
    independent randomizations.
    """
    pairing, sizes = Pairing(runner.plan), np.array(runner.state.done.sizes)
    return tuple(
        Comparison(
            records[a].output,
            records[a].coordinates,
            records[b].coordinates,
            _probability(counts, sizes, batched=batched),
            *pairing.of(a, b),
        )
        for (a, b), counts in _counts(records, found, compared, runner).items()
    )


def _counts(records: Sequence[Record], found: Pairs, compared: Counts, runner: Runner) -> dict[Pair, Counts]:
    """The counts (BATCHES, 2) of each pair that is worth showing, in the order in which people read them."""
    rank, samples = _ranks(records, runner.plan.scenario), runner.state.samples
    counts = list(compared.transpose(1, 0, 2))
    shown = (
        _ascending(pair, each, rank, np.array(runner.state.done.sizes))
        for pair, each in zip(found.shown, counts, strict=False)
        if each[:, 1].sum() < samples
    )
    ordered = dict(sorted(shown, key=lambda each: (rank[each[0][0]], rank[each[0][1]])))
    claims = zip(found.claimed, counts[len(found.shown) :], strict=True)
    return ordered | {pair: each for pair, each in claims if pair not in ordered}


def _ranks(records: Sequence[Record], scenario: Scenario) -> dict[int, tuple[int, int]]:
    """The order of the records: by output and choices, then by median."""
    places = [(record.output, record.coordinates) for record in records]
    grouped = groups(range(len(records)), places, choices(scenario))
    medians = [record.quantiles[0.5].value for record in records]
    return {
        place: (g, r)
        for g, group in enumerate(grouped)
        for r, place in enumerate(sorted(group, key=medians.__getitem__))
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


def share_of(inside: Counts, sizes: Counts, *, halves: Counts | int = 0, batched: bool) -> Estimate:
    """The share of samples that are `inside` (BATCHES,), with its error: that of a mean of 0, 1/2 and 1.

    `halves` count half. `sizes` are the samples of each batch. Where the batches are independent randomizations
    (`batched`), their spread says how large the error is.
    """
    samples, whole, half = int(sizes.sum()), int(inside.sum()), int(np.sum(halves))
    share = (whole + half / 2) / samples
    error = math.sqrt(max((whole + half / 4) / samples - share**2, 0.0) / samples)
    found = Estimate(share, _spread(inside + halves / 2, sizes) if batched else error)
    return never_certain(found, samples) if share in (0.0, 1.0) else found


def _spread(inside: NDArray[np.floating], sizes: Counts) -> float:
    """The standard error that the batches' own shares show."""
    drawn = sizes > 0
    shares = inside[drawn] / sizes[drawn]
    count = len(shares)
    return student(count) * float(shares.std(ddof=1)) / math.sqrt(count) if count > 1 else math.inf


def claimed(summary: Summary, claim: Claim) -> Estimate | None:
    """How often the output lies below itself elsewhere, as `claim` has it; None where the claim is a figure."""
    pair = claimed_pair([(record.output, record.coordinates) for record in summary.records], claim)
    if pair is None:
        return None
    first, second = (summary.records[place].coordinates for place in pair)
    found = (each for each in summary.comparisons if each.output == claim.output)
    return next((each.probability for each in found if (each.first, each.second) == (first, second)), None)
