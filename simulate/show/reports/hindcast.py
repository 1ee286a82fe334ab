"""A hindcast for people and programs: predictions beside measurements, misses first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...answer.hindcasts.hindcast import FORECASTERS, Coverage, Freeze, Hindcast, Prediction
from ...answer.hindcasts.interval_scores import MOST_OF_A_GROUP
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
SCORE_COLUMNS = ("forecaster", "score", "hits")


def rows(found: Hindcast) -> Iterator[tuple[str, ...]]:
    """A row a truth, as `COLUMNS` name it: the worst miss first, then the hits in file order."""
    for each in found.misses_first:
        unit, truth = each.truth.unit, each.truth
        quote = span(each.marginal.in_unit(unit), HEADLINE_LEVEL).quote
        verdict = "hit" if each.is_hit() else "MISS"
        measured = significant(unit.from_base(truth.value), 4)
        yield each.name, quote.ends, measured, many(readable(unit.text)), verdict, _percentile(each), truth.how


def _percentile(prediction: Prediction) -> str:
    rank = 100 * prediction.percentile
    return "< 0.1" if rank < 0.1 else "> 99.9" if rank > 99.9 else f"{rank:.1f}"


def coverage_rows(found: Hindcast) -> Iterator[tuple[str, ...]]:
    """A row a level, as `COVERAGE_COLUMNS` name it."""
    for each in map(found.coverage, LEVELS):
        share = f"{100 * each.hits / each.trials:.0f} %"
        hits, group_hits = f"{each.hits} of {each.trials}", f"{each.group_hits} of {each.group_trials}"
        yield level(each.level), hits, share, _p_value(each.p_value), group_hits, _p_value(each.group_p_value)


def _p_value(value: float) -> str:
    return "< 0.0001" if value < 1e-4 else significant(value, 2)


def score_rows(found: Hindcast) -> Iterator[tuple[str, ...]]:
    """A row a forecaster, as `SCORE_COLUMNS` name it."""
    for name, score in found.scores.items():
        hits = f"{found.naive_hits(name)} of {len(found.predictions)}"
        yield f"{name}: {FORECASTERS[name]}", significant(score, 4), hits


def sentences(found: Hindcast) -> Iterator[str]:
    """The notes below the tables."""
    used = dict.fromkeys(each.truth.how for each in found.predictions)
    yield "; ".join(f"{how}: {WAYS[how]}" for how in used)
    yield (
        "p: two-sided exact binomial, every truth counted as independent; grouped: truths that share authors, meters "
        f"and method count as {MOST_OF_A_GROUP} at most, with the group's share of hits, and the sum is rounded"
    )
    yield (
        "score: mean interval score of the 90 % intervals (Gneiting & Raftery 2007, eq. 43) on the natural logarithm; "
        "lower is better"
    )
    yield f"{samples(found.samples)} a file, seed {found.seed}"


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


def as_dict(found: Hindcast) -> dict[str, Any]:
    """The hindcast for programs: numbers of a truth are in its `unit`, misses come first."""
    return {
        "samples": found.samples,
        "seed": found.seed,
        "truths": [_truth(each) for each in found.misses_first],
        "coverage": {f"{each.level:g}": _coverage(each) for each in map(found.coverage, LEVELS)},
        "score": found.scores,
        "frozen": {each.case: {"hash": each.hash, "holds": each.holds} for each in found.freezes},
    }


def _truth(prediction: Prediction) -> dict[str, Any]:
    truth, unit = prediction.truth, prediction.truth.unit
    low, high = (unit.from_base(end) for end in prediction.interval(HEADLINE_LEVEL))
    return {
        "id": prediction.name,
        "measured": unit.restated(truth.value),
        "low": low,
        "high": high,
        "hit": prediction.is_hit(),
        "unit": unit.text,
        "percentile": 100 * prediction.percentile,
        "how": truth.how,
        "group": truth.group,
        "source": truth.source,
        "scores": prediction.scores,
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "share": coverage.hits / coverage.trials,
        "p_value": coverage.p_value,
        "hits": coverage.hits,
        "truths": coverage.trials,
        "grouped": {
            "hits": coverage.group_hits,
            "truths": coverage.group_trials,
            "p_value": coverage.group_p_value,
        },
    }
