"""A hindcast for programs: numbers of a truth are in its unit, misses come first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...answer.hindcasts.discrepancy import Discrepancy
from ...answer.hindcasts.hindcast import FORECASTERS, Hindcast
from ...answer.hindcasts.predictions import Prediction
from ...answer.hindcasts.scored import Coverage, Scored
from ...answer.statistics.levels import HEADLINE_LEVEL, LEVELS
from ...scenario.plausibility import outside_beliefs
from .hindcast import unfrozen


def as_dict(found: Hindcast) -> dict[str, Any]:
    """All truths, and how each set of them was predicted: those that no law has seen, and the others."""
    return {
        "samples": found.samples,
        "seed": found.seed,
        "warnings": [*unfrozen(found), *filter(None, [outside_beliefs(found.implausible)])],
        "truths": [_truth(each) for scored in found.sets.values() for each in scored.misses_first],
        "sets": {name: _scored(scored) for name, scored in found.sets.items()},
        "frozen": {each.case: {"hash": each.hash, "holds": each.holds} for each in found.freezes},
    }


def discrepancies_as_list(found: Iterable[Discrepancy]) -> list[dict[str, Any]]:
    """The discrepancy of each family."""
    return [
        {
            "family": each.family,
            "truths": each.truths,
            "gsd": each.gsd,
            "at_most": each.most,
            "left_out": each.left_out,
            "log_density": each.without,
            "log_density_with_factor": each.with_factor,
        }
        for each in found
    ]


def _scored(scored: Scored) -> dict[str, Any]:
    return {
        "coverage": {f"{each.level:g}": _coverage(each) for each in map(scored.coverage, LEVELS)},
        "score": scored.scores,
        "score_by_group": scored.group_scores,
        "crps": scored.crps,
        "pit": {name: list(scored.pit(name)) for name in FORECASTERS},
        "groups": {
            name: {"hits": group.hits(), "truths": len(group.predictions), "score": group.scores}
            for name, group in scored.groups.items()
        },
    }


def _truth(prediction: Prediction) -> dict[str, Any]:
    truth, unit = prediction.truth, prediction.truth.unit
    low, high = (unit.from_base(end) for end in prediction.interval(HEADLINE_LEVEL))
    least, greatest = prediction.percentiles()
    return {
        "id": prediction.name,
        "seen": prediction.case.seen,
        "measured": unit.restated(truth.value),
        "rounding": unit.from_base(truth.rounding),
        "low": low,
        "high": high,
        "hit": prediction.is_hit(),
        "unit": unit.text,
        "percentile": 100 * prediction.percentile,
        "percentiles": [100 * least, 100 * greatest],
        "how": truth.how,
        "group": truth.group,
        "source": truth.source,
        "scores": prediction.scores,
        "crps": prediction.crps,
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
