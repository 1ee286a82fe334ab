"""A comparison of scenarios, for programs: a JSON object, and a tidy CSV with a row a number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from ...answer.statistics.marginal import Marginal
from ...comparing.compared import Compared, ComparedPair
from ...scenario.plausibility import outside_beliefs
from ..exact_numbers import estimate, finite, text, texts

_COLUMNS = ("first", "second", "statistic", "level", "bound", "value", "error", "unit")


def as_dict(found: Compared) -> dict[str, Any]:
    """The JSON object: the sides with their intervals, all pairs of them, the ranks, and what was paired."""
    return {
        "samples": found.samples,
        "seed": found.seed,
        "design": found.design,
        "hash": found.hash,
        **({"interrupted": True} if found.interrupted else {}),
        "warnings": [*found.warnings, *filter(None, [outside_beliefs(found.implausible)])],
        "scenarios": [
            {
                "letter": side.letter,
                "scenario": side.name,
                "hash": side.hash,
                "coordinates": dict(side.coordinates),
                "functional_unit": dict(side.subject.per),
                "boundary": list(side.subject.boundary),
                "output": side.marginal.output,
                **_marginal(side.marginal),
                **({"ranks": [estimate(each) for each in side.ranks]} if side.ranks else {}),
            }
            for side in found.sides
        ],
        "pairs": [_pair(found, pair) for pair in found.pairs],
        "paired": [{"inputs": dict(each.names), "reason": each.reason} for each in found.paired],
        "apart": [{"inputs": dict(each.names), "reason": each.reason} for each in found.apart],
    }


def _pair(found: Compared, pair: ComparedPair) -> dict[str, Any]:
    contrasts = {"difference": pair.difference, "ratio": pair.ratio, "ratio_drawn_apart": pair.separate}
    return {
        "first": found.sides[pair.first].letter,
        "second": found.sides[pair.second].letter,
        "first_below_second": estimate(pair.below),
        **({"first_below_second_drawn_apart": estimate(pair.separate_below)} if pair.separate_below else {}),
        **{name: _marginal(each) for name, each in contrasts.items() if each},
    }


def _marginal(found: Marginal) -> dict[str, Any]:
    return {
        "unit": found.unit.text or "1",
        "nominal": finite(found.nominal),
        "median": estimate(found.median),
        "intervals": [
            {"level": each.level, "low": estimate(each.low), "high": estimate(each.high)}
            for each in found.intervals
            if each.kind == "equal-tailed"
        ],
    }


def as_csv(found: Compared) -> str:
    """A row for each number; `second` is empty for a number of one scenario, as is what does not apply."""
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(_COLUMNS)
    for side in found.sides:
        table.writerows((side.letter, "", *row) for row in _rows("", side.marginal))
        for rank, each in enumerate(side.ranks, 1):
            table.writerow((side.letter, "", f"P(rank {rank})", "", "", *texts(each), "1"))
    for pair in found.pairs:
        key = (found.sides[pair.first].letter, found.sides[pair.second].letter)
        table.writerow((*key, "P(first < second)", "", "", *texts(pair.below), "1"))
        if pair.separate_below:
            table.writerow((*key, "P(first < second), drawn apart", "", "", *texts(pair.separate_below), "1"))
        named = (("difference", pair.difference), ("ratio", pair.ratio), ("ratio drawn apart", pair.separate))
        for name, contrast in named:
            if contrast:
                table.writerows((*key, *row) for row in _rows(f"{name} ", contrast))
    return held.getvalue()


def _rows(name: str, found: Marginal) -> Iterator[tuple[str, ...]]:
    unit = found.unit.text or "1"
    yield f"{name}nominal", "", "", text(found.nominal), "", unit
    yield f"{name}median", "", "", *texts(found.median), unit
    for each in found.intervals:
        if each.kind == "equal-tailed":
            for bound in ("low", "high"):
                yield f"{name}interval", f"{each.level:.10g}", bound, *texts(getattr(each, bound)), unit
