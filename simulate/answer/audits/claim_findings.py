"""Findings about a claim that follow from its own scenario, whether it is reproduced or not.

Four questions: are the values behind it plausible, and the figure itself; has it more digits than the figures it was
computed from support; does it agree with the publication's other figures?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ... import units
from ...scenario.claim import Claim, Figure, Finding
from ...scenario.plausibility import implausible
from ...scenario.scenario import Scenario
from ...scenario.usual_ranges import USUAL
from ..statistics.marginal import Marginal
from ..statistics.percentile import percentile
from .published import from_published, inputs_at, output_of

_DIGITS = 3
_HALF = 0.5  # the level of the interval that a rounding should be finer than


def about_inputs(scenario: Scenario, claim: Claim) -> Iterator[Finding]:
    """A finding for each input whose nominal value is implausible and on which the claim depends.

    A plain number whose nominal value is 1, below its belief, is a factor that was left out.

    >>> from ...reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> [finding.kind for finding in about_inputs(scenario, scenario.claims[0])]  # utilization, full power, PUE
    ['outside-belief', 'outside-belief', 'left-out']
    """
    inputs, output = inputs_at(scenario, claim.at), output_of(scenario, claim)
    for warning in implausible(inputs):
        given = warning.input
        median = float(given.distribution.quantile(0.5))
        moved = output({given.name: median})
        if given.name in claim.given or moved == output({}):
            continue
        is_left_out = given.nominal == 1 < median and not given.unit.dimension
        reason = f"{warning.message}; at its median, {units.spoken(median, given.unit, digits=_DIGITS)}, "
        yield Finding(
            "left-out" if is_left_out else "outside-belief",
            f"{given.name}{' is left out' if is_left_out else ''}: {reason}"
            f"{claim.output} would be {units.spoken(moved, claim.unit, digits=_DIGITS)}",
        )


def about_figure(claim: Claim, marginal: Marginal) -> Iterator[Finding]:
    """Whether its method supports the figure, and whether it is rounded finely enough to be compared with it."""
    if marginal.constant:
        return
    if side := beyond(claim, marginal):
        stated = units.amounts(claim.stated)
        yield Finding("outside-belief", f"{stated} lies {side} percentile of what its own method supports")
    half = marginal.interval(_HALF)
    if claim.rounding > (half.high.value - half.low.value) / 2:
        rounding = units.spoken(claim.rounding, claim.unit, digits=_DIGITS)
        yield Finding("rounding", f"is rounded to ±{rounding}, wider than the 50 % interval: it could hardly fail")


def beyond(claim: Claim, marginal: Marginal) -> str:
    """``above the 99th`` or ``below the 1st`` if all of the figure lies beyond that percentile; else empty."""
    if percentile(marginal, claim.high).value < USUAL[0]:
        return "below the 1st"
    return "above the 99th" if percentile(marginal, claim.low).value > USUAL[1] else ""


def about_published(scenario: Scenario, claim: Claim, others: Mapping[str, Claim]) -> Iterator[Finding]:
    """Findings from the published figures behind a claim: their rounding, and if they agree with others and models.

    `others` are the publication's claims by name.
    """
    computed = from_published(scenario, claim)
    if computed is None:
        return
    if computed.rounding > claim.rounding:
        reach = units.spoken(computed.rounding, claim.unit, digits=_DIGITS)
        origin = f"is computed from {units.amounts(computed.stated)}, which are rounded to ±{reach} in all"
        yield Finding("rounding", f"{origin}: the last digits of {units.amounts(claim.stated)} mean nothing")
    for name, figure in claim.given.items():
        if name in others and name not in scenario.inputs and _differ(figure, others[name]):
            taken, says = units.amounts(figure.stated), units.amounts(others[name].stated)
            yield Finding("inconsistent", f"takes {taken} for {name}, which says {says}")
    modelled = output_of(scenario, claim)({})
    if claim.agrees(computed.value) != claim.agrees(modelled):
        texts = (units.spoken(each, claim.unit, digits=_DIGITS + 2) for each in (computed.value, modelled))
        yield Finding("inconsistent", "the published figures behind it give {}, the models {}".format(*texts))


def _differ(figure: Figure, other: Claim) -> bool:
    return not replace(other, rounding=other.rounding + figure.rounding).agrees(figure.value)
