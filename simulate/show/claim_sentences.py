"""A sentence about each claim of a scenario, compared with its answer in base units."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from ..answer.answer import Answer
from ..answer.comparison import claimed
from ..answer.enough_samples import reaches
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Estimate, Interval, Marginal
from ..scenario.claim import Claim
from ..units import amounts, counted, readable
from . import labels
from .digits import compared as compared_digits


class Sentence(NamedTuple):
    """A sentence about a claim on an output, and whether the claim agrees with the answer."""

    text: str
    output: str
    agrees: bool


def sentences(answer: Answer) -> Iterator[Sentence]:
    """Each claim of the scenario beside the nominal value and the interval, at the coordinate it is about.

    A claim about two coordinates is compared with the draws, and agrees if it holds in most of them.
    """
    level = headline_level(answer.levels)
    for claim in answer.subject.claims:
        marginal = answer.marginal(claim.output, claim.at)
        source = f" ({claim.source})" if claim.source else ""
        if probability := claimed(answer, claim):
            text = f"Claim {claim.name}{source}: {compared(claim, probability)}."
            yield Sentence(text, claim.output, probability.value > 0.5)
        elif marginal and not claim.below:
            text = _sentence(claim, marginal, level, source)
            yield Sentence(text, claim.output, claim.agrees(marginal.nominal))


def compared(claim: Claim, probability: Estimate) -> str:
    """How often the comparison of a claim holds: ``emissions at a below b in 99 % of the draws``."""
    at, below = labels.coordinate(claim.at), labels.coordinate(dict(claim.below.items() - claim.at.items()))
    return f"{claim.output} at {at} below {below} in {labels.chance(probability)} of the draws"


def _sentence(claim: Claim, marginal: Marginal, level: float, source: str) -> str:
    """One claim, whether the nominal value agrees with it, and how it lies to the interval."""
    verb = "agrees with" if claim.agrees(marginal.nominal) else "disagrees with"
    nominal = counted(_nominal(claim, marginal), labels.short(readable(marginal.unit.text)))
    agreement = f"Claim {claim.name}{source}: {claim.output} {amounts(claim.stated)} {verb} the nominal {nominal}"
    if not reaches(marginal.samples, level):
        return f"{agreement}."
    return f"{agreement} and {_relation(claim, marginal.interval(level))} the {labels.level(level)} interval."


def _nominal(claim: Claim, marginal: Marginal) -> str:
    """The nominal value as it is quoted beside the answer, with more digits where these tell it from the claim."""
    width = abs(marginal.quantiles[0.95].value - marginal.quantiles[0.05].value)
    bounds = (abs(marginal.nominal - end) for end in (claim.low, claim.high) if math.isfinite(end))
    apart = min((each for each in (width, *bounds) if each), default=0.0)
    return compared_digits(marginal.unit.from_base(marginal.nominal), marginal.unit.from_base(apart))


def _relation(claim: Claim, interval: Interval) -> str:
    """How a figure, a range or a bound lies to an interval.

    >>> from ..answer.statistics.marginal import Estimate, Interval
    >>> _relation(Claim("A", "emissions", 5.0, 20.0), Interval(0.9, "equal-tailed", Estimate(7, 0), Estimate(9, 0)))
    'holds all of'
    """
    low, high = interval.low.value, interval.high.value
    if claim.high < low or claim.low > high:
        return "lies outside"
    if low <= claim.low and claim.high <= high:
        return "lies inside"
    return "holds all of" if claim.low <= low and high <= claim.high else "overlaps"
