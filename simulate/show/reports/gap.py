"""Why two scenarios differ, for people: the ratio as a product of factors, and the inputs behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ...comparing.explained import LEVEL, Gap, GapFactor, InputShare, Share
from ...language import output_name, phrase
from ...units import counted, readable
from ...units.number_format import rounded, significant, significant_digit
from .. import labels
from ..digits import quoted, samples, with_error
from ..terminals.columns import Columns
from ..text import beliefs

#: Ratios nearer to 1 than this are no gap.
_NO_GAP = 1e-9


def lines(found: Gap) -> Iterator[Columns | str]:
    """The sentences and the table about a gap, told from the lower scenario to the higher one."""
    told = found if found.ratio >= 1 else found.inverted()
    yield sentence(told)
    if text := expected(told):
        yield text
    yield from _missing(told)
    yield from beliefs(told.implausible)
    yield ""
    yield _table(told)
    yield ""
    yield from _notes(told)
    yield from (f"warning: {each}" for each in told.warnings)


def sentence(found: Gap) -> str:
    """The sentence to quote: the ratio at nominal values and its factors."""
    start = comparison(found)
    if abs(found.ratio - 1) < _NO_GAP:
        return f"{start}."
    causes = [(each.name, each.share.nominal) for each in found.inputs if abs(math.log(each.share.nominal)) > _NO_GAP]
    if not found.one_model:
        causes = [(spoken(each.name), each.share.nominal) for each in found.factors]
    product = " × ".join(f"{times(factor)} ({cause})" for cause, factor in causes)
    if len(causes) > 1 or found.one_model:
        return phrase("{sentence}: {factors}.", sentence=start, factors=product)
    return f"{start}."


def comparison(found: Gap) -> str:
    """The ratio at nominal values, in words, without its factors."""
    output = output_name(labels.spoken(found.second.output))
    if abs(found.ratio - 1) < _NO_GAP:
        return phrase(
            "At nominal values, {output} of {second} and {first} are equal",
            output=output,
            second=found.second.name,
            first=found.first.name,
        )
    return phrase(
        "At nominal values, {output} of {second} come to {ratio} times those of {first}",
        output=output,
        second=found.second.name,
        ratio=times(found.ratio),
        first=found.first.name,
    )


def spoken(factor: str) -> str:
    """The name of a factor in words.

    >>> spoken("energy / gpu_time")
    'energy / GPU time'
    """
    return " / ".join(output_name(labels.spoken(each)) for each in factor.split(" / "))


def expected(found: Gap) -> str:
    """The ratio over what is uncertain; empty if the outputs have none."""
    whole = found.share
    if not (whole.mean and whole.low and whole.high) or whole.low.value == whole.high.value:
        return ""
    return phrase(
        "Over what is uncertain, the ratio is {ratio} (geometric mean; {level} % credible interval {ends}).",
        ratio=_quoted(whole)[1],
        level=labels.percent(LEVEL),
        ends=ends(whole),
    )


def _missing(found: Gap) -> Iterator[str]:
    """What would split the gap further: outputs that one of the two models lacks."""
    if found.one_model:
        return
    sides = (found.first, found.second)
    for side, other, names in ((sides[0], sides[1], found.missing[0]), (sides[1], sides[0], found.missing[1])):
        if names:
            listed = " and ".join(map(labels.spoken, names))
            yield f"{other.name} gives no {listed}, which {side.name} does; with it the gap would be split further."
    if len(found.factors) == 1 and not any(found.missing):
        yield (
            f"The two models have no output in common but {labels.spoken(found.second.output)}; an output of both from "
            "which it is computed would split the gap."
        )


def _table(found: Gap) -> Columns:
    """A row a factor, below it a row for each input that differs."""
    letters = found.first.letter, found.second.letter
    heads = ("factor", *letters, "times", "share", "expected times", f"{labels.level(LEVEL)} interval")
    rows: list[tuple[str, ...]] = []
    for factor in found.factors:
        values = (_value(factor, 0), _value(factor, 1))
        rows.append((spoken(factor.name), *values, *_numbers(factor.share, found)))
        if len(found.factors) > 1:
            rows += [_input_row(each, found) for each in factor.inputs]
        elif found.inputs:
            rows += [_input_row(each, found) for each in found.inputs]
    rows.append(("all", "", "", *_numbers(found.share, found)))
    return Columns(heads, rows, frozenset(heads[3:]), frozenset(heads[:1]))


def _value(factor: GapFactor, side: int) -> str:
    return counted(significant(factor.values[side], 4), readable(factor.unit.text))


def _input_row(each: InputShare, found: Gap) -> tuple[str, ...]:
    return (f"  {each.name}", *each.beliefs, *_numbers(each.share, found))


def _numbers(share: Share, found: Gap) -> tuple[str, str, str, str]:
    """The factor at nominal values, its share of the logarithm, the expected factor, and its interval."""
    whole = math.log(found.ratio)
    part = f"{100 * math.log(share.nominal) / whole + 0.0:.0f} %" if abs(whole) > _NO_GAP else ""
    if not (share.mean and share.low and share.high):
        return times(share.nominal), part, "", ""
    if share.is_idle or share.low.value == share.high.value:
        return times(share.nominal), part, times(share.mean.value), ""
    return times(share.nominal), part, with_error(share.mean.value, share.mean.error), ends(share)


def _quoted(share: Share) -> tuple[str, ...]:
    """The low end, the mean and the high end of an expected factor, as intervals are quoted."""
    found = [each for each in (share.low, share.mean, share.high) if each]
    ordered = sorted(found, key=lambda each: each.value)  # a mean may lie outside the interval of a skewed factor
    texts = dict(zip(map(id, ordered), quoted([e.value for e in ordered], [e.error for e in ordered]), strict=True))
    return tuple(texts[id(each)] for each in found)


def ends(share: Share) -> str:
    """The 90 % interval of a factor, as it is quoted."""
    low, *_, high = _quoted(share)
    return phrase("{low} to {high}", low=low, high=high)


def _notes(found: Gap) -> Iterator[str]:
    """What the columns mean, and what they rest on."""
    yield f"A is {_named(found, 'A')}, B is {_named(found, 'B')}. A factor above 1 makes {found.second.name} higher."
    yield (
        "Shares are of the logarithm of the ratio at nominal values. The expected factor is its geometric mean over "
        f"{samples(found.samples)}, seed {found.seed}."
    )
    if found.orders:
        yield (
            f"More than a dozen inputs differ: their shares are means over {found.orders} random orders of switching "
            "them, not over all."
        )
    elif found.inputs:
        yield "Shares of inputs are means over all orders in which their beliefs can be switched."


def _named(found: Gap, letter: str) -> str:
    return next(side.name for side in (found.first, found.second) if side.letter == letter)


def times(value: float) -> str:
    """A factor with three significant digits, with four from 100 to 1,000.

    >>> times(147.5463), times(75.9549), times(0.0067)
    ('147.5', '76.0', '0.00670')
    """
    return rounded(value, significant_digit(value, 4 if 100 <= value < 1000 else 3))
