"""What people write beside an input in place of a law, and the law that means it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...problems import did_you_mean

_PERCENTILE = re.compile(r"[pq]_?(\d{1,2}(?:\.\d+)?)")
_LIMITS = "limits are `uniform: [low, high]`, or with the likeliest value `triangular: [low, mode, high]` or `pert: …`"
_LIKELIEST = "the likeliest value with its limits is `triangular: [low, mode, high]` or `pert: [low, mode, high]`"
_SPREAD = "a mean with its standard deviation is `normal: {mean: …, sd: …}`"
_RATIO = "a mean with its coefficient of variation is `lognormal: {mean: …, cv: …}`"
_MEDIAN = "a median with its spread is `lognormal: {median: …, gsd: …}`"
_LAWS = {
    _LIMITS: ("low", "high", "min", "max", "minimum", "maximum", "lower", "upper", "range"),
    _LIKELIEST: ("best", "mode", "likely", "likeliest", "most_likely", "central", "best_guess", "best_estimate"),
    _SPREAD: ("mean", "average", "mu", "sd", "std", "stdev", "stddev", "sigma", "standard_deviation", "±"),
    _RATIO: ("cv", "rsd", "rel_sd", "relative_sd"),
    _MEDIAN: ("median",),
}
_REMEDIES = {key: remedy for remedy, keys in _LAWS.items() for key in keys}


def instead(key: str, known: Iterable[str]) -> str:
    """The remedy for an unknown `key` of an input: the law that people mean by it, or the nearest of those `known`.

    >>> instead("p10", ["p5", "p95"])
    'quantiles other than p5 with p95 are `quantiles: {0.1: …, …}`'
    >>> instead("uniforn", ["uniform"])
    "did you mean 'uniform'?"
    """
    if found := _PERCENTILE.fullmatch(key.lower()):
        return f"quantiles other than p5 with p95 are `quantiles: {{{float(found[1]) / 100:g}: …, …}}`"
    return _REMEDIES.get(key.lower()) or did_you_mean(key, known)
