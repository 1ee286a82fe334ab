"""A hindcast for people: predictions beside measurements, misses first, and how well they did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...answer.hindcasts.discrepancy import Discrepancy
from ...answer.hindcasts.hindcast import FORECASTERS, Freeze, Hindcast
from ...answer.hindcasts.interval_scores import MOST_OF_A_GROUP
from ...answer.hindcasts.predictions import Prediction
from ...answer.hindcasts.scored import PIT_BINS, Scored
from ...answer.statistics.levels import HEADLINE_LEVEL, LEVELS
from ...scenario.truth import WAYS
from ...units import many, readable
from ...units.number_format import significant
from ..digits import samples
from ..labels import level
from ..quote import span

COLUMNS = ("truth", "90 % interval", "measured", "unit", "", "percentile", "how")
NUMBERS = ("90 % interval", "measured", "percentile")
COVERAGE_COLUMNS = ("interval", "hits", "share", "p", "hits, grouped", "p, grouped")
GROUP_COLUMNS = ("group", "hits", "score")
SCORE_COLUMNS = ("forecaster", "score", "score by group", "CRPS", "hits")
PIT_COLUMNS = ("percentiles", *(f"{100 * i // PIT_BINS} to {100 * (i + 1) // PIT_BINS}" for i in range(PIT_BINS)))
DISCREPANCY_COLUMNS = (
    "family",
    "truths",
    "groups",
    "GSD",
    "a group left out",
    "at most",
    "log density",
    "with the factor",
)
#: What a set of truths is, as a heading.
HEADINGS = {
    "unseen": "Truths that no law has seen",
    "seen": "Truths that have shaped laws: they test no prediction",
}


def rows(scored: Scored) -> Iterator[tuple[str, ...]]:
    """A row a truth, as `COLUMNS` name it: the worst miss first, then the hits in file order."""
    for each in scored.misses_first:
        unit, truth = each.truth.unit, each.truth
        quote = span(each.marginal.in_unit(unit), HEADLINE_LEVEL).quote
        measured = significant(unit.from_base(truth.value), 4)
        yield each.name, quote.ends, measured, many(readable(unit.text)), _verdict(each), _percentile(each), truth.how


def _verdict(prediction: Prediction) -> str:
    return ("hit" if prediction.is_hit() else "MISS") + ("*" if prediction.is_rounded_across else "")


def _percentile(prediction: Prediction) -> str:
    low, high = prediction.percentiles()
    if not prediction.is_rounded_across:
        return _rank(prediction.percentile)
    return f"{_rank(low)} to {_rank(high)}"


def _rank(probability: float) -> str:
    rank = 100 * probability
    return "< 0.1" if rank < 0.1 else "> 99.9" if rank > 99.9 else f"{rank:.1f}"


def coverage_rows(scored: Scored) -> Iterator[tuple[str, ...]]:
    """A row a level, as `COVERAGE_COLUMNS` name it."""
    for each in map(scored.coverage, LEVELS):
        share = f"{100 * each.hits / each.trials:.0f} %"
        hits, group_hits = f"{each.hits} of {each.trials}", f"{each.group_hits} of {each.group_trials}"
        yield level(each.level), hits, share, _p_value(each.p_value), group_hits, _p_value(each.group_p_value)


def _p_value(value: float) -> str:
    return "< 0.0001" if value < 1e-4 else significant(value, 2)


def group_rows(scored: Scored) -> Iterator[tuple[str, ...]]:
    """A row a group, the worst score first, as `GROUP_COLUMNS` name it."""
    for name, group in sorted(scored.groups.items(), key=lambda each: -_own_score(each[1])):
        yield name, f"{group.hits()} of {len(group.predictions)}", significant(_own_score(group), 3)


def _own_score(scored: Scored) -> float:
    return next(iter(scored.scores.values()))


def score_rows(scored: Scored) -> Iterator[tuple[str, ...]]:
    """A row a forecaster, as `SCORE_COLUMNS` name it."""
    by_truth, by_group, crps = scored.scores, scored.group_scores, scored.crps
    for name, interval in FORECASTERS.items():
        numbers = (significant(each[name], 4) for each in (by_truth, by_group, crps))
        yield f"{name}: {interval}", *numbers, f"{scored.hits(name)} of {len(scored.predictions)}"


def pit_rows(scored: Scored) -> Iterator[tuple[str, ...]]:
    """A row a forecaster, as `PIT_COLUMNS` name it, and one of what calibrated forecasts would have."""
    for name in FORECASTERS:
        yield name, *(f"{count:.1f}" for count in scored.pit(name))
    yield "calibrated", *[f"{len(scored.predictions) / PIT_BINS:.1f}"] * PIT_BINS


def discrepancy_rows(found: Iterable[Discrepancy]) -> Iterator[tuple[str, ...]]:
    """A row a family, as `DISCREPANCY_COLUMNS` name it."""
    for each in found:
        low, high = each.range
        gsd, ends = f"{each.gsd:.2f}", f"{low:.2f} to {high:.2f}"
        densities = f"{each.without:.2f}", f"{each.with_factor:.2f}"
        counts = str(each.truths), str(len(each.left_out))
        yield each.family, *counts, gsd, ends, f"{each.most:.2f}", *densities


def sentences(found: Hindcast) -> Iterator[str]:
    """The notes below the tables."""
    used = dict.fromkeys(each.truth.how for each in found.predictions)
    yield "; ".join(f"{how}: {WAYS[how]}" for how in used)
    if any(each.is_rounded_across for each in found.predictions):
        yield "*: an end of the interval lies within the rounding of the truth, whose percentile is a range"
    yield (
        "p: two-sided exact binomial, every truth counted as independent; grouped: truths that share authors, meters "
        f"and method count as {MOST_OF_A_GROUP} at most, with the group's share of hits, and the sum is rounded"
    )
    yield (
        "score: mean interval score of the 90 % intervals (Gneiting & Raftery 2007, eq. 43) on the natural logarithm, "
        "over truths and over groups; lower is better"
    )
    yield (
        "CRPS: mean over groups of the continuous ranked probability score (eq. 20) on the natural logarithm; rules of "
        "thumb are taken as lognormal"
    )
    yield "percentiles: the number of truths in each fifth of the forecasts; as many in each if they are calibrated"
    yield f"{samples(found.samples)} a file, seed {found.seed}"


def discrepancy_sentences() -> Iterator[str]:
    """The notes below the table of discrepancies."""
    yield (
        "GSD: that of a lognormal factor on every prediction of the family under which the seen truths are likeliest, "
        "each group counting once, and with each group left out; at most: the upper end of its 95 % likelihood interval"
    )
    yield (
        "inputs whose source is a hindcast are at their nominal values; the shipped laws are those that a group's own "
        "truths have not shaped"
    )
    yield (
        "log density: of the truths of a group that the estimate has left out, mean over groups; higher is better; "
        "first without the factor"
    )


def unfrozen(found: Hindcast) -> Iterator[str]:
    """A warning for each file whose beliefs have changed since they were frozen, or were never frozen."""
    return filter(None, map(about_freeze, found.freezes))


def about_freeze(freeze: Freeze) -> str:
    """The warning about one file; empty if its beliefs are those that were frozen."""
    if freeze.holds:
        return ""
    if freeze.hash.startswith(freeze.frozen) and freeze.frozen:
        return f"{freeze.case}: frozen {freeze.frozen} is too short to tell beliefs apart; write {freeze.hash}"
    if freeze.frozen:
        return (
            f"{freeze.case}: the beliefs are not those that were frozen ({freeze.frozen}); their hash is {freeze.hash}"
        )
    return f'{freeze.case}: the beliefs are not frozen; before looking, write `hindcast: {{frozen: "{freeze.hash}"}}`'
