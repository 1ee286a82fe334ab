"""A scenario updated by measurements, as text: the answer after and before, what was measured, and what was learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...answer.answer import Answer
from ...answer.statistics.levels import headline_level
from ...answer.statistics.marginal import Estimate, Marginal
from ...units import Unit, readable
from ...units.number_format import grouped, significant
from ...updating.learnt import Learnt, Spread
from ...updating.update import SURPRISING, Expectation, Update
from .. import digits, labels, text
from ..quote import span
from ..tables import varying_axes
from ..terminals.columns import Columns
from .measure import narrowing

#: What is learnt of an input is listed from this many bits on; a bit is about a halved interval.
LEAST = 0.02


def lines(found: Update) -> Iterator[Columns | str]:
    """The sentences and tables to print."""
    before, after = found.prior.in_units(), found.posterior.in_units()
    yield from (f"warning: {each}" for each in after.cautions)
    yield text.title(after)
    yield ""
    yield text.headline(after, after.main, varying_axes(after, after.of(after.main.output))[0])
    yield from text.beliefs(after.implausible)
    yield from summary(found)
    yield ""
    yield outputs(before, after)
    yield from text.events(after)
    yield ""
    yield from inputs(found.learnt)
    yield ""
    yield text.basis(after)


def summary(found: Update) -> Iterator[str]:
    """What was measured and expected, and how many of the samples agree with it."""
    yield from map(observed, found.expectations)
    effective, of = (grouped(str(int(each))) for each in (found.effective, found.prior.samples))
    yield f"Weighed by it, the {of} samples tell as much as {effective} equal ones (effective sample size)."


def observed(each: Expectation) -> str:
    """A measurement, and how likely a reading so low or so high was before it."""
    side = "high" if each.below > 0.5 else "low"
    chance = significant(each.tail, 2) if each.tail >= 1e-4 else "below 0.0001"
    how = "" if each.tail < SURPRISING else ", no surprise"
    return f"Observed: {each.observation}; so {side} a reading was expected with probability {chance}{how}."


def outputs(before: Answer, after: Answer) -> Columns:
    """The median and the interval of each output, before and after."""
    level = headline_level(after.levels)
    rows = [
        (
            ": ".join(filter(None, (old.output, labels.coordinate(old.coordinates)))),
            labels.unit_label(old),
            _of_marginal(old, level),
            _of_marginal(new, level),
        )
        for old, new in zip(before.marginals, after.marginals, strict=True)
    ]
    return _columns(("", "unit", "before", "after"), rows)


def _of_marginal(marginal: Marginal, level: float) -> str:
    quote = span(marginal, level).quote
    return quote.median if marginal.constant else f"{quote.median} ({quote.ends})"


def inputs(found: Sequence[Learnt]) -> Iterator[Columns | str]:
    """What was learnt of each input, the most informed first, and how many others nothing was learnt of."""
    listed = [each for each in found if each.is_known and each.information.value >= LEAST]
    if listed:
        heads = ("learnt of", "unit", "before", "after", "narrower by", "bits")
        yield _columns(heads, [_row(each) for each in listed])
    rest = len(found) - len(listed)
    if rest:
        yield f"Of {rest} {'other ' if listed else ''}input{'s' * (rest > 1)}, less than {LEAST} bits."


def _row(each: Learnt) -> tuple[str, ...]:
    unit = each.inputs[0].unit
    return (
        each.names,
        readable(unit.text),
        _of_spread(each.before, unit),
        _of_spread(each.after, unit),
        narrowing(each.width) if each.width else "",
        digits.with_error(each.information.value, each.information.error),
    )


def _of_spread(spread: Spread, unit: Unit) -> str:
    """``55 (5.3 to 560)``."""
    given: list[Estimate] = [each.in_unit(unit) for each in (spread.low, spread.median, spread.high)]
    low, median, high = digits.quoted([each.value for each in given], [each.error for each in given])
    return f"{median} ({low} to {high})"


def _columns(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Columns:
    return Columns(heads, rows, frozenset({"narrower by", "bits"}), frozenset(heads[:4]))
