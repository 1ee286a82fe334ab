"""What a claim's own scenario tells against it, be it reproduced or not.

Four questions: are the values behind it believed, and the figure itself; do its digits say more than those of the
figures it was computed from; does it agree with the publication's other figures?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ... import units
from ...scenario.claim import Claim, Figure, Finding
from ...scenario.plausibility import USUAL, implausible_inputs
from ...scenario.scenario import Scenario
from ..percentile import percentile
from ..summary import Record
from .published import from_published, inputs_at, output_of

_DIGITS = 3
_HALF = 0.5  # the level of the interval that a rounding should be finer than


def about_inputs(scenario: Scenario, claim: Claim) -> Iterator[Finding]:
    """A finding for each input that the claim hangs on and whose nominal value is hardly believed.

    A plain number that stands at 1 below its belief is a factor that was left out.

    >>> from ...reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> [finding.kind for finding in about_inputs(scenario, scenario.claims[0])]  # utilization, full power, PUE
    ['outside-belief', 'outside-belief', 'left-out']
    """
    inputs, output = inputs_at(scenario, claim.at), output_of(scenario, claim)
    for warning in implausible_inputs(replace(scenario, inputs=inputs)):
        given = inputs[warning.field.removeprefix("inputs.")]
        median = float(given.distribution.quantile(0.5))
        moved = output({given.name: median})
        if given.name in claim.given or moved == output({}):
            continue
        is_left_out = given.nominal == 1 < median and not given.unit.dimension
        said = f"{warning.message}; at its median, {units.spoken(median, given.unit, digits=_DIGITS)}, "
        yield Finding(
            "left-out" if is_left_out else "outside-belief",
            f"{given.name}{' is left out' if is_left_out else ''}: {said}"
            f"{claim.output} would be {units.spoken(moved, claim.unit, digits=_DIGITS)}",
        )


def about_figure(claim: Claim, record: Record) -> Iterator[Finding]:
    """Whether the figure is what its method supports, and is rounded finely enough to be held against that."""
    if record.constant:
        return
    if side := beyond(claim, record):
        stated = units.amounts(claim.stated)
        yield Finding("outside-belief", f"{stated} lies {side} percentile of what its own method supports")
    half = record.interval(_HALF)
    if claim.rounding > (half.high.value - half.low.value) / 2:
        rounding = units.spoken(claim.rounding, claim.unit, digits=_DIGITS)
        yield Finding("rounding", f"is rounded to ±{rounding}, wider than the 50 % interval: it could hardly fail")


def beyond(claim: Claim, record: Record) -> str:
    """``above the 99th`` or ``below the 1st`` percentile, for a figure all of which lies there; else nothing."""
    if percentile(record, claim.high).value < USUAL[0]:
        return "below the 1st"
    return "above the 99th" if percentile(record, claim.low).value > USUAL[1] else ""


def about_published(scenario: Scenario, claim: Claim, others: Mapping[str, Claim]) -> Iterator[Finding]:
    """What the published figures behind a claim tell: their rounding, and whether they agree with `others` and models.

    `others` are the publication's claims by name.
    """
    computed = from_published(scenario, claim)
    if computed is None:
        return
    if computed.rounding > claim.rounding:
        reach = units.spoken(computed.rounding, claim.unit, digits=_DIGITS)
        said = f"is computed from {units.amounts(computed.stated)}, which are rounded to ±{reach} in all"
        yield Finding("rounding", f"{said}: the last digits of {units.amounts(claim.stated)} mean nothing")
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
