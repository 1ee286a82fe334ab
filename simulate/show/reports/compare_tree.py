"""A comparison of scenarios as an xarray DataTree, with errors beside all numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from ...answer.statistics.marginal import Estimate, Marginal
from ...comparing.compared import Compared
from ...scenario.plausibility import outside_beliefs
from ..datasets.grid import split
from ..datasets.provenance import CONVENTIONS
from ..datasets.trees import assembled
from ..datasets.variables import NO_UNIT, Group, Variables, about_quantity, group, texts, with_errors
from .compare import inverted

if TYPE_CHECKING:
    import xarray as xr

_BOUNDS = ("low", "high")
_ABOUT_LEVEL: Final = {**NO_UNIT, "long_name": "probability between the bounds"}


def _negative(found: Estimate) -> Estimate:
    return Estimate(-found.value, found.error)


#: The groups of differences and ratios: what a pair calls each, and the number with its sides in the other order.
_CONTRASTS: Final = {
    "difference": ("difference", _negative),
    "ratio": ("ratio", inverted),
    "ratio_drawn_apart": ("separate", inverted),
}


def tree(found: Compared) -> xr.DataTree:
    """The whole comparison; scenarios are called by their letters, whose names are in the group ``scenarios``."""
    letters = [side.letter for side in found.sides]
    groups = {
        "/": Group(attributes=_attributes(found)),
        "/scenarios": _sides(found, letters),
        "/outputs": _marginals([side.marginal for side in found.sides], "scenario", letters, found.levels),
        "/probability": _below(found, letters),
    }
    for name, (kind, turned) in _CONTRASTS.items():
        contrasts = {(pair.first, pair.second): each for pair in found.pairs if (each := getattr(pair, kind))}
        if contrasts:
            groups[f"/{name}"] = _contrasts(contrasts, turned, letters, found.levels)
    if found.sides[0].ranks:
        groups["/ranks"] = _ranks(found, letters)
    return assembled(groups)


def _attributes(found: Compared) -> Mapping[str, str | int]:
    return {
        "Conventions": CONVENTIONS,
        "title": " / ".join(side.subject.title for side in found.sides),
        "source": f"carbonspan {found.versions['carbonspan']}",
        "scenario": found.resolved,
        "hash": found.hash,
        "seed": found.seed,
        "samples": found.samples,
        "design": found.design,
        "paired": json.dumps([{"inputs": dict(each.names), "reason": each.reason} for each in found.paired]),
        "apart": json.dumps([{"inputs": dict(each.names), "reason": each.reason} for each in found.apart]),
        "warnings": "\n".join(filter(None, (*found.warnings, outside_beliefs(found.implausible)))),
        "versions": "; ".join(f"{name} {version}" for name, version in sorted(found.versions.items())),
        "processor": found.processor,
        **({"interrupted": 1} if found.interrupted else {}),
    }


def _sides(found: Compared, letters: Sequence[str]) -> Group:
    words = {
        "name": [side.name for side in found.sides],
        "title": [side.subject.title for side in found.sides],
        "output": [side.marginal.output for side in found.sides],
        "hash": [side.hash for side in found.sides],
    }
    variables: Variables = {name: (("scenario",), texts(each), {}) for name, each in words.items()}
    return group(variables, scenario=(letters, {}))


def _marginals(found: Sequence[Marginal], dim: str, letters: Sequence[str], levels: Sequence[float]) -> Group:
    """Nominal values, medians and equal-tailed intervals of several distributions of one unit."""
    first = found[0]
    about = about_quantity(first.output, first.unit, first.substance)
    nominal = np.array([each.nominal for each in found], float)
    variables: Variables = {"nominal": ((dim,), nominal, about)}
    variables |= with_errors("median", (dim,), *split([each.median for each in found]), about)
    ends = [[[each.interval(p).low, each.interval(p).high] for p in levels] for each in found]
    variables |= with_errors("interval", (dim, "level", "bound"), *split(ends), about)
    return group(variables, {dim: texts(letters)}, level=(levels, _ABOUT_LEVEL), bound=(_BOUNDS, {}))


def _contrasts(
    found: Mapping[tuple[int, int], Marginal],
    turned: Callable[[Estimate], Estimate],
    letters: Sequence[str],
    levels: Sequence[float],
) -> Group:
    """Differences or ratios, second to first, of all sides; NaN where there is none, as of a side with itself."""
    count, example = len(letters), next(iter(found.values()))
    nominal = np.full((count, count), np.nan)
    medians: list[list[Estimate | None]] = [[None] * count for _ in letters]
    ends: list[list[list[list[Estimate | None]]]] = [[[[None, None] for _ in levels] for _ in letters] for _ in letters]
    for (one, other), each in found.items():
        nominal[one, other], nominal[other, one] = each.nominal, turned(Estimate(each.nominal, 0.0)).value
        medians[one][other], medians[other][one] = each.median, turned(each.median)
        intervals = [each.interval(level) for level in levels]
        ends[one][other] = [[own.low, own.high] for own in intervals]
        ends[other][one] = [[turned(own.high), turned(own.low)] for own in intervals]
    about = about_quantity(example.output, example.unit, example.substance)
    dims = ("first", "second")
    variables: Variables = {"nominal": (dims, nominal, about)}
    variables |= with_errors("median", dims, *split(medians), about)
    variables |= with_errors("interval", (*dims, "level", "bound"), *split(ends), about)
    scenarios = {dim: texts(letters) for dim in dims}
    return group(variables, scenarios, level=(levels, _ABOUT_LEVEL), bound=(_BOUNDS, {}))


def _below(found: Compared, letters: Sequence[str]) -> Group:
    """The probability that the first of each two sides is below the second, ties counting half."""
    count = len(letters)
    values, errors = np.full((count, count), np.nan), np.full((count, count), np.nan)
    for pair in found.pairs:
        one, other = pair.first, pair.second
        values[one, other], values[other, one] = pair.below.value, 1 - pair.below.value
        errors[one, other] = errors[other, one] = pair.below.error
    about = {**NO_UNIT, "long_name": "probability that the first is below the second"}
    variables = with_errors("below", ("first", "second"), values, errors, about)
    return group(variables, first=(letters, {}), second=(letters, {}))


def _ranks(found: Compared, letters: Sequence[str]) -> Group:
    """The probability of each rank, 1 being the lowest."""
    about = {**NO_UNIT, "long_name": "probability of the rank"}
    values, errors = split([list(side.ranks) for side in found.sides])
    variables = with_errors("probability", ("scenario", "rank"), values, errors, about)
    return group(variables, scenario=(letters, {}), rank=(range(1, len(letters) + 1), {**NO_UNIT}))
