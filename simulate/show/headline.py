"""The sentence to quote: the median, what it is of, and the interval."""

from __future__ import annotations

from ..language import phrase
from ..units import counted
from . import labels
from .digits import samples
from .quote import Quote, Span, unknown


def headline(span: Span, *, unit: str, per: str) -> str:
    """The sentence about an interval and its median in `unit`, `per` functional unit.

    >>> from ..answer.statistics.marginal import Estimate
    >>> ends = Estimate(1.234, 0.001), Estimate(3.0912, 0.0006), Estimate(7.91, 0.01)
    >>> headline(Span(*ends, (0.3, 31.0), 0.9, 100_000), unit="t CO2e", per="a day")
    '3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t'
    >>> headline(Span(*ends, (0.3, 31.0), 0.9, 12), unit="t CO2e", per="a day")
    '3.0912 t CO2e a day; 12 samples are too few for an interval'
    >>> headline(Span(*ends, (3.0, 3.0), 0.9, 12), unit="t CO2e", per="a day")
    '3 t CO2e a day; the same in all 12 samples'
    """
    quote = span.quote
    median = f"{counted(quote.median, unit)} {per}".rstrip()
    if span.extremes[0] == span.extremes[1]:
        return _of_one_value(median, span.samples)
    if not quote.is_known:
        return phrase("{median}; {samples} are too few for an interval", median=median, samples=samples(span.samples))
    ends, level = _ends(quote, labels.short(unit)), labels.percent(span.level)
    return phrase("{median}; {level} % credible interval {ends}", median=median, level=level, ends=ends)


def _of_one_value(median: str, count: int) -> str:
    if count == 1:
        return phrase("{median}; one sample alone has no interval", median=median)
    return phrase("{median}; the same in all {samples}", median=median, samples=samples(count))


def _ends(quote: Quote, unit: str) -> str:
    """The ends, the last number with its unit; with the reason if one is unknown."""
    if quote.high == unknown():
        return phrase("{low} to {high} (too few samples)", low=counted(quote.low, unit), high=quote.high)
    high = counted(quote.high, unit)
    if quote.low == unknown():
        return phrase("{low} to {high} (too few samples)", low=quote.low, high=high)
    return phrase("{low} to {high}", low=quote.low, high=high)
