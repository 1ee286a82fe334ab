"""The sentence to quote: the median, what it is of, and the interval."""

from __future__ import annotations

from ..units import counted
from . import labels
from .digits import samples
from .quote import UNKNOWN, Quote, Span


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
        return f"{median}; {_of_one_value(span.samples)}"
    if not quote.is_known:
        return f"{median}; {samples(span.samples)} are too few for an interval"
    return f"{median}; {labels.level(span.level)} credible interval {_ends(quote, labels.short(unit))}"


def _of_one_value(count: int) -> str:
    return "one sample alone has no interval" if count == 1 else f"the same in all {samples(count)}"


def _ends(quote: Quote, unit: str) -> str:
    """The ends, the last number with its unit; with the reason if one is unknown."""
    if quote.high == UNKNOWN:
        return f"{counted(quote.low, unit)} to {UNKNOWN} (too few samples)"
    why = " (too few samples)" if quote.low == UNKNOWN else ""
    return f"{quote.low} to {counted(quote.high, unit)}{why}"
