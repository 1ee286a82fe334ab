"""A comparison of scenarios as an xarray DataTree, with errors beside all numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...answer.statistics.marginal import Marginal
from ...comparing.compared import Compared
from ..datasets.grid import split
from ..datasets.provenance import CONVENTIONS
from ..datasets.trees import assembled
from ..datasets.variables import NO_UNIT, Group, Variables, about_quantity, group, texts, with_errors

if TYPE_CHECKING:
    import xarray as xr

_BOUNDS = ("low", "high")


def tree(found: Compared) -> xr.DataTree:
    """The whole comparison; scenarios are called by their letters, whose names are in the group ``scenarios``."""
    letters = [side.letter for side in found.sides]
    groups = {
        "/": Group(attributes=_attributes(found)),
        "/scenarios": _sides(found, letters),
        "/outputs": _marginals([side.marginal for side in found.sides], "scenario", letters, found.levels),
        "/probability": _below(found, letters),
    }
    for name, kind in (("difference", "difference"), ("ratio", "ratio"), ("ratio_drawn_apart", "separate")):
        contrasts = {letters[pair.second]: each for pair in found.pairs if (each := getattr(pair, kind))}
        if contrasts:
            groups[f"/{name}"] = _marginals(list(contrasts.values()), "second", list(contrasts), found.levels)
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
        "warnings": "\n".join(found.warnings),
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
    about_level = {**NO_UNIT, "long_name": "probability between the bounds"}
    coordinates = {dim: texts(letters)}
    return group(variables, coordinates, level=(levels, about_level), bound=(_BOUNDS, {}))


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
